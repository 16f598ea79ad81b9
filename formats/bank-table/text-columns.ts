import { MOST, share, type Column } from './column-cells.ts';
import { has, hasNot, pattern } from './header-words.ts';
import { directionWord } from './row-words.ts';

/** What a bank adds to the text, where it has a column of its own. */
const SUPPLEMENT = pattern(
  has(
    '(?:booking|posting) text|details?|detalhes?|detalles?|dettagli|notes?|memo|remarks?|purpose|comments?|(?:concepto|descripcion) ampliad[oa]|informacion adicional|complementari[oa]s?|additional info\\p{L}*|(?:transaction )?ref ?\\d|motif|motivo|subject',
  ),
  hasNot('account|bank|card|category|type|date|amount|fee|status|state|id|number'),
);

/** The first patterns are names of texts, the others of what may be one. */
const NAMES_OF_TEXTS = 3;

/**
 * The columns with the text: those of the best name, a worse one only where it says something in
 * rows in which the better are empty, what supplements them, and columns without a name that carry
 * a text on.
 */
export function textColumns(
  columns: readonly Column[],
  used: ReadonlySet<Column>,
  patterns: readonly RegExp[],
): Column[] {
  const chosen: Column[] = [];
  const isLeft = (column: Column) => !used.has(column) && !chosen.includes(column);
  for (const [at, name] of patterns.entries()) {
    // What supplements a text comes before what is taken for one for want of another.
    if (at === NAMES_OF_TEXTS) chosen.push(...supplements(columns.filter(isLeft)));
    const more = columns.filter(
      (column) =>
        isLeft(column) &&
        name.test(column.plain) &&
        !(at > 0 && saysSides(column)) &&
        (chosen.length === 0 || fillsGap(column, chosen)),
    );
    chosen.push(...more);
  }
  const last = chosen.at(-1);
  for (let at = last === undefined ? columns.length : columns.indexOf(last) + 1; ; at += 1) {
    const next = columns[at];
    if (next === undefined || !isLeft(next) || !/^column \d+$/.test(next.header)) break;
    if (share(next.cells, (cell) => /\p{L}{2}/u.test(cell)) >= MOST) chosen.push(next);
  }
  return chosen;
}

function supplements(columns: readonly Column[]): Column[] {
  return columns.filter(
    (column) =>
      SUPPLEMENT.test(column.plain) &&
      !saysSides(column) &&
      share(column.cells, (cell) => /\p{L}{2}|\d{3}/u.test(cell)) >= MOST,
  );
}

/** 'DEBIT' and 'CREDIT' are no text, whatever the column is called. */
function saysSides({ cells }: Column): boolean {
  return cells.length > 0 && share(cells, (cell) => directionWord(cell) !== undefined) >= MOST;
}

/** Whatever it is called, the longest text that differs from row to row is what was written. */
export function longestText(
  columns: readonly Column[],
  used: ReadonlySet<Column>,
): Column | undefined {
  const texts = columns.filter(
    ({ cells, filled }) =>
      cells.length * 2 >= filled.length &&
      new Set(cells).size * 2 > cells.length &&
      share(cells, (cell) => /\p{L}{3}/u.test(cell)) >= MOST,
  );
  const length = ({ cells }: Column) => cells.reduce((sum, cell) => sum + cell.length, 0);
  return texts.filter((column) => !used.has(column)).toSorted((a, b) => length(b) - length(a))[0];
}

/** Whether it says something in a row in which none of the others does. */
export function fillsGap(column: Column, chosen: readonly Column[]): boolean {
  return column.filled.some(
    (isFilled, row) => isFilled && chosen.every((better) => better.filled[row] !== true),
  );
}
