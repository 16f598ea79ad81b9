import { laterDay } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  JournalId,
} from '@goodterms/core/kernel/id.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { add, moneyText, type Money } from '@goodterms/core/kernel/money.ts';
import { accept, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  acceptAllocations,
  acceptReversals,
  type AllocationDraft,
  type AllocationRefusal,
  type ReversalRefusal,
} from '@goodterms/core/ledger/allocation.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import type { Context } from '../platform/context.ts';
import { recordAll, type Fact } from '../platform/journal.ts';
import {
  allocationsById,
  groupsOf,
  insertAllocations,
  lockForAllocation,
  type AllocationInBooks,
} from './allocation.store.ts';

/**
 * Sets credits against items, many at once; all or none. An allocation counts from the day the
 * money was there and the item was issued, whenever it is made: `created_at` says when we knew.
 * `counted` are credits that this transaction has inserted with their counters; when the allocations
 * are refused, the caller sets those to nothing (`allocateNothing`).
 */
export async function allocateAll(
  ctx: Context,
  drafts: readonly AllocationDraft[],
  { adjustments = NONE, counted = NO_CREDITS }: AllocationOptions = {},
): Promise<Outcome<readonly AllocationId[], AllocationRefusal>> {
  const named = new Set(drafts.map((draft) => draft.creditItemId));
  const creditIds = [...named].filter((id) => !counted.has(id));
  const itemIds = [...new Set(drafts.map((draft) => draft.openItemId))];
  const { credits, items } = await lockForAllocation(ctx, creditIds, itemIds);
  for (const id of named) {
    const credit = counted.get(id);
    if (credit) credits.set(id, credit);
  }
  // An adjustment is money for nothing but its own item, at the moment at which it is booked.
  for (const id of adjustments) {
    const credit = credits.get(id);
    if (credit) credits.set(id, { ...credit, unallocated: credit.amount });
  }
  const customerIds = [...credits.values(), ...items.values()].flatMap((c) => c.customerId ?? []);
  const groups = await groupsOf(ctx, [...new Set(customerIds)]);

  const verdict = acceptAllocations(drafts, { credits, items, groups });
  if (!verdict.accepted) return verdict;

  const allocations = drafts.map((draft) => {
    const credit = credits.get(draft.creditItemId);
    const item = items.get(draft.openItemId);
    assert(credit !== undefined && item !== undefined, 'credits and items that were accepted');
    return { draft, item, allocatedOn: laterDay(credit.receivedOn, item.issuedOn) };
  });
  const journal = await recordPerCustomer(ctx, {
    fact: 'ledger.allocated',
    moved: allocations.map(({ draft, item }) => ({
      customerId: item.customerId,
      amount: draft.amount,
    })),
  });
  const ids = await insertAllocations(
    ctx,
    allocations.map(({ draft, item, allocatedOn }) => ({
      ...draft,
      amount: draft.amount.minor,
      currency: draft.amount.currency,
      allocatedOn,
      reversesId: undefined,
      journalId: journalOf(journal, item.customerId),
    })),
    counted,
  );
  return accept(ids);
}

type AllocationOptions = {
  readonly adjustments?: ReadonlySet<CreditItemId>;
  /** As they were before their counters. */
  readonly counted?: ReadonlyMap<CreditItemId, CreditItem>;
};

const NONE: ReadonlySet<CreditItemId> = new Set();
const NO_CREDITS: ReadonlyMap<CreditItemId, CreditItem> = new Map();

/** Takes allocations back, many at once; credits and items are as they were before. */
export async function reverseAllocations(
  ctx: Context,
  ids: readonly AllocationId[],
  because: string,
): Promise<Outcome<readonly AllocationId[], ReversalRefusal>> {
  const verdict = acceptReversals(ids, await lockedAllocations(ctx, ids));
  return verdict.accepted ? accept(await reverse(ctx, verdict.value, because)) : verdict;
}

/** Takes back those still in force: what somebody took back before stays as it is. */
export async function reverseThoseInForce(
  ctx: Context,
  ids: readonly AllocationId[],
  because: string,
): Promise<readonly AllocationId[]> {
  const allocations = [...(await lockedAllocations(ctx, ids)).values()];
  return reverse(
    ctx,
    allocations.filter(({ isReversed, reversesId }) => !isReversed && reversesId === undefined),
    because,
  );
}

/** Read behind the locks: another may have taken one back while we waited for them. */
async function lockedAllocations(
  ctx: Context,
  ids: readonly AllocationId[],
): Promise<Map<AllocationId, AllocationInBooks>> {
  const seen = [...(await allocationsById(ctx, ids)).values()];
  await lockForAllocation(
    ctx,
    [...new Set(seen.map((one) => one.creditItemId))],
    [...new Set(seen.map((one) => one.openItemId))],
  );
  return allocationsById(ctx, ids);
}

async function reverse(
  ctx: Context,
  reversed: readonly AllocationInBooks[],
  because: string,
): Promise<readonly AllocationId[]> {
  if (reversed.length === 0) return [];
  const journal = await recordPerCustomer(ctx, {
    fact: 'ledger.allocation_reversed',
    moved: reversed,
    because,
  });
  return insertAllocations(
    ctx,
    reversed.map((one) => ({
      creditItemId: one.creditItemId,
      openItemId: one.openItemId,
      currency: one.amount.currency,
      amount: -one.amount.minor,
      allocatedOn: laterDay(ctx.today, one.allocatedOn),
      reversesId: one.id,
      journalId: journalOf(journal, one.customerId),
    })),
  );
}

type Movement = {
  readonly fact: Fact['fact'];
  readonly moved: readonly { readonly customerId: CustomerId; readonly amount: Money }[];
  readonly because?: string;
};

/** One fact for each customer whose items are touched, with the sums per currency. */
async function recordPerCustomer(
  ctx: Context,
  { fact, moved, because }: Movement,
): Promise<Map<CustomerId, JournalId>> {
  const byCustomer = Map.groupBy(moved, (one) => one.customerId);
  const ids = await recordAll(
    ctx,
    [...byCustomer].map(([customerId, theirs]) => ({
      fact,
      customerId,
      data: {
        items: theirs.length,
        amounts: sums(theirs.map((one) => one.amount)),
        ...(because === undefined ? {} : { because }),
      },
    })),
  );
  return new Map([...byCustomer.keys()].map((customerId, i) => [customerId, ids[i] as JournalId]));
}

function sums(amounts: readonly Money[]): Record<string, string> {
  const byCurrency = new Map<string, Money>();
  for (const amount of amounts) {
    const sum = byCurrency.get(amount.currency);
    byCurrency.set(amount.currency, sum ? add(sum, amount) : amount);
  }
  return Object.fromEntries([...byCurrency].map(([currency, sum]) => [currency, moneyText(sum)]));
}

function journalOf(journal: ReadonlyMap<CustomerId, JournalId>, id: CustomerId): JournalId {
  const journalId = journal.get(id);
  assert(journalId !== undefined, 'a fact for every customer whose items are touched');
  return journalId;
}
