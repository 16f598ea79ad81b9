import type { Table } from '../table/read-table.ts';
import { isDay } from './column-cells.ts';

/** In a table without names a first row of facts, such as the account, has no day where all others have. */
export function withoutFactsAbove(table: Table): Table {
  const [first = [], ...rest] = table.rows;
  const [line = 1, ...lines] = table.lines;
  if (table.hasHeader || rest.length < 2) return table;
  const isFact = table.header.some(
    (_, at) => !isDay(first[at] ?? '') && rest.every((row) => isDay(row[at] ?? '')),
  );
  if (!isFact) return table;
  const text = first.filter((cell) => cell !== '').join(' ');
  return {
    ...table,
    rows: rest,
    lines,
    leftOut: [{ line, why: 'before_header', text }, ...table.leftOut],
    problems: table.problems.filter(({ where }) => where !== `line ${line}`),
  };
}
