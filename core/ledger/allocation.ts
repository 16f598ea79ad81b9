import { assert } from '../kernel/assert.ts';
import type { AllocationId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { isPositive, smaller, subtract, type Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';
import { isAdjustment, type CreditItem, type CreditItemKind } from './credit-item.ts';
import type { OpenItem } from './open-item.ts';

/** The part of a credit item that is set against one open item. Never changed, only reversed. */
export type Allocation = {
  readonly id: AllocationId;
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  readonly reversesId: AllocationId | undefined;
  readonly isReversed: boolean;
};

export type AllocationDraft = {
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
};

/** In the order in which they are checked. */
export type AllocationRefusal =
  | 'amount_must_be_positive'
  | 'credit_item_must_exist'
  | 'open_item_must_exist'
  | 'customer_must_be_known'
  | 'customers_must_match'
  | 'currencies_must_match'
  | 'unallocated_must_cover'
  | 'open_amount_must_cover';

export type Share = { readonly item: OpenItem; readonly amount: Money };

export type AllocationPlan = {
  readonly shares: readonly Share[];
  /** What no item could take; it stays on the customer's account. */
  readonly unallocated: Money;
};

/** Sets `amount` against `items` in the order given until either runs out. */
export function allocate(amount: Money, items: readonly OpenItem[]): AllocationPlan {
  assert(amount.minor >= 0n, 'an amount to allocate that is not negative');
  const shares: Share[] = [];
  let unallocated = amount;
  for (const item of items) {
    const part = smaller(unallocated, item.openAmount);
    if (!isPositive(part)) continue;
    shares.push({ item, amount: part });
    unallocated = subtract(unallocated, part);
  }
  return { shares, unallocated };
}

/** What is known of the credits and items that drafts name. */
export type AllocationBooks = {
  readonly credits: ReadonlyMap<CreditItemId, CreditItem>;
  readonly items: ReadonlyMap<OpenItemId, OpenItem>;
  /** The head of each customer's group: a parent may pay for its subsidiaries, and they for it. */
  readonly groups: ReadonlyMap<CustomerId, CustomerId>;
};

/**
 * Judges many allocations as one: each is measured against what the ones before it leave. All are
 * accepted or none, and the refusal names the first that cannot be. Money pays for whom it is meant:
 * a factor or another company may pay. What we credited a customer is good for its group alone.
 */
export function acceptAllocations(
  drafts: readonly AllocationDraft[],
  { credits, items, groups }: AllocationBooks,
): Outcome<readonly AllocationDraft[], AllocationRefusal> {
  const unallocated = new Map<CreditItemId, bigint>();
  const open = new Map<OpenItemId, bigint>();
  for (const { creditItemId, openItemId, amount } of drafts) {
    const credit = credits.get(creditItemId);
    const item = items.get(openItemId);
    if (!isPositive(amount)) return refuse('amount_must_be_positive');
    if (!credit) return refuse('credit_item_must_exist', creditItemId);
    if (!item) return refuse('open_item_must_exist', openItemId);
    if (credit.customerId === undefined) return refuse('customer_must_be_known', credit.reference);
    if (credit.kind !== 'payment' && areStrangers(credit.customerId, item.customerId, groups))
      return refuse('customers_must_match', `${credit.reference}, ${item.reference}`);
    if (amount.currency !== credit.amount.currency || amount.currency !== item.amount.currency)
      return refuse('currencies_must_match', `${credit.reference}, ${item.reference}`);
    const left = (unallocated.get(creditItemId) ?? credit.unallocated.minor) - amount.minor;
    if (left < 0n) return refuse('unallocated_must_cover', credit.reference);
    const still = (open.get(openItemId) ?? item.openAmount.minor) - amount.minor;
    if (still < 0n) return refuse('open_amount_must_cover', item.reference);
    unallocated.set(creditItemId, left);
    open.set(openItemId, still);
  }
  return accept(drafts);
}

function areStrangers(
  one: CustomerId,
  other: CustomerId,
  groups: AllocationBooks['groups'],
): boolean {
  return groupOf(one, groups) !== groupOf(other, groups);
}

function groupOf(id: CustomerId, groups: AllocationBooks['groups']): CustomerId {
  return groups.get(id) ?? id;
}

export type ReversalRefusal =
  | 'allocation_must_exist'
  | 'allocation_must_be_in_force'
  | 'adjustment_must_be_taken_back_with_its_reason';

/**
 * An allocation is reversed once, and a reversal never. A write-off or a discount was somebody's
 * answer to a short payment, and is taken back with that.
 */
export function acceptReversals<One extends Allocation & { readonly creditKind: CreditItemKind }>(
  ids: readonly AllocationId[],
  allocations: ReadonlyMap<AllocationId, One>,
): Outcome<readonly One[], ReversalRefusal> {
  const accepted: One[] = [];
  for (const id of new Set(ids)) {
    const allocation = allocations.get(id);
    if (!allocation) return refuse('allocation_must_exist', id);
    if (allocation.isReversed || allocation.reversesId !== undefined)
      return refuse('allocation_must_be_in_force', id);
    if (isAdjustment(allocation.creditKind))
      return refuse('adjustment_must_be_taken_back_with_its_reason');
    accepted.push(allocation);
  }
  return accept(accepted);
}
