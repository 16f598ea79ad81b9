import { laterDay, type Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import type { Currency } from '../kernel/money.ts';
import type { CreditItemKind } from './credit-item.ts';
import { itemKey, type ItemRef, type ItemSlot } from './ledger-books.ts';
import type { LedgerDifference } from './ledger-difference.ts';
import type { ItemComparison } from './ledger-item-difference.ts';
import type { Use } from './ledger-settlement.ts';

/** What a difference books: debits, credits, and which settles which. Amounts in minor units. */
export type LedgerPosting = {
  readonly items: readonly PostedItem[];
  readonly credits: readonly PostedCredit[];
  readonly allocations: readonly PostedAllocation[];
  /** What is allocated of each credit, by natural key. */
  readonly allocated: ReadonlyMap<string, bigint>;
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
  readonly about?: ItemRef;
};

export type PostedAllocation = {
  readonly naturalKey: string;
  readonly ref: ItemRef;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly on: Day;
};

/** `mark` tells the documents of this import from those of every other. */
export function postingOf(difference: LedgerDifference, today: Day, mark: string): LedgerPosting {
  const allocations: PostedAllocation[] = [...difference.settlement.shares];
  const made: PostedCredit[] = [...difference.credits];
  for (const comparison of difference.items) lower(comparison, { today, mark, made, allocations });
  for (const { need, slots } of difference.settlement.elsewhere) {
    const { customerNumber, currency, ref, settledOn: on } = need;
    const naturalKey = `ledger settled ${itemKey(ref)} @${mark}`;
    const amount = sum(slots);
    made.push({
      customerNumber,
      kind: 'settled_elsewhere',
      reference: ref.reference,
      receivedOn: on,
      currency,
      amount,
      naturalKey,
      about: ref,
    });
    for (const slot of slots)
      allocations.push({ naturalKey, ref: slot.ref, currency, amount: slot.open, on });
  }
  const used = difference.settlement.usedElsewhere.map((one) => usedItem(one, today, mark));
  for (const { naturalKey, item } of used)
    allocations.push({
      naturalKey,
      ref: item.ref,
      currency: item.currency,
      amount: item.amount,
      on: item.issuedOn,
    });
  const items: PostedItem[] = [];
  for (const comparison of difference.items) {
    const item = itemOf(comparison);
    if (item) items.push(item);
  }
  for (const { item } of used) items.push(item);
  return {
    items,
    credits: made,
    allocations,
    allocated: allocatedOf(allocations),
  };
}

type Booking = {
  readonly today: Day;
  readonly mark: string;
  readonly made: PostedCredit[];
  readonly allocations: PostedAllocation[];
};

/** The credit of an invoice that came again with a lower amount. */
function lower({ lowering, need }: ItemComparison, { today, mark, made, allocations }: Booking) {
  if (!lowering) return;
  const { ref, customerNumber, currency } = lowering.about;
  const naturalKey = `ledger correction ${itemKey(ref)} @${mark}`;
  made.push({
    customerNumber,
    kind: 'correction',
    reference: ref.reference,
    receivedOn: today,
    currency,
    amount: lowering.amount,
    naturalKey,
    about: ref,
  });
  const on = laterDay(today, need.issuedOn);
  for (const slot of lowering.slots)
    allocations.push({ naturalKey, ref: slot.ref, currency, amount: slot.open, on });
}

function itemOf({ added, raise, need }: ItemComparison): PostedItem | undefined {
  if (added) {
    const { ref, customerNumber, issuedOn, dueOn, currency, amount } = added;
    const { orderReference, terms } = added;
    const allocated = amount - openOf(ref, need.slots);
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
      terms,
      aboutId,
    };
  }
  if (!raise) return undefined;
  const { about, ref, issuedOn, dueOn, amount } = raise;
  const { customerNumber, currency, orderReference, id: aboutId } = about;
  const allocated = amount - openOf(ref, need.slots);
  return {
    customerNumber,
    ref,
    issuedOn,
    dueOn,
    currency,
    amount,
    allocated,
    orderReference,
    terms: undefined,
    aboutId,
  };
}

/** The accounting system used a credit for something we do not know: it is used up here as well. */
function usedItem({ use, amount }: { use: Use; amount: bigint }, today: Day, mark: string) {
  const { naturalKey, customerNumber, currency, reference } = use;
  const on = laterDay(today, use.receivedOn);
  const ref: ItemRef = { kind: 'used_elsewhere', reference: `${reference} @${mark}` };
  const item: PostedItem = {
    customerNumber,
    ref,
    issuedOn: on,
    dueOn: on,
    currency,
    amount,
    allocated: amount,
    orderReference: undefined,
    terms: undefined,
    aboutId: undefined,
  };
  return { naturalKey, item };
}

function allocatedOf(allocations: readonly PostedAllocation[]): Map<string, bigint> {
  const allocated = new Map<string, bigint>();
  for (const { naturalKey, amount } of allocations) {
    const sofar = allocated.get(naturalKey);
    allocated.set(naturalKey, sofar === undefined ? amount : sofar + amount);
  }
  return allocated;
}

function openOf(ref: ItemRef, slots: readonly ItemSlot[]): bigint {
  for (const slot of slots)
    if (slot.ref.reference === ref.reference && slot.ref.kind === ref.kind) return slot.open;
  return 0n;
}

function sum(slots: readonly ItemSlot[]): bigint {
  let total = 0n;
  for (const { open } of slots) total += open;
  return total;
}
