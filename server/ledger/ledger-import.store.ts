import { assert } from '@goodterms/core/kernel/assert.ts';
import { laterDay } from '@goodterms/core/kernel/day.ts';
import type { CreditItemId, CustomerId, JournalId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { itemKey, type LedgerBooks } from '@goodterms/core/ledger/ledger-books.ts';
import type { LedgerDifference } from '@goodterms/core/ledger/ledger-difference.ts';
import type { ItemChange } from '@goodterms/core/ledger/ledger-item-difference.ts';
import type { LedgerPosting } from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { copyRows, withKeysJoined, type BulkValue } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { keepItemKeys, type ItemToFind } from './item-key.store.ts';
import { insertAllocations, lockForAllocation } from './allocation.store.ts';

export type Import = {
  readonly difference: LedgerDifference;
  readonly posting: LedgerPosting;
  readonly books: LedgerBooks;
  readonly journalId: JournalId;
  /** Of every customer that the posting names, by number. */
  readonly customerIds: ReadonlyMap<string, CustomerId>;
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
  const keys = new Set(difference.settlement.shares.map((share) => share.naturalKey));
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

/** Writes what a ledger file changes: staged by COPY, then a handful of statements over sets. */
export async function writeDifference(ctx: Context, work: Import): Promise<void> {
  await reverseSettlements(ctx, work);
  await updateItems(
    ctx,
    work.difference.items.flatMap(({ change }) => change ?? []),
  );
  await sql`
    create temp table staged_item (
      customer_id bigint, kind text collate "C", reference text collate "C",
      reference_key text collate "C", issued_on date, due_on date, currency text, amount bigint,
      allocated bigint, order_ref text, about_item_id bigint) on commit drop`.execute(ctx.db);
  await sql`
    create temp table staged_credit (
      customer_id bigint, kind text collate "C", reference text, received_on date, currency text,
      amount bigint, allocated bigint, natural_key text collate "C",
      about_kind text collate "C", about_reference text collate "C") on commit drop`.execute(
    ctx.db,
  );
  await sql`
    create temp table staged_allocation (
      natural_key text collate "C", kind text collate "C", reference text collate "C",
      currency text, amount bigint, allocated_on date) on commit drop`.execute(ctx.db);
  await copyRows('staged_item', itemRows(work));
  await copyRows('staged_credit', creditRows(work));
  await copyRows('staged_allocation', allocationRows(work));
  await withKeysJoined(ctx, () => insertStaged(ctx, work.journalId));
  await keepItemKeys(ctx, openItemsOf(work));
  await moveCounters(ctx, work);
  await sql`drop table staged_item, staged_credit, staged_allocation`.execute(ctx.db);
}

async function insertStaged(ctx: Context, journalId: JournalId): Promise<void> {
  const now = await first<{ txid: bigint }>(
    ctx,
    sql`select pg_current_xact_id()::text::bigint as txid`,
  );
  await sql`
    insert into open_item (tenant_id, customer_id, kind, reference, reference_key, issued_on, due_on,
                           currency, amount, allocated, settled_at, order_ref, about_item_id,
                           journal_id, txid)
    select ${ctx.tenantId}::uuid, c.id, s.kind, s.reference, s.reference_key, s.issued_on, s.due_on,
           s.currency, s.amount, s.allocated,
           case when s.allocated = s.amount then clock_timestamp() end,
           s.order_ref, s.about_item_id, ${journalId}::bigint, ${now?.txid}::bigint
      from staged_item s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id`.execute(ctx.db);
  await sql`
    insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                             allocated, natural_key, about_item_id, journal_id, txid)
    select ${ctx.tenantId}::uuid, c.id, s.kind, s.reference, s.received_on, s.currency,
           s.amount, s.allocated, s.natural_key,
           case when s.about_reference is not null
                then (select i.id from open_item i
                       where i.tenant_id = ${ctx.tenantId} and i.reference = s.about_reference
                         and i.kind = s.about_kind) end,
           ${journalId}::bigint, ${now?.txid}::bigint
      from staged_credit s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id`.execute(ctx.db);
  await sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on,
                            journal_id, txid)
    select ${ctx.tenantId}::uuid, c.id, i.id, s.currency, s.amount, s.allocated_on,
           ${journalId}::bigint, ${now?.txid}::bigint
      from staged_allocation s
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.natural_key = s.natural_key
      join open_item i
        on i.tenant_id = ${ctx.tenantId} and i.reference = s.reference and i.kind = s.kind`.execute(
    ctx.db,
  );
}

/** Credits and items that were in the books before; the new ones came with their counters. */
async function moveCounters(ctx: Context, { posting, books }: Import): Promise<void> {
  if (books.credits.size + books.items.size === 0) return;
  const byItem = new Map<string, bigint>();
  const fresh = new Set(posting.items.map(({ ref }) => itemKey(ref)));
  for (const { ref, amount } of posting.allocations) {
    const key = itemKey(ref);
    if (!fresh.has(key)) byItem.set(key, (byItem.get(key) ?? 0n) + amount);
  }
  const byCredit = new Map<CreditItemId, bigint>();
  for (const [naturalKey, amount] of posting.allocated) {
    const credit = books.credits.get(naturalKey);
    if (credit) byCredit.set(credit.id, amount);
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
                  ${[...byItem.values()]}::bigint[]) as d (kind, reference, amount)
     where i.tenant_id = ${ctx.tenantId} and i.reference = d.reference and i.kind = d.kind`,
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
       set due_on = coalesce(d.due_on, i.due_on), order_ref = coalesce(d.order_ref, i.order_ref)
      from unnest(${ids}::bigint[], ${changes.map(({ dueOn }) => dueOn?.to ?? null)}::date[],
                  ${changes.map(({ orderReference }) => orderReference?.to ?? null)}::text[])
           as d (id, due_on, order_ref)
     where i.tenant_id = ${ctx.tenantId} and i.id = d.id`,
  );
}

function* itemRows({ posting, customerIds }: Import): Generator<BulkValue[]> {
  for (const item of posting.items) {
    const { ref, issuedOn, dueOn, currency, amount, allocated } = item;
    yield [
      idOf(item.customerNumber, customerIds),
      ref.kind,
      ref.reference,
      referenceKey(ref.reference),
      issuedOn,
      dueOn,
      currency,
      amount,
      allocated,
      item.orderReference,
      item.aboutId,
    ];
  }
}

/** What a payer may still quote: new items that are open, and those whose order is known only now. */
function* openItemsOf({ posting, difference }: Import): Generator<ItemToFind> {
  for (const { ref, orderReference, amount, allocated } of posting.items)
    if (allocated < amount) yield { ...ref, orderReference };
  for (const { change, booked } of difference.items)
    if (booked && change?.orderReference)
      yield { ...booked.ref, orderReference: change.orderReference.to };
}

function* creditRows({ posting, customerIds }: Import): Generator<BulkValue[]> {
  for (const credit of posting.credits) {
    const { kind, reference, receivedOn, currency, amount, naturalKey, about } = credit;
    yield [
      idOf(credit.customerNumber, customerIds),
      kind,
      reference,
      receivedOn,
      currency,
      amount,
      posting.allocated.get(naturalKey) ?? 0n,
      naturalKey,
      about?.kind,
      about?.reference,
    ];
  }
}

function* allocationRows({ posting }: Import): Generator<BulkValue[]> {
  for (const { naturalKey, ref, currency, amount, on } of posting.allocations)
    yield [naturalKey, ref.kind, ref.reference, currency, amount, on];
}

function idOf(number: string, ids: ReadonlyMap<string, CustomerId>): CustomerId {
  const id = ids.get(number);
  assert(id !== undefined, 'an id for every customer of the file');
  return id;
}

/** Notes that the ledger was read today, also when nothing in it was new. */
export async function noteReading(ctx: Context): Promise<void> {
  await sql`
    insert into ledger_reading (tenant_id, read_on)
    values (${ctx.tenantId}, ${ctx.today}::date)
        on conflict (tenant_id) do update
       set read_on = greatest(ledger_reading.read_on, excluded.read_on)`.execute(ctx.db);
}
