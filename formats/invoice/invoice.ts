import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import type { FileProblem } from '../bank-statement.ts';
import type { StatedAmount } from '../stated-amount.ts';
import type { Discount } from './payment-terms.ts';

/** UBL 2.1, UN/CEFACT Cross Industry Invoice, and its first German form. */
export type InvoiceFormat = 'ubl' | 'cii' | 'zugferd1';

/** A correction replaces what was invoiced, up or down; a credit note always reduces the debt. */
export type InvoiceKind = 'invoice' | 'credit_note' | 'correction';

/** An electronic invoice as it was read: what the seller says, nothing added and nothing repaired. */
export type ReadInvoice = {
  readonly format: InvoiceFormat;
  /** The guideline it follows, as it names it: urn:cen.eu:en16931:2017 and its extensions. */
  readonly profile: string | undefined;
  readonly number: string | undefined;
  readonly typeCode: string | undefined;
  readonly kind: InvoiceKind;
  readonly issuedOn: Day | undefined;
  readonly dueOn: Day | undefined;
  readonly dueOnFrom: DueOnFrom | undefined;
  readonly discounts: readonly Discount[];
  readonly currency: Currency | undefined;
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  /** Who is to be paid, when that is not the seller: a factor, a group's treasury. */
  readonly payee: string | undefined;
  readonly net: StatedAmount | undefined;
  readonly tax: StatedAmount | undefined;
  readonly gross: StatedAmount | undefined;
  readonly prepaid: StatedAmount | undefined;
  readonly rounding: StatedAmount | undefined;
  readonly payable: StatedAmount | undefined;
  readonly paymentReference: string | undefined;
  /** Every account that may be paid to, IBAN or not. */
  readonly ibans: readonly string[];
  readonly orderReference: string | undefined;
  readonly buyerReference: string | undefined;
  /** The invoices that it credits, corrects or settles, by their numbers. */
  readonly preceding: readonly string[];
  readonly problems: readonly FileProblem[];
};

export type DueOnFrom = 'field' | 'terms' | 'payment_means';

export type InvoiceParty = {
  readonly name: string | undefined;
  readonly vatId: string | undefined;
  readonly id: string | undefined;
};

/** Codes of UNTDID 1001 for documents that reduce what is owed. */
const CREDIT_NOTES: ReadonlySet<string> = new Set(
  '81 83 261 262 296 308 381 396 420 458 502 503 532 1026'.split(' '),
);
/** A correction, and the same when the buyer or a factor issues it. */
const CORRECTIONS: ReadonlySet<string> = new Set(['384', '471', '472', '473']);

export function kindOf(typeCode: string | undefined, isCreditNote: boolean): InvoiceKind {
  if (CORRECTIONS.has(typeCode ?? '')) return 'correction';
  return isCreditNote || CREDIT_NOTES.has(typeCode ?? '') ? 'credit_note' : 'invoice';
}
