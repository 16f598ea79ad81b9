import type { PdfDocument } from './document.ts';
import { fontOf, type PdfFont } from './font.ts';
import { PdfValues, type PdfDictionary, type PdfValue } from './syntax.ts';

/** A piece of text on a page: where it begins and ends, and on which height. */
export type TextRun = {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly size: number;
};

/** Turns and moves: x' = a x + c y + e, y' = b x + d y + f. */
type Matrix = readonly [number, number, number, number, number, number];

const NOWHERE: Matrix = [1, 0, 0, 1, 0, 0];
/** Drawing instructions of a whole document; a page of text has a few thousand. */
const INSTRUCTIONS_MAX = 1_000_000;
const RUNS_MAX = 100_000;
const FORMS_DEEP_MAX = 8;

const FORMS_MAX = 2_000;
const FONTS_MAX = 500;

/** What is left to spend on a document, and the fonts that were read for it. */
export type TextBudget = {
  instructions: number;
  runs: number;
  forms: number;
  readonly fonts: Map<PdfValue | undefined, PdfFont>;
};

export function textBudget(): TextBudget {
  return { instructions: INSTRUCTIONS_MAX, runs: RUNS_MAX, forms: FORMS_MAX, fonts: new Map() };
}

/** The text that a page draws, in the order in which it is drawn; text on its side is left out. */
export function textRunsOf(pdf: PdfDocument, page: PdfDictionary, budget: TextBudget): TextRun[] {
  const contents = page.entries.get('Contents');
  const listed = pdf.resolved(contents);
  const parts = listed?.kind === 'list' ? listed.items : [contents];
  const drawing = parts.map((part) => pdf.stream(part) ?? '').join('\n');
  const painter = new Painter(pdf, budget);
  painter.draw(drawing, pdf.entry(page, 'Resources'), turned(pdf.number(page, 'Rotate') ?? 0), 0);
  return painter.runs;
}

function turned(degrees: number): Matrix {
  const quarter = ((Math.round(degrees / 90) % 4) + 4) % 4;
  if (quarter === 1) return [0, -1, 1, 0, 0, 0];
  if (quarter === 2) return [-1, 0, 0, -1, 0, 0];
  return quarter === 3 ? [0, 1, -1, 0, 0, 0] : NOWHERE;
}

type Pen = {
  readonly place: Matrix;
  readonly font: PdfFont | undefined;
  readonly size: number;
  readonly letterGap: number;
  readonly wordGap: number;
  readonly stretch: number;
  readonly leading: number;
  readonly rise: number;
};

class Painter {
  readonly runs: TextRun[] = [];
  readonly #pdf: PdfDocument;
  readonly #budget: TextBudget;

  constructor(pdf: PdfDocument, budget: TextBudget) {
    this.#pdf = pdf;
    this.#budget = budget;
  }

