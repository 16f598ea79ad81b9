import type { Day } from '../kernel/day.ts';
import type { Money } from '../kernel/money.ts';

/** One booked movement of a bank statement (ISO 20022: Ntry). Money in is positive. */
export type BankLine = {
  readonly bookedOn: Day;
  readonly valueOn: Day | undefined;
  readonly amount: Money;
  /** It takes back an earlier movement; the amount already has the sign of the way the money went. */
  readonly reversal: boolean;
  readonly type: string | undefined;
  readonly payerName: string | undefined;
  readonly payerAccount: string | undefined;
  /** For whom the payer says that he pays (ISO 20022: UltmtDbtr). */
  readonly onBehalfOf: string | undefined;
  /** Free text from the payer, where invoice numbers are usually found. */
  readonly remittance: string;
  readonly references: BankReferences;
  /** What a collective booking consists of; empty for a single one. */
  readonly parts: readonly BankLinePart[];
};

export type BankReferences = {
  readonly endToEnd: string | undefined;
  /** A creditor reference: ISO 11649 (RF…) or a national one. */
  readonly structured: string | undefined;
  readonly customer: string | undefined;
  /** The bank's own number of the movement. */
  readonly bank: string | undefined;
};

export type BankLinePart = {
  readonly amount: Money | undefined;
  readonly remittance: string;
  readonly references: BankReferences;
  readonly payerName: string | undefined;
  readonly payerAccount: string | undefined;
};

/** Why nobody looks for an open item that a line pays. */
export type SetAside = 'money_out' | 'reversal' | 'not_a_receivable';

/** What money is that a person said is no receivable. */
export const NOT_RECEIVABLE = [
  'interest',
  'supplier_refund',
  'tax_refund',
  'own_transfer',
  'loan',
  'misdirected',
  'other',
] as const;
export type NotReceivable = (typeof NOT_RECEIVABLE)[number];

/**
 * Money we paid, our own payment coming back, and lines without money are kept and set aside.
 * A payment of a customer that went back to him is not: it is work until its payment is found.
 */
export function setAside(line: Pick<BankLine, 'amount' | 'reversal'>): SetAside | undefined {
  if (line.amount.minor === 0n) return 'not_a_receivable';
  if (line.amount.minor > 0n) return line.reversal ? 'reversal' : undefined;
  return line.reversal ? undefined : 'money_out';
}

/** A customer's payment that the bank took back: a returned debit, a recalled transfer. */
export function isReturnedPayment(line: Pick<BankLine, 'amount' | 'reversal'>): boolean {
  return line.reversal && line.amount.minor < 0n;
}

/** Absent, or one of the words that banks write where no reference was given. */
export function givenReference(text: string | undefined): string | undefined {
  const plain = text?.trim();
  return plain && !NO_REFERENCE.test(plain) ? plain : undefined;
}

const NO_REFERENCE = /^(?:NOT ?PROVIDED|NON ?REF|NO ?REF|NO(?:NE)?|N\/?A|UNKNOWN|[0\s\-./]+)$/i;
