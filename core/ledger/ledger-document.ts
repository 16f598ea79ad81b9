import type { LedgerItemKind } from './ledger-kinds.ts';
import { holds, kindIn, textIn, type LedgerRow } from './ledger-row.ts';

/** Which document a row is about: its kind, its number, and the invoice it settles if it says so. */
export type LedgerDocument = {
  readonly kind: LedgerItemKind;
  readonly reference: string | undefined;
  readonly against: string | undefined;
};

/** Whether the rows can be documents at all; a list of customers has none. */
export function holdsDocuments(row: LedgerRow): boolean {
  return (
    holds(row, 'reference') ||
    holds(row, 'creditNoteNumber') ||
    holds(row, 'paymentNumber') ||
    isPaymentList(row)
  );
}

export function documentOf(row: LedgerRow, isNegative: boolean): LedgerDocument {
  const invoice = textIn(row, 'reference');
  const against = textIn(row, 'against');
  const creditNote = textIn(row, 'creditNoteNumber');
  if (creditNote !== undefined) {
    return { kind: 'credit_note', reference: creditNote, against: against ?? invoice };
  }
  if (isPaymentList(row)) {
    return {
      kind: 'payment',
      reference: textIn(row, 'paymentNumber'),
      against: against ?? invoice,
    };
  }
  const voucher = textIn(row, 'paymentNumber');
  if (invoice === undefined && voucher !== undefined && kindIn(row) === undefined)
    return { kind: isNegative ? 'payment' : 'invoice', reference: voucher, against };
  return { kind: kindOf(row, isNegative), reference: invoice ?? voucher, against };
}

/** The number that the row itself gives to its document. */
export function numberIn(row: LedgerRow): string | undefined {
  return documentOf(row, false).reference;
}

/** A negative invoice is a credit note whatever it is called; a credit note is one with either sign. */
function kindOf(row: LedgerRow, isNegative: boolean): LedgerItemKind {
  const said = kindIn(row);
  if (said === 'credit_note' || said === 'payment') return said;
  return isNegative ? 'credit_note' : (said ?? 'invoice');
}

/** A list with days of payment and nothing that falls due is a list of payments. */
function isPaymentList(row: LedgerRow): boolean {
  const fallsDue = holds(row, 'dueOn') || holds(row, 'terms') || holds(row, 'openAmount');
  if (fallsDue || holds(row, 'kind')) return false;
  return holds(row, 'paymentNumber') || (holds(row, 'paidOn') && !holds(row, 'issuedOn'));
}
