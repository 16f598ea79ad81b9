import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { DocumentMap } from '@goodterms/core/ledger/document-map.ts';
import { itemKeysOf } from '@goodterms/core/ledger/item-keys.ts';
import type { LedgerPosting } from '@goodterms/core/ledger/ledger-posting.ts';
import type { OpenItemKind } from '@goodterms/core/ledger/open-item.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { loadInTurn, withKeysJoined, type BulkValue, type LoadStep } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { first, list, sql, type RawBuilder } from '../platform/database.ts';

export type PostingToInsert = {
  readonly posting: LedgerPosting;
  readonly journalId: JournalId;
  /** Of every customer that the posting names, by number. */
  readonly customerIds: ReadonlyMap<string, CustomerId>;
};

/**
 * Inserts what a ledger file adds: staged by COPY, then a statement for each table. Staged rows get
 * their ids at once and are numbered from one, so that what is added names its like by number and
 * only what was in the books before is looked up there.
 */
export async function insertPosting(ctx: Context, work: PostingToInsert): Promise<void> {
  await sql`
    create temp table staged_item (
      id bigint default nextval('open_item_id_seq'), place int,
      customer_id bigint, kind text collate "C", reference text collate "C",
      reference_key text collate "C", issued_on date, due_on date, currency text, amount bigint,
      allocated bigint, order_ref text, terms text, about_item_id bigint, keys text[])
      on commit drop`.execute(ctx.db);
  await sql`
    create temp table staged_credit (
      id bigint default nextval('credit_item_id_seq'), place int,
      customer_id bigint, kind text collate "C", reference text, received_on date, currency text,
      amount bigint, allocated bigint, natural_key text collate "C", about_place int,
      about_kind text collate "C", about_reference text collate "C", about_key text collate "C")
      on commit drop`.execute(ctx.db);
  await sql`
    create temp table staged_allocation (
      credit_place int, natural_key text collate "C", item_place int, kind text collate "C",
      reference text collate "C", reference_key text collate "C", currency text, amount bigint,
      allocated_on date) on commit drop`.execute(ctx.db);
  const now = await first<{ txid: bigint }>(
    ctx,
    sql`select pg_current_xact_id()::text::bigint as txid`,
  );
  const by = sql`${work.journalId}::bigint, ${now?.txid}::bigint`;
  await withKeysJoined(ctx, () => loadStaged(ctx, work, by));
  await sql`drop table staged_item, staged_credit, staged_allocation`.execute(ctx.db);
}

async function loadStaged(
  ctx: Context,
  work: PostingToInsert,
  by: RawBuilder<unknown>,
): Promise<void> {
  const { items, credits, allocations } = work.posting;
  let places: Places | undefined;
  const placesNow = () => (places ??= placesIn(work.posting));
  const named = { inBooks: false };
  const steps: LoadStep[] = [];
  for (let from = 0; from < items.length; from += ITEMS_AT_ONCE)
    steps.push({
      target: `staged_item (${ITEM_COLUMNS})`,
      rows: () => itemRows(work, from),
      insert: insertItems(ctx, by, from),
    });
  // Else PostgreSQL guesses that a place comes many times, and sorts what it could hash.
  if (credits.length > 0)
    steps.push({
      target: `staged_credit (${CREDIT_COLUMNS})`,
      rows: () => creditRows(work, placesNow()),
      analyze: sql`analyze staged_item (place), staged_credit (place)`,
      insert: insertCredits(ctx, by),
    });
  if (allocations.length > 0)
    steps.push({
      target: 'staged_allocation',
      rows: () => allocationRows(work, placesNow(), named),
      insert: insertAllocationsOfStaged(ctx, by),
    });
  await loadInTurn(ctx, steps);
  if (named.inBooks) await insertAllocationsWithBooks(ctx, by).execute(ctx.db);
  await insertKeys(ctx).execute(ctx.db);
}

/** So many that a statement is worth its while, and few enough that the first begins soon. */
const ITEMS_AT_ONCE = 50_000;

function insertItems(ctx: Context, by: RawBuilder<unknown>, from: number): RawBuilder<unknown> {
  return sql`
    insert into open_item (tenant_id, id, customer_id, kind, reference, reference_key, issued_on,
                           due_on, currency, amount, allocated, settled_at, order_ref, terms,
                           about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, s.id, c.id, s.kind, s.reference, s.reference_key, s.issued_on,
           s.due_on, s.currency, s.amount, s.allocated,
           case when s.allocated = s.amount then clock_timestamp() end,
           s.order_ref, s.terms, s.about_item_id, ${by}
      from staged_item s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id
     where s.place > ${from}`;
}

