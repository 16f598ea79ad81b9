import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import { readDay } from '@goodterms/core/kernel/written-day.ts';
import { currencyIn, SIDE_BEHIND, withoutUnit } from './cells.ts';

/** A column of a bank's table, with what proves its meaning. */
export type Column = {
  readonly header: string;
  readonly plain: string;
  /** What stands in it, without empty cells. */
  readonly cells: readonly string[];
  /** For each row whether something stands there. */
  readonly filled: readonly boolean[];
};

/** A footer or two among few rows is allowed for. */
export const MOST = 0.6;

export function share(cells: readonly string[], test: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
}

export function isDay(cell: string): boolean {
  return (
    /\d/.test(cell) &&
    (readDay(cell, 'DMY') ?? readDay(cell, 'MDY') ?? readDay(cell, 'YMD')) !== undefined
  );
}

export function isAmountText(cell: string): boolean {
  const bare = withoutUnit(SIDE_BEHIND.exec(cell)?.[1] ?? cell);
  return readAmount(bare, '.') !== undefined || readAmount(bare, ',') !== undefined;
}

export function isCurrency(cell: string): boolean {
  return currencyIn(cell) !== undefined;
}

export function isAccountNumber(cell: string): boolean {
  return /^(?:[A-Z]{2}\d{2}[A-Z0-9]{11,30}|\d{9,28})$/.test(cell.replaceAll(/[ -]/g, ''));
}

export function isSigned(cell: string): boolean {
  return /^\s*[-−(]|-\s*$/.test(cell);
}
