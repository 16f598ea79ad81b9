import { daysBetween, type Day } from '../kernel/day.ts';
import type { CustomerId, OpenItemId } from '../kernel/id.ts';
import { isPositive, type Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';

/** `used_elsewhere`: the accounting system used a credit for something that we do not know. */
export type OpenItemKind = 'invoice' | 'debit_note' | 'correction' | 'used_elsewhere';

/** An invoice, or a debit of another kind, with the amount of it that is still to be paid. */
export type OpenItem = {
  readonly id: OpenItemId;
  readonly customerId: CustomerId;
  readonly kind: OpenItemKind;
  readonly reference: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly amount: Money;
  readonly openAmount: Money;
};

/** An invoice or another debit before it is booked. */
export type OpenItemDraft = {
  readonly customerId: CustomerId;
  readonly kind: OpenItemKind;
  readonly reference: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly amount: Money;
  readonly orderReference: string | undefined;
  /** What the payer is asked to quote: RF, KID, OCR, QR reference. */
  readonly paymentReference?: string | undefined;
  /** The terms of payment as they are written: '2/10 net 30'. */
  readonly terms?: string | undefined;
};

export type OpenItemRefusal = 'amount_must_be_positive' | 'due_day_must_not_precede_issue';

export function acceptOpenItem(draft: OpenItemDraft): Outcome<OpenItemDraft, OpenItemRefusal> {
  if (!isPositive(draft.amount)) return refuse('amount_must_be_positive', draft.reference);
  if (draft.dueOn < draft.issuedOn)
    return refuse('due_day_must_not_precede_issue', draft.reference);
  return accept(draft);
}

export function isSettled(item: Pick<OpenItem, 'openAmount'>): boolean {
  return !isPositive(item.openAmount);
}

/** 0 on the due day and before it. */
export function daysOverdue(item: Pick<OpenItem, 'dueOn'>, today: Day): number {
  return Math.max(0, daysBetween(item.dueOn, today));
}

/** Oldest due first; reference and id break ties, so that the order never wavers. */
export function byDueDay(a: OpenItem, b: OpenItem): number {
  if (a.dueOn !== b.dueOn) return a.dueOn < b.dueOn ? -1 : 1;
  if (a.reference !== b.reference) return a.reference < b.reference ? -1 : 1;
  return a.id < b.id ? -1 : a.id === b.id ? 0 : 1;
}
