import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { FileProblem } from '../bank-statement.ts';
import { exactSum, isSameAmount, negated } from '../stated-amount.ts';
import { opposite } from './cells.ts';
import type { TableLine } from './lines.ts';

/**
 * Where no amount has a sign and nothing else says which way it went, the running balance does: it
 * falls by what went out. Of the earliest movement it says nothing.
 */
export function withSignsOfBalance(
  lines: readonly TableLine[],
  { columns }: BankTableMapping,
  problems: FileProblem[],
): readonly TableLine[] {
  const saysSides = columns.some(({ field }) => /^(debit|credit|indicator)$/.test(field));
  const isPlain = lines.every(
    ({ line, balance }) => balance && line.amount && !line.amount.exact.startsWith('-'),
  );
  if (saysSides || !isPlain || lines.length < 3) return lines;
  const inTime = [lines, lines.toReversed()].find(eachMovesTheBalance);
  const falls = new Set(inTime?.filter((line, at) => fallsBy(inTime[at - 1], line)));
  const [first] = inTime ?? [];
  if (first === undefined || falls.size === 0) return lines;
  problems.push({
    where: first.place,
    what: 'nothing says which way the amount went, and it is read as money in',
    advice: 'Compare it with the account.',
    severity: 'warning',
  });
  return lines.map((line) => (falls.has(line) ? asMoneyOut(line) : line));
}

function eachMovesTheBalance(lines: readonly TableLine[]): boolean {
  return lines.every((line, at) => {
    const above = lines[at - 1];
    return above === undefined || risesBy(above, line) || fallsBy(above, line);
  });
}

function risesBy(above: TableLine | undefined, { line, balance }: TableLine): boolean {
  if (!above?.balance || !balance || !line.amount) return false;
  return isSameAmount(exactSum([above.balance.exact, line.amount.exact]), balance.exact);
}

function fallsBy(above: TableLine | undefined, { line, balance }: TableLine): boolean {
  if (!above?.balance || !balance || !line.amount) return false;
  return isSameAmount(exactSum([above.balance.exact, opposite(line.amount.exact)]), balance.exact);
}

function asMoneyOut(each: TableLine): TableLine {
  const { amount } = each.line;
  return { ...each, line: { ...each.line, amount: amount && negated(amount) } };
}