function insertCredits(ctx: Context, by: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    insert into credit_item (tenant_id, id, customer_id, kind, reference, received_on, currency,
                             amount, allocated, natural_key, about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, s.id, c.id, s.kind, s.reference, s.received_on, s.currency,
           s.amount, s.allocated, s.natural_key,
           case when s.about_place is not null then a.id
                when s.about_reference is not null
                then (select i.id from open_item i
                       where i.tenant_id = ${ctx.tenantId} and i.reference_key = s.about_key
                         and i.reference = s.about_reference and i.kind = s.about_kind) end,
           ${by}
      from staged_credit s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id
      left join staged_item a on a.place = s.about_place`;
}

function insertAllocationsOfStaged(ctx: Context, by: RawBuilder<unknown>): RawBuilder<unknown> {
  return insertAllocationsFrom(
    ctx,
    by,
    sql`
    select c.id as credit_id, i.id as item_id, s.currency, s.amount, s.allocated_on
      from staged_allocation s
      join staged_credit c on c.place = s.credit_place
      join staged_item i on i.place = s.item_place`,
  );
}

/** Those that name a credit or an item that was in the books before. */
function insertAllocationsWithBooks(ctx: Context, by: RawBuilder<unknown>): RawBuilder<unknown> {
  return insertAllocationsFrom(
    ctx,
    by,
    sql`
    select coalesce(sc.id, c.id) as credit_id, coalesce(si.id, i.id) as item_id,
           s.currency, s.amount, s.allocated_on
      from staged_allocation s
      left join staged_credit sc on sc.place = s.credit_place
      left join staged_item si on si.place = s.item_place
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.natural_key = s.natural_key
      left join open_item i
        on i.tenant_id = ${ctx.tenantId} and i.reference_key = s.reference_key
       and i.reference = s.reference and i.kind = s.kind
     where s.credit_place is null or s.item_place is null`,
  );
}

function insertAllocationsFrom(
  ctx: Context,
  by: RawBuilder<unknown>,
  staged: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on,
                            journal_id, txid)
    select ${ctx.tenantId}::uuid, credit_id, item_id, currency, amount, allocated_on, ${by}
      from (${staged}) as s`;
}

/** What a payer may quote of the new items; keys that follow each other go beside each other. */
function insertKeys(ctx: Context): RawBuilder<unknown> {
  return sql`
    insert into open_item_key (tenant_id, key, open_item_id)
    select ${ctx.tenantId}::uuid, k.key, s.id
      from staged_item s
     cross join unnest(s.keys) as k (key)
     order by k.key collate "C", s.id`;
}

type Places = {
  readonly items: DocumentMap<OpenItemKind, number>;
  readonly credits: ReadonlyMap<string, number>;
};

function placesIn({ items, credits }: LedgerPosting): Places {
  const ofItems = new DocumentMap<OpenItemKind, number>();
  for (const [at, { ref }] of items.entries()) ofItems.set(ref, at + 1);
  const ofCredits = new Map<string, number>();
  for (const [at, { naturalKey }] of credits.entries()) ofCredits.set(naturalKey, at + 1);
  return { items: ofItems, credits: ofCredits };
}

const ITEM_COLUMNS =
  'place, customer_id, kind, reference, reference_key, issued_on, due_on, currency, amount, allocated, order_ref, terms, about_item_id, keys';

function* itemRows(
  { posting, customerIds }: PostingToInsert,
  from: number,
): Generator<BulkValue[]> {
  let place = from;
  for (const item of posting.items.slice(from, from + ITEMS_AT_ONCE)) {
    const { ref, issuedOn, dueOn, currency, amount, allocated } = item;
    place += 1;
    yield [
      place,
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
      item.terms,
      item.aboutId,
      allocated < amount ? keysWritten(ref.reference, item.orderReference) : undefined,
    ];
  }
}

/** Only of what is open: a payer who quotes an item settled long ago writes its whole reference. */
function keysWritten(reference: string, orderReference: string | undefined): string | undefined {
  const keys = itemKeysOf(reference, orderReference);
  return keys.length === 0 ? undefined : list(keys);
}

const CREDIT_COLUMNS =
  'place, customer_id, kind, reference, received_on, currency, amount, allocated, natural_key, about_place, about_kind, about_reference, about_key';

function* creditRows(
  { posting, customerIds }: PostingToInsert,
  { items }: Places,
): Generator<BulkValue[]> {
  let place = 0;
  for (const credit of posting.credits) {
    const { kind, reference, receivedOn, currency, amount, naturalKey, about } = credit;
    const aboutPlace = about && items.get(about);
    const inBooks = aboutPlace === undefined ? about : undefined;
    place += 1;
    yield [
      place,
      idOf(credit.customerNumber, customerIds),
      kind,
      reference,
      receivedOn,
      currency,
      amount,
      posting.allocated.get(naturalKey) ?? 0n,
      naturalKey,
      aboutPlace,
      inBooks?.kind,
      inBooks?.reference,
      inBooks && referenceKey(inBooks.reference),
    ];
  }
}

/** `named` learns whether any row names a credit or an item that was in the books before. */
function* allocationRows(
  { posting }: PostingToInsert,
  { items, credits }: Places,
  named: { inBooks: boolean },
): Generator<BulkValue[]> {
  for (const { naturalKey, ref, currency, amount, on } of posting.allocations) {
    const credit = credits.get(naturalKey);
    const item = items.get(ref);
    if (credit === undefined || item === undefined) named.inBooks = true;
    const booked = item === undefined ? ref : undefined;
    yield [
      credit,
      credit === undefined ? naturalKey : undefined,
      item,
      booked?.kind,
      booked?.reference,
      booked && referenceKey(booked.reference),
      currency,
      amount,
      on,
    ];
  }
}

function idOf(number: string, ids: ReadonlyMap<string, CustomerId>): CustomerId {
  const id = ids.get(number);
  assert(id !== undefined, 'an id for every customer of the file');
  return id;
}
