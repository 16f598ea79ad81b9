import { PdfDocument } from './document.ts';
import { UNKNOWN_LETTER } from './font.ts';
import { textBudget, textRunsOf, type TextRun } from './page-text.ts';

/** A line of a page, cut where the gaps between words are wide, as in a table. */
export type TextLine = { readonly page: number; readonly cells: readonly TextCell[] };

/** `from` and `to` are places on the page, to tell columns by. */
export type TextCell = { readonly text: string; readonly from: number; readonly to: number };

export type PdfText = {
  readonly lines: readonly TextLine[];
  /** Letters of which the file does not say what they mean: nothing reads them. */
  readonly unknownLetters: number;
};

/** Of the size of the letters: what is wider than the space between two of them. */
const LETTER_SHARE = 0.15;
/** And what parts two columns: less where blanks are written, more where they are only left. */
const COLUMN_SHARE = { blanksWritten: 0.22, blanksLeft: 0.75 } as const;
/** Letters on one line may stand a little higher or lower. */
const LINE_SHARE = 0.4;

/** The text of a PDF's pages as lines with cells, from the top of each page to its foot. */
export function readPdfText(bytes: Uint8Array): PdfText {
  const pdf = new PdfDocument(bytes);
  const budget = textBudget();
  const lines: TextLine[] = [];
  let unknownLetters = 0;
  for (const [number, page] of pdf.pages().entries()) {
    const runs = textRunsOf(pdf, page, budget);
    for (const { text } of runs)
      for (const letter of text) if (letter === UNKNOWN_LETTER) unknownLetters += 1;
    const columnShare = COLUMN_SHARE[writesBlanks(runs) ? 'blanksWritten' : 'blanksLeft'];
    for (const line of linesOf(runs)) {
      const cells = cellsOf(line, columnShare);
      if (cells.length > 0) lines.push({ page: number + 1, cells });
    }
  }
  return { lines, unknownLetters };
}

function linesOf(runs: readonly TextRun[]): TextRun[][] {
  const visible = runs.filter(({ text }) => text.trim() !== '');
  const lines: TextRun[][] = [];
  let height = Number.NaN;
  for (const run of visible.toSorted((a, b) => b.height - a.height)) {
    const line = lines.at(-1);
    if (line !== undefined && Math.abs(height - run.height) <= LINE_SHARE * run.size)
      line.push(run);
    else {
      lines.push([run]);
      height = run.height;
    }
  }
  return lines.map((line) => line.toSorted((a, b) => a.from - b.from));
}

/** Most programs write a blank between two words; some only leave room for it. */
function writesBlanks(runs: readonly TextRun[]): boolean {
  const withBlanks = runs.filter(({ text }) => /\S\s\S|\S\s$|^\s\S/.test(text)).length;
  return withBlanks * 20 > runs.length;
}

function cellsOf(line: readonly TextRun[], columnShare: number): TextCell[] {
  const cells: TextCell[] = [];
  let open: TextCell | undefined;
  for (const run of line) {
    for (const piece of piecesOf(run)) {
      if (open === undefined) {
        open = piece;
        continue;
      }
      const gap = piece.from - open.to;
      if (isShadow(open, piece, run.size)) continue;
      if (gap > columnShare * run.size) {
        cells.push(open);
        open = piece;
        continue;
      }
      const blank = gap > LETTER_SHARE * run.size ? ' ' : '';
      open = {
        text: open.text + blank + piece.text,
        from: open.from,
        to: Math.max(open.to, piece.to),
      };
    }
  }
  if (open !== undefined) cells.push(open);
  return cells
    .map(({ text, from, to }) => ({ text: plainText(text), from, to }))
    .filter(({ text }) => text !== '');
}

/** Some programs write a text twice, one a hair beside the other, to make it bold. */
function isShadow(open: TextCell, piece: TextCell, size: number): boolean {
  return (
    piece.text.trim() !== '' &&
    open.text.endsWith(piece.text) &&
    piece.from < open.to - 0.3 * size &&
    piece.to <= open.to + 0.2 * size
  );
}

/** Programs that print with a typewriter's font make their columns with blanks. */
function piecesOf({ text, from, to }: TextRun): TextCell[] {
  const width = text.length === 0 ? 0 : (to - from) / text.length;
  return [...text.matchAll(/ ?\S+(?: \S+)* ?/g)].map((found) => ({
    text: found[0],
    from: from + found.index * width,
    to: from + (found.index + found[0].length) * width,
  }));
}

/** Letters that are drawn as one, such as 'fi', are two. */
function plainText(text: string): string {
  return text
    .replace(/[\uFB00-\uFB06]/g, (letters) => letters.normalize('NFKC'))
    .replace(/\s+/g, ' ')
    .trim();
}
