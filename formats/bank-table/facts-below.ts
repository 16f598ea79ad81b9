import type { Table } from '../table/read-table.ts';
import { isDay } from './column-cells.ts';

/**
 * Below a heading of its own, such as 'STATEMENT SUMMARY', a bank sums its movements up: from there
 * on no row has a day where all movements have theirs. They are left out, and it is said.
 */
export function withoutFactsBelow(table: Table): Table {
  const from = table.rows.findIndex(isHeading);
  if (from < 1) return table;
  const above = table.rows.slice(0, from);
  const below = table.rows.slice(from);
  const areFacts = table.header.some(
    (_, at) =>
      above.every((row) => isDay(row[at] ?? '')) && below.every((row) => !isDay(row[at] ?? '')),
  );
  if (!areFacts) return table;
  const lines = table.lines.slice(from);
  const leftOut = below.map((row, at) => ({
    line: lines[at] ?? 0,
    why: 'footer' as const,
    text: row.filter((cell) => cell !== '').join(' '),
  }));
  const isAbove = ({ where }: { readonly where: string }) =>
    lines.every((line) => where !== `line ${line}`);
  return {
    ...table,
    rows: above,
    lines: table.lines.slice(0, from),
    leftOut: [...table.leftOut, ...leftOut],
    problems: [
      ...table.problems.filter(isAbove),
      {
        where: `line ${lines[0] ?? 0}`,
        what: 'from here on the rows are no movements and are left out',
        advice: 'Look at the rows.',
        severity: 'warning',
      },
    ],
  };
}

/** A word or some in one cell, and nothing else in the row. */
function isHeading(row: readonly string[]): boolean {
  const [only, another] = row.filter((cell) => cell.trim() !== '');
  return only !== undefined && another === undefined && /^\D*\p{L}{3}\D*$/u.test(only);
}
