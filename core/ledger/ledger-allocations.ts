import { readAmount } from '../kernel/written-amount.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type { LedgerAllocation, LedgerProblem } from './ledger-file.ts';
import { kindIn, problemAt, textIn, type LedgerRow } from './ledger-row.ts';

/** A table that says which payment settled which invoice belongs to no customer of its own. */
export function isAllocationTable({ columns }: LedgerMapping): boolean {
  const has = new Set(columns.map(({ field }) => field));
  if (has.has('customerNumber') || has.has('customerName')) return false;
  if (has.has('paymentNumber') || has.has('creditNoteNumber'))
    return has.has('reference') || has.has('against');
  return has.has('against') && has.has('reference');
}

/** Without a column for the number of the payment, `reference` is that, and `against` the item's. */
export function allocationsOf(
  rows: readonly LedgerRow[],
  problems: LedgerProblem[],
): LedgerAllocation[] {
  const allocations: LedgerAllocation[] = [];
  for (const row of rows) {
    const { decimalMark, amountUnit = 'major' } = row.reading.mapping;
    const { credit, against } = sidesOf(row);
    const written = textIn(row, 'amount');
    const exact = written === undefined ? undefined : readAmount(written, decimalMark);
    if (credit === undefined || against === undefined || exact === undefined) {
      problems.push(
        problemAt(row, undefined, 'error', {
          what: 'the row does not name a payment, an invoice and an amount',
          advice: 'Fill in all three, or leave the row out.',
        }),
      );
      continue;
    }
    const amount = { exact: exact.replace('-', ''), unit: amountUnit };
    allocations.push({ line: row.line, credit, against, amount });
  }
  return allocations;
}

function sidesOf(row: LedgerRow): {
  credit: LedgerAllocation['credit'] | undefined;
  against: string | undefined;
} {
  const reference = textIn(row, 'reference');
  const against = textIn(row, 'against');
  const payment = textIn(row, 'paymentNumber');
  const creditNote = textIn(row, 'creditNoteNumber');
  if (payment !== undefined)
    return { credit: { kind: 'payment', reference: payment }, against: against ?? reference };
  if (creditNote !== undefined)
    return {
      credit: { kind: 'credit_note', reference: creditNote },
      against: against ?? reference,
    };
  const kind = kindIn(row) === 'credit_note' ? 'credit_note' : 'payment';
  return { credit: reference === undefined ? undefined : { kind, reference }, against };
}
