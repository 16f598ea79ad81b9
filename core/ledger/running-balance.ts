import { readAmount, recogniseDecimalMark } from '../kernel/written-amount.ts';
import type { LedgerColumn } from './column-meaning.ts';
import type { LedgerField } from './ledger-vocabulary.ts';

/**
 * A list of bookings ends its rows with the balance of the account so far, which is not what is
 * open of the row: such a column says nothing we keep.
 */
export function withoutRunningBalance(
  columns: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): LedgerColumn[] {
  const at = (field: LedgerField) => {
    const column = columns.find((each) => each.field === field);
    return column === undefined ? -1 : header.indexOf(column.header);
  };
  const places = {
    open: at('openAmount'),
    amount: at('amount'),
    debit: at('debit'),
    credit: at('credit'),
  };
  if (places.open < 0 || Math.max(places.amount, places.debit, places.credit) < 0)
    return [...columns];
  const { mark } = recogniseDecimalMark(sample.map((row) => row[places.open] ?? ''));
  const read = (row: readonly string[], place: number) =>
    thousandths(place < 0 ? undefined : readAmount(row[place] ?? '', mark));
  const rows = sample.map((row) => ({
    open: read(row, places.open) ?? 0n,
    moved:
      read(row, places.amount) ??
      (read(row, places.debit) ?? 0n) - size(read(row, places.credit) ?? 0n),
  }));
  const isOpen = rows.every(({ open, moved }) => open * moved >= 0n && size(open) <= size(moved));
  if (isOpen) return [...columns];
  const steps = rows.slice(1).map((row, place) => ({ before: rows[place] ?? row, row }));
  const down = steps.filter(({ before, row }) => row.open - before.open === row.moved).length;
  const up = steps.filter(({ before, row }) => before.open - row.open === before.moved).length;
  const isRunning = Math.max(down, up) * 2 >= steps.length && Math.max(down, up) > 0;
  return columns.filter(({ field }) => !isRunning || field !== 'openAmount');
}

function thousandths(exact: string | undefined): bigint | undefined {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)\.?(\d*)$/.exec(exact ?? '') ?? [];
  if (whole === '') return undefined;
  const value = BigInt(whole + fraction.slice(0, 3).padEnd(3, '0'));
  return sign === '-' ? -value : value;
}

function size(value: bigint): bigint {
  return value < 0n ? -value : value;
}
