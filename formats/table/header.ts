import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import { readDay } from '@goodterms/core/kernel/written-day.ts';

/**
 * The row that names the columns: the first whose cells are almost all filled, all of them words
 * and hardly one twice, below whatever a program or a bank writes on top. Undefined when the
 * table begins with data.
 */
export function findHeader(rows: readonly (readonly string[])[]): number | undefined {
  const width = Math.max(0, ...rows.map(countFilled));
  if (width < 2) return undefined;
  for (const [at, row] of rows.entries()) {
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    if (cells.length < 2 || cells.length < width * 0.6 || namesItsCells(cells)) continue;
    if (!areNames(cells)) return headerBelowFacts(rows, at, width);
    if (new Set(cells).size >= cells.length * 0.6) return widerBelow(rows, at, cells.length) ?? at;
  }
  return undefined;
}

/** 'Compte', 'N°000' are facts in words, where names for more columns come below them. */
function widerBelow(
  rows: readonly (readonly string[])[],
  from: number,
  count: number,
): number | undefined {
  const at = headerBelowFacts(rows, from, count + 1);
  return at !== undefined && countFilled(rows[at] ?? []) > count ? at : undefined;
}

/** How many rows of facts, such as the account and the period, a bank writes above its header. */
const FACTS_MAX = 12;

/** Below facts the header is a whole row of words, and the rows below it are of another shape than they. */
function headerBelowFacts(
  rows: readonly (readonly string[])[],
  from: number,
  width: number,
): number | undefined {
  for (let at = from + 1; at < Math.min(rows.length - 1, from + FACTS_MAX); at += 1) {
    const row = rows[at] ?? [];
    const cells = row.map((cell) => cell.trim()).filter((cell) => cell !== '');
    const isWhole = cells.length > 2 && cells.length >= width * 0.6 && cells.every(isWord);
    const shape = shapeOf(rows[at + 1] ?? []);
    const isOther = rows.slice(from, at).every((fact) => shapeOf(fact) !== shape);
    const isData = /[^ w]/.test(shape);
    if (isWhole && isOther && isData && new Set(cells).size === cells.length) return at;
  }
  return undefined;
}

/** 'd w 1': a day, nothing, a word, nothing, a number. */
function shapeOf(row: readonly string[]): string {
  return row
    .map((cell) => {
      const text = cell.trim();
      if (text === '') return ' ';
      if (isWord(text)) return 'w';
      return (readDay(text, 'DMY') ?? readDay(text, 'MDY')) ? 'd' : '1';
    })
    .join('')
    .trimEnd();
}

/** Words; among many a bank may hide a sentence about the whole table. */
function areNames(cells: readonly string[]): boolean {
  const others = cells.filter((cell) => !isWord(cell));
  if (others.length === 0) return true;
  const [sentence = ''] = others;
  return others.length === 1 && cells.length > 8 && / \p{L}+ \p{L}+ /u.test(sentence);
}

/** 'A/C:', 'C1', 'Name:', 'Acme Ltd': a row about the rows below it, neither header nor data. */
function namesItsCells(cells: readonly string[]): boolean {
  const labels = cells.filter((cell) => cell.endsWith(':')).length;
  return labels > 0 && labels < cells.length;
}

/** Names for all columns: a nameless one gets its place, a name that comes again gets a number. */
export function namedColumns(row: readonly string[], width: number): string[] {
  const seen = new Map<string, number>();
  const written = row.map((cell) => cell.slice(0, LONGEST_HEADING).trim().replace(/\s+/g, ' '));
  while (written.length > width && written.at(-1) === '') written.pop();
  return Array.from({ length: Math.max(written.length, width) }, (_, at) => {
    const name = written[at] || `column ${at + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** A name of a column is no amount, no day and no mail address; '2026' or 'Q1' might be one. */
function isWord(cell: string): boolean {
  if (cell.length > 100 || cell.includes('@')) return false;
  if (/^\d{4}$/.test(cell) || BUCKET.test(cell)) return true;
  if (!/\p{L}|[#%№]/u.test(cell)) return false;
  return (
    !/\d/.test(cell) ||
    (readAmount(cell, '.') === undefined &&
      readAmount(cell, ',') === undefined &&
      readDay(cell, 'DMY') === undefined &&
      readDay(cell, 'MDY') === undefined)
  );
}

/** '0-30', '> 90', '120+': days overdue, of an ageing. */
const BUCKET = /^(?:[<>]=?\s*\d{1,3}|\d{1,3}\s*(?:[-–]\s*\d{1,3}|\+))$/;

/** What is longer is no heading, and is told by its beginning. */
const LONGEST_HEADING = 200;

function countFilled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}
