import type { Day } from '../kernel/day.ts';
import type { CreditItemId, CustomerId } from '../kernel/id.ts';
import { isPositive, type Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';

/**
 * `settled_elsewhere`: the accounting system says an item is settled, and not by what.
 * `correction`: an invoice came back with a lower amount.
 */
export type CreditItemKind =
  | 'payment'
  | 'credit_note'
  | 'settled_elsewhere'
  | 'correction'
  | AdjustmentKind;

/** What settles the rest of an item without money: a discount that was granted, a small amount waived. */
export type AdjustmentKind = 'discount_allowance' | 'write_off';

export function isAdjustment(kind: CreditItemKind): kind is AdjustmentKind {
  return kind === 'discount_allowance' || kind === 'write_off';
}

/** What reduces a debt. A payment whose sender nobody has recognised has no customer yet. */
export type CreditItem = {
  readonly id: CreditItemId;
  readonly customerId: CustomerId | undefined;
  readonly kind: CreditItemKind;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly amount: Money;
  /** Received, set against nothing yet. */
  readonly unallocated: Money;
};

/** A payment or a credit note before it is booked. The natural key makes twice the same as once. */
export type CreditDraft = {
  readonly kind: CreditItemKind;
  readonly naturalKey: string;
  readonly customerId: CustomerId | undefined;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly amount: Money;
  readonly method: string | undefined;
  /** What of it this transaction allocates: its counter comes with it and is not moved a moment later. */
  readonly allocated?: bigint | undefined;
};

export type CreditRefusal = 'amount_must_be_positive' | 'customer_must_be_known';

/** A payment may wait for its customer; a credit note is always somebody's. */
export function acceptCredit(draft: CreditDraft): Outcome<CreditDraft, CreditRefusal> {
  if (!isPositive(draft.amount)) return refuse('amount_must_be_positive', draft.reference);
  if (draft.kind !== 'payment' && draft.customerId === undefined)
    return refuse('customer_must_be_known', draft.reference);
  return accept(draft);
}

export type IdentifyRefusal = 'customer_must_be_known' | 'nothing_must_be_allocated';

/** Whose payment it is may be changed for as long as it settles nothing. */
export function acceptIdentification(
  credit: CreditItem,
  customerId: CustomerId | undefined,
): Outcome<CreditItem, IdentifyRefusal> {
  if (customerId === undefined) return refuse('customer_must_be_known');
  if (credit.unallocated.minor !== credit.amount.minor && credit.customerId !== customerId)
    return refuse('nothing_must_be_allocated', credit.reference);
  return accept({ ...credit, customerId });
}

/** Whose payment it is may be forgotten again, when a match that said so is taken back. */
export function acceptForgetting(
  credit: CreditItem,
): Outcome<CreditItem, 'nothing_must_be_allocated'> {
  if (credit.unallocated.minor !== credit.amount.minor)
    return refuse('nothing_must_be_allocated', credit.reference);
  return accept({ ...credit, customerId: undefined });
}
