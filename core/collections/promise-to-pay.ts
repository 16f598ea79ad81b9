import { addDays, type Day } from '../kernel/day.ts';
import type { CustomerId, OpenItemId, PromiseToPayId } from '../kernel/id.ts';
import { isPositive, type Currency, type Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';
import { addBusinessDays, type Calendar } from '../settings/calendar.ts';

/** A customer's word: this much by that day. */
export type PromiseToPay = {
  readonly id: PromiseToPayId;
  readonly amount: Money;
  readonly promisedFor: Day;
  readonly madeOn: Day;
  readonly isCancelled: boolean;
  /** The items it names; none: it covers whatever is oldest, up to its amount. */
  readonly items: readonly PromisedItem[];
  /** Paid since it was made: of the items it names, or by the customer when it names none. */
  readonly paid: Money;
};

export type PromisedItem = {
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  readonly paid: Money;
};

export type PromiseState = 'open' | 'kept' | 'partly_kept' | 'broken' | 'cancelled';

export type PromiseRules = {
  /** Business days after the promised one on which nobody asks: banks take their time. */
  readonly graceBusinessDays: number;
  readonly horizonDays: number;
};

/** Kept as soon as the money is there; broken, or partly kept, only when the grace has passed. */
export function judge(
  promise: PromiseToPay,
  rules: PromiseRules,
  calendar: Calendar,
  today: Day,
): PromiseState {
  if (promise.isCancelled) return 'cancelled';
  if (promise.paid.minor >= promise.amount.minor) return 'kept';
  if (today <= lastDayOfGrace(promise.promisedFor, rules, calendar)) return 'open';
  return promise.paid.minor > 0n ? 'partly_kept' : 'broken';
}

export function lastDayOfGrace(promisedFor: Day, rules: PromiseRules, calendar: Calendar): Day {
  return addBusinessDays(calendar, promisedFor, rules.graceBusinessDays);
}

/** What is still to come of it, and so may not be asked for while it is open. */
export function stillToCome(promise: Pick<PromiseToPay, 'amount' | 'paid'>): bigint {
  const left = promise.amount.minor - promise.paid.minor;
  return left > 0n ? left : 0n;
}

export type PromiseDraft = {
  readonly customerId: CustomerId;
  readonly amount: Money;
  readonly promisedFor: Day;
  readonly openItemIds: readonly OpenItemId[];
};

/** An item that a promise may name, with what is open of it. */
export type PromisableItem = {
  readonly id: OpenItemId;
  readonly currency: Currency;
  readonly open: bigint;
};

export type PromiseRefusal =
  | 'amount_must_be_positive'
  | 'day_must_not_be_past'
  | 'day_must_be_within_horizon'
  | 'open_amount_must_cover';

/** `open` are the customer's open items, oldest first. Answers how much of which item is promised. */
export function acceptPromise(
  draft: PromiseDraft,
  open: readonly PromisableItem[],
  rules: PromiseRules,
  today: Day,
): Outcome<readonly { readonly id: OpenItemId; readonly amount: bigint }[], PromiseRefusal> {
  if (!isPositive(draft.amount)) return refuse('amount_must_be_positive');
  if (draft.promisedFor < today) return refuse('day_must_not_be_past');
  const last = addDays(today, rules.horizonDays);
  if (draft.promisedFor > last) return refuse('day_must_be_within_horizon', `At most ${last}.`);

  const inCurrency = open.filter((item) => item.currency === draft.amount.currency);
  const named = inCurrency.filter((item) => draft.openItemIds.includes(item.id));
  if (named.length < draft.openItemIds.length) return refuse('open_amount_must_cover');
  const covered = named.length > 0 ? named : inCurrency;
  if (covered.reduce((sum, item) => sum + item.open, 0n) < draft.amount.minor)
    return refuse('open_amount_must_cover');
  return accept(named.length > 0 ? oldestFirst(named, draft.amount.minor) : []);
}

/** A promise that was judged, or taken back, stays as it is. */
export function acceptCancellation(
  state: PromiseState,
): Outcome<PromiseState, 'promise_must_be_open'> {
  return state === 'open' ? accept(state) : refuse('promise_must_be_open');
}

function oldestFirst(items: readonly PromisableItem[], amount: bigint) {
  let left = amount;
  return items.flatMap(({ id, open }) => {
    const taken = open < left ? open : left;
    left -= taken;
    return taken > 0n ? [{ id, amount: taken }] : [];
  });
}
