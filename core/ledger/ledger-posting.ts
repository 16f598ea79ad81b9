import { assert } from '../kernel/assert.ts';
import { laterDay, type Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import type { Currency } from '../kernel/money.ts';
import type { CreditItemKind } from './credit-item.ts';
import { itemKey, type ItemEnd, type ItemRef, type ItemSlot } from './ledger-books.ts';
import type { LedgerDifference } from './ledger-difference.ts';
import type { ItemComparison } from './ledger-item-difference.ts';
import type { SettledElsewhere, Share, Use } from './ledger-settlement.ts';

/**
 * What a difference books: debits, credits, and which settles which, each by its place in its list.
 * Amounts in minor units.
 */
export type LedgerPosting = {
  readonly items: readonly PostedItem[];
  readonly credits: readonly PostedCredit[];
  readonly allocations: readonly PostedAllocation[];
  /** What is allocated of each of the credits. */
  readonly allocated: readonly bigint[];
};

export type PostedItem = {
  readonly customerNumber: string;
  readonly ref: ItemRef;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly allocated: bigint;
  readonly orderReference: string | undefined;
  readonly paymentReference: string | undefined;
  readonly terms: string | undefined;
  readonly aboutId: OpenItemId | undefined;
};

export type PostedCredit = {
  readonly customerNumber: string;
  readonly kind: CreditItemKind;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly naturalKey: string;
  readonly about?: ItemEnd;
};

export type PostedAllocation = Share;

/**
 * The items that a file adds, as they will be once what settles them is found: of an item of which
 * the file says what is open, that is open, whatever settled the rest. None when the file is silent
 * about one of them.
 */
export function itemsForeseen(debits: readonly ItemComparison[]): PostedItem[] {
  if (!debits.every(({ need, added }) => added && need.isStated)) return [];
  return debits.flatMap((comparison, at) => itemOf(comparison, at, comparison.need.need) ?? []);
}

/**
 * `mark` tells the documents of this import from those of every other; `foreseen` are the first of
 * its items.
 */
export function postingOf(
  difference: LedgerDifference,
  { today, mark, foreseen = [] }: { today: Day; mark: string; foreseen?: readonly PostedItem[] },
): LedgerPosting {
  const { shares, elsewhere, usedElsewhere } = difference.settlement;
  const items: PostedItem[] = [];
  const credits: PostedCredit[] = [...difference.credits];
  const allocations: PostedAllocation[] = [...shares];
  for (const comparison of difference.items) {
    const known = foreseen[items.length];
    const item = known
      ? asForeseen(known, comparison, items.length)
      : itemOf(comparison, items.length);
    if (item) items.push(item);
    lower(comparison, { today, mark, credits, allocations });
  }
  for (const one of elsewhere) settleElsewhere(one, { today, mark, credits, allocations });
  for (const { use, amount } of usedElsewhere) {
    const item = usedItem({ use, amount }, today, mark);
    const { ref, currency, issuedOn: on } = item;
    allocations.push({ credit: use, item: { ref, place: items.length }, currency, amount, on });
    items.push(item);
  }
  return { items, credits, allocations, allocated: allocatedOf(credits, allocations) };
}

type Booking = {
  readonly today: Day;
  readonly mark: string;
  readonly credits: PostedCredit[];
  readonly allocations: PostedAllocation[];
};

/** The credit of an invoice that came again with a lower amount. */
function lower({ lowering, need }: ItemComparison, booking: Booking) {
  if (!lowering) return;
  const { today, mark } = booking;
  const { ref, customerNumber, currency } = lowering.about;
  const credit: PostedCredit = {
    customerNumber,
    kind: 'correction',
    reference: ref.reference,
    receivedOn: today,
    currency,
    amount: lowering.amount,
    naturalKey: `ledger correction ${itemKey(ref)} @${mark}`,
    about: { ref, place: undefined },
  };
  book(credit, lowering.slots, laterDay(today, need.issuedOn), booking);
}

/** What no payment of the file explains. */
function settleElsewhere({ need, slots }: SettledElsewhere, booking: Booking) {
  const { customerNumber, currency, ref, settledOn } = need;
  const credit: PostedCredit = {
    customerNumber,
    kind: 'settled_elsewhere',
    reference: ref.reference,
    receivedOn: settledOn,
    currency,
    amount: sum(slots),
    naturalKey: `ledger settled ${itemKey(ref)} @${booking.mark}`,
    about: { ref, place: need.slots[0]?.place },
  };
  book(credit, slots, settledOn, booking);
}

/** A credit with what it settles. */
function book(
  credit: PostedCredit,
  slots: readonly ItemSlot[],
  on: Day,
  { credits, allocations }: Booking,
): void {
  const { naturalKey, currency } = credit;
  const end = { naturalKey, place: credits.length };
  credits.push(credit);
  for (const slot of slots)
    allocations.push({ credit: end, item: slot, currency, amount: slot.open, on });
}

function asForeseen(item: PostedItem, { need }: ItemComparison, place: number): PostedItem {
  assert(item.amount - item.allocated === openAt(place, need.slots), 'what the file says is open');
  return item;
}

/**
 * `place` is what the comparison counted up to; by it the shares name the item. `wanting` is what is
 * still to be settled of it.
 */
function itemOf(
  { added, raise, need }: ItemComparison,
  place: number,
  wanting = 0n,
): PostedItem | undefined {
  if (added) {
    const { ref, customerNumber, issuedOn, dueOn, currency, amount } = added;
    const { orderReference, paymentReference, terms } = added;
    const allocated = amount - openAt(place, need.slots) + wanting;
    const aboutId = undefined;
    return {
      customerNumber,
      ref,
      issuedOn,
      dueOn,
      currency,
      amount,
      allocated,
      orderReference,
      paymentReference,
      terms,
      aboutId,
    };
  }
  if (!raise) return undefined;
  const { about, ref, issuedOn, dueOn, amount } = raise;
  const { customerNumber, currency, orderReference, paymentReference, id: aboutId } = about;
  const allocated = amount - openAt(place, need.slots);
  return {
    customerNumber,
    ref,
    issuedOn,
    dueOn,
    currency,
    amount,
    allocated,
    orderReference,
    paymentReference,
    terms: undefined,
    aboutId,
  };
}

/** The accounting system used a credit for something we do not know: it is used up here as well. */
function usedItem(
  { use, amount }: { use: Use; amount: bigint },
  today: Day,
  mark: string,
): PostedItem {
  const { customerNumber, currency, reference } = use;
  const on = laterDay(today, use.receivedOn);
  return {
    customerNumber,
    ref: { kind: 'used_elsewhere', reference: `${reference} @${mark}` },
    issuedOn: on,
    dueOn: on,
    currency,
    amount,
    allocated: amount,
    orderReference: undefined,
    paymentReference: undefined,
    terms: undefined,
    aboutId: undefined,
  };
}

function allocatedOf(
  credits: readonly PostedCredit[],
  allocations: readonly PostedAllocation[],
): bigint[] {
  const allocated = credits.map(() => 0n);
  for (const { credit, amount } of allocations)
    if (credit.place !== undefined)
      allocated[credit.place] = (allocated[credit.place] ?? 0n) + amount;
  return allocated;
}

function openAt(place: number, slots: readonly ItemSlot[]): bigint {
  const slot = slots.find((one) => one.place === place);
  assert(slot !== undefined, 'a slot with the place of its item');
  return slot.open;
}

function sum(slots: readonly ItemSlot[]): bigint {
  let total = 0n;
  for (const { open } of slots) total += open;
  return total;
}
