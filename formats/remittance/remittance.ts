import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Currency, Money } from '@goodterms/core/kernel/money.ts';
import type { DayOrder } from '@goodterms/core/kernel/written-day.ts';
import type { FileProblem } from '../bank-statement.ts';

/** What a payer says a payment is for, as it was read: nothing added and nothing repaired. */
export type RemittanceAdvice = {
  readonly format: RemittanceFormat;
  readonly payerName: string | undefined;
  /** The account the money comes from, where the advice says whose it is. */
  readonly payerAccount: string | undefined;
  readonly paidOn: Day | undefined;
  readonly total: Money | undefined;
  /** The payer's own number of the payment, which often comes along with the money. */
  readonly reference: string | undefined;
  readonly lines: readonly RemittanceLine[];
  readonly problems: readonly FileProblem[];
};

export type RemittanceFormat = 'pdf' | 'text' | 'csv' | 'xlsx' | 'ubl' | 'iso20022';

/** One document that is paid, or netted where its amount is negative. */
export type RemittanceLine = {
  /** The number of the invoice or credit note as the payer writes it. */
  readonly reference: string;
  readonly documentDate: Day | undefined;
  /** What is paid for it. */
  readonly amount: Money | undefined;
  /** What it was about before anything was taken off. */
  readonly gross: Money | undefined;
  /** What the payer kept: gross less amount where both are said. */
  readonly discount: Money | undefined;
  /** Why less is paid, in the payer's words. */
  readonly deductionReason: string | undefined;
  readonly where: string;
};

export type RemittanceHints = {
  /** For an advice that names none. */
  readonly currency?: Currency | undefined;
  /** For days that could be read either way. */
  readonly dayOrder?: DayOrder | undefined;
};

/** A row of the advice, from whatever kind of file: cells with their place from left to right. */
export type AdviceRow = { readonly where: string; readonly cells: readonly AdviceCell[] };

export type AdviceCell = { readonly text: string; readonly from: number; readonly to: number };
