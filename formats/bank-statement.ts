import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import type { StatedAmount } from './stated-amount.ts';

/**
 * The formats of bank files. Which of them are readable, bank-file.ts says. 'archive': of files that
 * are of several formats.
 */
export type BankFormat = 'camt' | 'mt940' | 'bai2' | 'ofx' | 'qif' | 'csv' | 'xlsx' | 'archive';

/** A bank file as it was read: what the bank says, nothing added and nothing repaired. */
export type BankFile = {
  readonly format: BankFormat;
  /** The kind of message within the format: camt.053.001.08, MT942. */
  readonly message: string;
  readonly encoding: string;
  readonly problems: readonly FileProblem[];
  readonly statements: readonly BankStatement[];
};

/** With an error something of the file could not be read; with a warning all of it was. */
export type FileProblem = {
  readonly where: string;
  readonly what: string;
  readonly advice: string;
  readonly severity: 'warning' | 'error';
};

export type BankStatement = {
  readonly account: string | undefined;
  readonly currency: Currency | undefined;
  readonly reference: string | undefined;
  readonly number: string | undefined;
  readonly opening: StatedBalance | undefined;
  readonly closing: StatedBalance | undefined;
  readonly lines: readonly StatementLine[];
};

export type StatedBalance = { readonly on: Day | undefined; readonly amount: StatedAmount };

/** One movement. Money in is positive; the sign is the way the money went, also in a reversal. */
export type StatementLine = {
  readonly bookedOn: Day | undefined;
  readonly valueOn: Day | undefined;
  /** Undefined when the file states none that can be read; there is a problem then. */
  readonly amount: StatedAmount | undefined;
  /** Announced and not booked, or for information only: never import it as money. */
  readonly pending: boolean;
  /** An earlier movement is undone: a direct debit or a transfer that came back. */
  readonly reversal: boolean;
  readonly type: string | undefined;
  readonly counterparty: Counterparty;
  readonly remittance: string | undefined;
  readonly references: LineReferences;
  /** The single payments of a batch; empty when the line is one payment. */
  readonly parts: readonly LinePart[];
};

export type LinePart = Pick<StatementLine, 'amount' | 'counterparty' | 'remittance' | 'references'>;

export type Counterparty = {
  readonly name: string | undefined;
  readonly account: string | undefined;
  /** For whom the counterparty pays, when it says so: the ultimate payer. */
  readonly onBehalfOf: string | undefined;
};

export type LineReferences = {
  readonly endToEnd: string | undefined;
  /** A creditor reference: RF…, QR or ESR reference, viitenumero, KID, OCR. */
  readonly structured: string | undefined;
  readonly customer: string | undefined;
  readonly bank: string | undefined;
};

export const NO_COUNTERPARTY: Counterparty = {
  name: undefined,
  account: undefined,
  onBehalfOf: undefined,
};

export const NO_REFERENCES: LineReferences = {
  endToEnd: undefined,
  structured: undefined,
  customer: undefined,
  bank: undefined,
};

/** The day to book a line on: some banks give only a value day. */
export function bookingDayOf(line: StatementLine): Day | undefined {
  return line.bookedOn ?? line.valueOn;
}

/** Why a line may not be booked, as a sentence's end; undefined when it may. */
export function whyNotBookable(line: StatementLine): string | undefined {
  if (line.pending) return 'it is announced and not booked yet';
  if (line.amount === undefined) return 'it has no amount';
  if (line.amount.money === undefined) return 'its amount is not exact in its currency';
  if (bookingDayOf(line) === undefined) return 'it has no day';
  return undefined;
}
