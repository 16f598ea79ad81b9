import { codeOf, readCharacterMap, wideText } from './character-map.ts';
import type { PdfDocument } from './document.ts';
import { letterNamed } from './glyph-names.ts';
import type { PdfValue } from './syntax.ts';

/** A letter as it is shown: its text, how wide it is for a size of one, and whether it is a blank. */
export type Glyph = {
  readonly text: string;
  readonly width: number;
  readonly isBlank: boolean;
};

export type PdfFont = (bytes: string) => Glyph[];

/** Stands for a letter of which the file does not say what it means. */
export const UNKNOWN_LETTER = '\uFFFD';

/** Widths of Helvetica from the blank to the tilde, in thousandths: for fonts that state none. */
const USUAL_WIDTHS =
  '278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500 278 556 500 722 500 500 500 334 260 334 584'
    .split(' ')
    .map(Number);

/** How the bytes of a font become letters. */
export function fontOf(pdf: PdfDocument, font: PdfValue | undefined): PdfFont {
  const toUnicode = pdf.dictionary(font)?.entries.get('ToUnicode');
  const written = pdf.stream(toUnicode);
  const map = written === undefined ? undefined : readCharacterMap(written);
  if (pdf.name(font, 'Subtype') === 'Type0') return wideFont(pdf, font, map);
  const letters = lettersOf(pdf, font);
  const widths = widthsOf(pdf, font);
  return (bytes) =>
    Array.from(bytes, (byte) => {
      const code = byte.charCodeAt(0);
      const text = map?.letters.get(code) ?? letters[code] ?? UNKNOWN_LETTER;
      return { text, width: widths(code, text), isBlank: code === 32 };
    });
}

/** Fonts of many letters, most often with two bytes for each. */
function wideFont(
  pdf: PdfDocument,
  font: PdfValue | undefined,
  map: ReturnType<typeof readCharacterMap> | undefined,
): PdfFont {
  const [inner] = pdf.list(font, 'DescendantFonts');
  const widths = wideWidths(pdf, inner);
  const usual = pdf.number(inner, 'DW') ?? 1000;
  const isUnicode = /UCS2|UTF16/.test(pdf.name(font, 'Encoding') ?? '');
  const size = isUnicode ? 2 : (map?.bytesPerCode ?? 2);
  return (bytes) => {
    const glyphs: Glyph[] = [];
    for (let at = 0; at < bytes.length; at += Math.max(1, size)) {
      const written = bytes.slice(at, at + Math.max(1, size));
      const code = codeOf(written);
      const text = map?.letters.get(code) ?? (isUnicode ? wideText(written) : UNKNOWN_LETTER);
      const width = (widths.get(code) ?? usual) / 1000;
      glyphs.push({ text, width, isBlank: size === 1 && code === 32 });
    }
    return glyphs;
  };
}

const WIDTHS_MAX = 200_000;

/** '[ 3 [250 333] 10 20 500 ]': a code with the widths from it on, or a range of one width. */
function wideWidths(pdf: PdfDocument, inner: PdfValue | undefined): Map<number, number> {
  const widths = new Map<number, number>();
  let left = WIDTHS_MAX;
  const items = pdf.list(inner, 'W').map((item) => pdf.resolved(item));
  for (let at = 0; at + 1 < items.length;) {
    const [from, second, third] = [items[at], items[at + 1], items[at + 2]];
    if (from?.kind !== 'number') return widths;
    if (second?.kind === 'list') {
      for (const [step, width] of second.items.entries())
        if (width.kind === 'number') widths.set(from.value + step, width.value);
      at += 2;
      continue;
    }
    if (second?.kind !== 'number' || third?.kind !== 'number') return widths;
    const until = Math.min(second.value, from.value + 0xffff);
    left -= Math.max(0, until - from.value);
    if (left < 0) return widths;
    for (let code = from.value; code <= until; code += 1) widths.set(code, third.value);
    at += 3;
  }
  return widths;
}

const CODES = Uint8Array.from({ length: 256 }, (_, code) => code);

/** The letters of an encoding with what the font changes of it. */
function lettersOf(pdf: PdfDocument, font: PdfValue | undefined): (string | undefined)[] {
  const encoding = pdf.entry(font, 'Encoding');
  const base = encoding?.kind === 'name' ? encoding.name : pdf.name(encoding, 'BaseEncoding');
  const page = base === 'MacRomanEncoding' ? 'macintosh' : 'windows-1252';
  const letters: (string | undefined)[] = Array.from(new TextDecoder(page).decode(CODES));
  let code = 0;
  for (const item of pdf.list(encoding, 'Differences')) {
    if (item.kind === 'number') code = item.value;
    else if (item.kind === 'name' && code >= 0 && code < 256) {
      letters[code] = letterNamed(item.name);
      code += 1;
    }
  }
  return letters;
}

function widthsOf(
  pdf: PdfDocument,
  font: PdfValue | undefined,
): (code: number, text: string) => number {
  const stated = pdf.list(font, 'Widths').map((item) => pdf.resolved(item));
  const first = pdf.number(font, 'FirstChar') ?? 0;
  const matrix = pdf.list(font, 'FontMatrix')[0];
  const unit =
    pdf.name(font, 'Subtype') === 'Type3' && matrix?.kind === 'number' ? matrix.value : 0.001;
  const isFixed = /courier|mono/i.test(pdf.name(font, 'BaseFont') ?? '');
  return (code, text) => {
    const width = stated[code - first];
    if (width?.kind === 'number') return width.value * unit;
    const usual = USUAL_WIDTHS[(text.codePointAt(0) ?? 0) - 32] ?? 556;
    return (isFixed ? 600 : usual) / 1000;
  };
}
