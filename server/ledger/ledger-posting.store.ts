import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { DocumentMap } from '@goodterms/core/ledger/document-map.ts';
import type { LedgerPosting } from '@goodterms/core/ledger/ledger-posting.ts';
import type { OpenItemKind } from '@goodterms/core/ledger/open-item.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { copyRows, withKeysJoined, type BulkValue } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { first, sql, type RawBuilder } from '../platform/database.ts';

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
      allocated bigint, order_ref text, terms text, about_item_id bigint) on commit drop`.execute(
    ctx.db,
  );
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
  const places = placesIn(work.posting);
  await copyRows(`staged_item (${ITEM_COLUMNS})`, itemRows(work));
  await copyRows(`staged_credit (${CREDIT_COLUMNS})`, creditRows(work, places));
  const named = { inBooks: false };
  await copyRows('staged_allocation', allocationRows(work, places, named));
  // Else PostgreSQL guesses that a place comes many times, and sorts what it could hash.
  await sql`analyze staged_item (place), staged_credit (place)`.execute(ctx.db);
  await withKeysJoined(ctx, () => insertStaged(ctx, work.journalId, named.inBooks));
  await sql`drop table staged_item, staged_credit, staged_allocation`.execute(ctx.db);
}

async function insertStaged(ctx: Context, journalId: JournalId, inBooks: boolean): Promise<void> {
  const now = await first<{ txid: bigint }>(
    ctx,
    sql`select pg_current_xact_id()::text::bigint as txid`,
  );
  const by = sql`${journalId}::bigint, ${now?.txid}::bigint`;
  await sql`
    insert into open_item (tenant_id, id, customer_id, kind, reference, reference_key, issued_on,
                           due_on, currency, amount, allocated, settled_at, order_ref, terms,
                           about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, s.id, c.id, s.kind, s.reference, s.reference_key, s.issued_on,
           s.due_on, s.currency, s.amount, s.allocated,
           case when s.allocated = s.amount then clock_timestamp() end,
           s.order_ref, s.terms, s.about_item_id, ${by}
      from staged_item s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id`.execute(ctx.db);
  await sql`
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
      left join staged_item a on a.place = s.about_place`.execute(ctx.db);
  await insertAllocationsFrom(
    ctx,
    by,
    sql`
    select c.id as credit_id, i.id as item_id, s.currency, s.amount, s.allocated_on
      from staged_allocation s
      join staged_credit c on c.place = s.credit_place
      join staged_item i on i.place = s.item_place`,
  );
  if (!inBooks) return;
  await insertAllocationsFrom(
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

async function insertAllocationsFrom(
  ctx: Context,
  by: RawBuilder<unknown>,
  staged: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on,
                            journal_id, txid)
    select ${ctx.tenantId}::uuid, credit_id, item_id, currency, amount, allocated_on, ${by}
      from (${staged}) as s`.execute(ctx.db);
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
  'place, customer_id, kind, reference, reference_key, issued_on, due_on, currency, amount, allocated, order_ref, terms, about_item_id';

function* itemRows({ posting, customerIds }: PostingToInsert): Generator<BulkValue[]> {
  let place = 0;
  for (const item of posting.items) {
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
    ];
  }
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
