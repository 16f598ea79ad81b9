import { readAmount } from '../kernel/written-amount.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type { LedgerAllocation, LedgerProblem } from './ledger-file.ts';
import { itemKindOf } from './ledger-kinds.ts';
import { problemAt, textIn, type LedgerRow } from './ledger-row.ts';

/** A table that says which payment settled which invoice belongs to no customer of its own. */
export function isAllocationTable({ columns }: LedgerMapping): boolean {
  const has = new Set(columns.map(({ field }) => field));
  return (
    has.has('against') &&
    has.has('reference') &&
    !has.has('customerNumber') &&
    !has.has('customerName')
  );
}

/** `reference` is the payment's or credit note's, `against` the item's. */
export function allocationsOf(
  rows: readonly LedgerRow[],
  problems: LedgerProblem[],
): LedgerAllocation[] {
  return rows.flatMap((row) => {
    const { decimalMark, amountUnit = 'major' } = row.reading.mapping;
    const reference = textIn(row, 'reference');
    const against = textIn(row, 'against');
    const written = textIn(row, 'amount');
    const exact = written === undefined ? undefined : readAmount(written, decimalMark);
    if (reference === undefined || against === undefined || exact === undefined) {
      problems.push(
        problemAt(row, undefined, 'error', {
          what: 'the row does not name a payment, an invoice and an amount',
          advice: 'Fill in all three, or leave the row out.',
        }),
      );
      return [];
    }
    const kind =
      itemKindOf(textIn(row, 'kind') ?? '') === 'credit_note' ? 'credit_note' : 'payment';
    const amount = { exact: exact.replace('-', ''), unit: amountUnit };
    return [{ line: row.line, credit: { kind, reference }, against, amount }];
  });
}