  draw(drawing: string, resources: PdfValue | undefined, place: Matrix, depth: number): void {
    const values = new PdfValues(drawing);
    let pen: Pen = {
      place,
      font: undefined,
      size: 1,
      letterGap: 0,
      wordGap: 0,
      stretch: 1,
      leading: 0,
      rise: 0,
    };
    const kept: Pen[] = [];
    let line: Matrix = NOWHERE;
    let text: Matrix = NOWHERE;
    let operands: PdfValue[] = [];
    const number = (at: number) => {
      const value = operands.at(at);
      return value?.kind === 'number' ? value.value : 0;
    };
    const moveLine = (x: number, y: number) => {
      line = times([1, 0, 0, 1, x, y], line);
      text = line;
    };
    const show = (value: PdfValue | undefined) => {
      text = this.#show(value, pen, text);
    };
    for (let value = values.next(); value !== undefined; value = values.next()) {
      if (value.kind !== 'word') {
        if (operands.length < 64) operands.push(value);
        continue;
      }
      this.#budget.instructions -= 1;
      if (this.#budget.instructions < 0 || this.#budget.runs < 0) return;
      switch (value.word) {
        case 'q':
          if (kept.length < 512) kept.push(pen);
          break;
        case 'Q':
          pen = kept.pop() ?? pen;
          break;
        case 'cm':
          pen = { ...pen, place: times(matrixOf(operands), pen.place) };
          break;
        case 'BT':
          line = text = NOWHERE;
          break;
        case 'Tf':
          pen = { ...pen, font: this.#font(resources, operands.at(-2)), size: number(-1) };
          break;
        case 'Tc':
          pen = { ...pen, letterGap: number(-1) };
          break;
        case 'Tw':
          pen = { ...pen, wordGap: number(-1) };
          break;
        case 'Tz':
          pen = { ...pen, stretch: number(-1) / 100 };
          break;
        case 'TL':
          pen = { ...pen, leading: number(-1) };
          break;
        case 'Ts':
          pen = { ...pen, rise: number(-1) };
          break;
        case 'Td':
          moveLine(number(-2), number(-1));
          break;
        case 'TD':
          pen = { ...pen, leading: -number(-1) };
          moveLine(number(-2), number(-1));
          break;
        case 'Tm':
          line = text = matrixOf(operands);
          break;
        case 'T*':
          moveLine(0, -pen.leading);
          break;
        case 'Tj':
          show(operands.at(-1));
          break;
        case 'TJ':
          show(operands.at(-1));
          break;
        case '"':
          pen = { ...pen, wordGap: number(-3), letterGap: number(-2) };
          moveLine(0, -pen.leading);
          show(operands.at(-1));
          break;
        case "'":
          moveLine(0, -pen.leading);
          show(operands.at(-1));
          break;
        case 'Do':
          this.#form(resources, operands.at(-1), pen, depth);
          break;
        case 'ID':
          values.skipPicture();
          break;
        default:
          break;
      }
      operands = [];
    }
  }

  /** Shows one text, or several with steps between them, and says where the next one begins. */
  #show(value: PdfValue | undefined, pen: Pen, start: Matrix): Matrix {
    const parts = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
    let at = start;
    for (const part of parts) {
      if (part.kind === 'number')
        at = times([1, 0, 0, 1, (-part.value / 1000) * pen.size * pen.stretch, 0], at);
      else if (part.kind === 'string') at = this.#write(part.bytes, pen, at);
    }
    return at;
  }

  #write(bytes: string, pen: Pen, start: Matrix): Matrix {
    let advance = 0;
    let text = '';
    for (const glyph of pen.font?.(bytes) ?? []) {
      text += glyph.text;
      const gap = pen.letterGap + (glyph.isBlank ? pen.wordGap : 0);
      advance += (glyph.width * pen.size + gap) * pen.stretch;
    }
    const end = times([1, 0, 0, 1, advance, 0], start);
    const shown = times([1, 0, 0, 1, 0, pen.rise], start);
    const [a, b, , , from, height] = times(shown, pen.place);
    const to = times(end, pen.place)[4];
    const isUpright = a > 0 && Math.abs(b) < a * 0.2;
    if (isUpright && text !== '') {
      this.#budget.runs -= 1;
      this.runs.push({ text, from, to, height, size: Math.abs(pen.size * Math.hypot(a, b)) });
    }
    return end;
  }

  /** A form is a drawing within the drawing. */
  #form(resources: PdfValue | undefined, name: PdfValue | undefined, pen: Pen, depth: number) {
    if (name?.kind !== 'name' || depth >= FORMS_DEEP_MAX) return;
    const forms = this.#pdf.dictionary(this.#pdf.entry(resources, 'XObject'));
    const form = forms?.entries.get(name.name);
    this.#budget.forms -= 1;
    if (this.#pdf.name(form, 'Subtype') !== 'Form' || this.#budget.forms < 0) return;
    const drawing = this.#pdf.stream(form);
    if (drawing === undefined) return;
    const matrix = matrixOf(this.#pdf.list(form, 'Matrix'));
    const own = this.#pdf.entry(form, 'Resources') ?? resources;
    this.draw(drawing, own, times(matrix, pen.place), depth + 1);
  }

  #font(resources: PdfValue | undefined, name: PdfValue | undefined): PdfFont | undefined {
    if (name?.kind !== 'name') return undefined;
    const font = this.#pdf.entry(this.#pdf.entry(resources, 'Font'), name.name);
    const known = this.#budget.fonts.get(font);
    if (known !== undefined || this.#budget.fonts.size >= FONTS_MAX) return known;
    const made = fontOf(this.#pdf, font);
    this.#budget.fonts.set(font, made);
    return made;
  }
}

function matrixOf(values: readonly PdfValue[]): Matrix {
  const numbers = values.slice(-6).map((value) => (value.kind === 'number' ? value.value : 0));
  return numbers.length === 6 ? (numbers as unknown as Matrix) : NOWHERE;
}

/** First the one, then the other. */
function times(first: Matrix, then: Matrix): Matrix {
  const [a, b, c, d, e, f] = first;
  const [A, B, C, D, E, F] = then;
  return [
    a * A + b * C,
    a * B + b * D,
    c * A + d * C,
    c * B + d * D,
    e * A + f * C + E,
    e * B + f * D + F,
  ];
}
