import { laterDay } from '@goodterms/core/kernel/day.ts';
import type { CreditItemId, CustomerId, JournalId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { atOnce } from '@goodterms/core/kernel/steps.ts';
import { itemKey, type LedgerBooks } from '@goodterms/core/ledger/ledger-books.ts';
import type { LedgerDifference } from '@goodterms/core/ledger/ledger-difference.ts';
import type { ItemChange } from '@goodterms/core/ledger/ledger-item-difference.ts';
import type { LedgerPosting } from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { insertAllocations, lockForAllocation } from './allocation.store.ts';
import { keepItemKeys, type ItemToFind } from './item-key.store.ts';
import { insertPosting } from './ledger-posting.store.ts';

export type Import = {
  readonly posting: LedgerPosting;
  readonly journalId: JournalId;
  readonly customerIds: ReadonlyMap<string, CustomerId>;
  readonly difference: LedgerDifference;
  readonly books: LedgerBooks;
};

/**
 * Locks the credits and items of the books that are about to change, and answers whether they still
 * are as they were when the difference was found.
 */
export async function holdBooks(
  ctx: Context,
  difference: LedgerDifference,
  books: LedgerBooks,
): Promise<boolean> {
  const touched = difference.items.filter(({ booked }) => booked !== undefined);
  const keys = new Set(difference.settlement.shares.map(({ credit }) => credit.naturalKey));
  for (const { use } of difference.settlement.usedElsewhere) keys.add(use.naturalKey);
  const expected = [...keys].flatMap((key) => books.credits.get(key) ?? []);
  const moved = touched.filter(
    ({ openBefore, need, lowering, reversed: taken }) =>
      lowering !== undefined ||
      taken.length > 0 ||
      need.slots.reduce((sum, slot) => sum + slot.open, 0n) !== openBefore,
  );
  const { credits, items } = await lockForAllocation(
    ctx,
    [
      ...expected.map(({ id }) => id),
      ...difference.reversed.map(({ creditItemId }) => creditItemId),
    ],
    [
      ...moved.flatMap(({ booked }) => (booked ? [booked.id] : [])),
      ...difference.reversed.map(({ openItemId }) => openItemId),
    ],
  );
  return (
    expected.every(({ id, unallocated }) => credits.get(id)?.unallocated.minor === unallocated) &&
    moved.every(({ booked }) => {
      const [own] = booked?.slots ?? [];
      return booked && own && items.get(booked.id)?.openAmount.minor === own.open;
    })
  );
}

/** Writes what a ledger file changes. */
export async function writeDifference(ctx: Context, work: Import): Promise<void> {
  await reverseSettlements(ctx, work);
  await updateItems(
    ctx,
    work.difference.items.flatMap(({ change }) => change ?? []),
  );
  const { journalId, customerIds, posting } = work;
  const { items } = posting;
  await insertPosting(ctx, {
    journalId,
    customerIds,
    first: items,
    itemsMax: items.length,
    posting: atOnce(posting),
  });
  await keepItemKeys(ctx, itemsWithNewNames(work));
  await moveCounters(ctx, work);
}

/** Credits and items that were in the books before; the new ones came with their counters. */
async function moveCounters(ctx: Context, { posting, books }: Import): Promise<void> {
  if (books.credits.size + books.items.size === 0) return;
  const byItem = new Map<string, bigint>();
  const byCredit = new Map<CreditItemId, bigint>();
  for (const { item, credit, amount } of posting.allocations) {
    const key = item.place === undefined ? itemKey(item.ref) : undefined;
    if (key !== undefined) byItem.set(key, (byItem.get(key) ?? 0n) + amount);
    const known = credit.place === undefined ? books.credits.get(credit.naturalKey) : undefined;
    if (known) byCredit.set(known.id, (byCredit.get(known.id) ?? 0n) + amount);
  }
  if (byCredit.size + byItem.size === 0) return;
  await rows(
    ctx,
    sql`
    update credit_item c
       set allocated = c.allocated + d.amount
      from unnest(${[...byCredit.keys()]}::bigint[], ${[...byCredit.values()]}::bigint[])
           as d (id, amount)
     where c.tenant_id = ${ctx.tenantId} and c.id = d.id`,
  );
  const refs = [...byItem.keys()].map((key) => key.split(/ (.*)/s));
  await rows(
    ctx,
    sql`
    update open_item i
       set allocated = i.allocated + d.amount,
           settled_at = case when i.amount = i.allocated + d.amount then clock_timestamp() end
      from unnest(${refs.map(([kind]) => kind)}::text[],
                  ${refs.map(([, reference]) => reference)}::text[],
                  ${refs.map(([, reference = '']) => referenceKey(reference))}::text[],
                  ${[...byItem.values()]}::bigint[]) as d (kind, reference, key, amount)
     where i.tenant_id = ${ctx.tenantId} and i.reference_key = d.key
       and i.reference = d.reference and i.kind = d.kind`,
  );
}

async function reverseSettlements(ctx: Context, { difference, journalId }: Import): Promise<void> {
  const { reversed } = difference;
  if (reversed.length === 0) return;
  await insertAllocations(
    ctx,
    reversed.map((one) => ({
      creditItemId: one.creditItemId,
      openItemId: one.openItemId,
      currency: one.currency,
      amount: -one.amount,
      allocatedOn: laterDay(ctx.today, one.allocatedOn),
      reversesId: one.allocationId,
      journalId,
    })),
  );
}

async function updateItems(ctx: Context, changes: readonly ItemChange[]): Promise<void> {
  if (changes.length === 0) return;
  const ids: readonly OpenItemId[] = changes.map(({ id }) => id);
  await rows(
    ctx,
    sql`
    update open_item i
       set due_on = coalesce(d.due_on, i.due_on), order_ref = coalesce(d.order_ref, i.order_ref),
           payment_ref = coalesce(d.payment_ref, i.payment_ref)
      from unnest(${ids}::bigint[], ${changes.map(({ dueOn }) => dueOn?.to ?? null)}::date[],
                  ${changes.map(({ orderReference }) => orderReference?.to ?? null)}::text[],
                  ${changes.map(({ paymentReference }) => paymentReference?.to ?? null)}::text[])
           as d (id, due_on, order_ref, payment_ref)
     where i.tenant_id = ${ctx.tenantId} and i.id = d.id`,
  );
}

/** Items of the books of which a reference is known only now; the new ones came with their keys. */
function* itemsWithNewNames({ difference }: Import): Generator<ItemToFind> {
  for (const { change, booked } of difference.items)
    if (booked && (change?.orderReference || change?.paymentReference))
      yield {
        ...booked.ref,
        orderReference: change.orderReference?.to,
        paymentReference: change.paymentReference?.to,
      };
}

/** Notes that the ledger was read today, also when nothing in it was new. */
export async function noteReading(ctx: Context): Promise<void> {
  await sql`
    insert into ledger_reading (tenant_id, read_on)
    values (${ctx.tenantId}, ${ctx.today}::date)
        on conflict (tenant_id) do update
       set read_on = greatest(ledger_reading.read_on, excluded.read_on)`.execute(ctx.db);
}
