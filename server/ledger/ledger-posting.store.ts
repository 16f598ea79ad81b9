import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { finish, type Steps } from '@goodterms/core/kernel/steps.ts';
import { itemKeysOf } from '@goodterms/core/ledger/item-keys.ts';
import type {
  LedgerPosting,
  PostedAllocation,
  PostedCredit,
  PostedItem,
} from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { insertInTurn, withKeysJoined, type Insert } from '../platform/bulk.ts';
import { asTable, days, foreignTexts, integers, type Column } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { first, sql, type RawBuilder } from '../platform/database.ts';
import { among, takeIds, type Ids } from '../platform/taken-ids.ts';

export type PostingToInsert = {
  readonly journalId: JournalId;
  /** Of every customer that the posting names, by number. */
  readonly customerIds: ReadonlyMap<string, CustomerId>;
  /** Those of its items, from the first on, that are known before the rest. */
  readonly first: readonly PostedItem[];
  /** It has no more items than these. */
  readonly itemsMax: number;
  /** The whole; its steps are taken while the database inserts what is known. */
  readonly posting: Steps<LedgerPosting>;
};

/**
 * Inserts what a ledger file adds. New rows get ids that follow each other, so that what is added
 * names its like by place; only what was in the books before is looked up there. A statement joins
 * what it names, or holds a number against those that this transaction has inserted, and every
 * statement must write as many rows as it was given: no row can name one that is not there.
 */
export async function insertPosting(ctx: Context, work: PostingToInsert): Promise<void> {
  const now = await first<{ txid: bigint }>(
    ctx,
    sql`select pg_current_xact_id()::text::bigint as txid`,
  );
  const debits = {
    by: sql`${work.journalId}::bigint, ${now?.txid}::bigint`,
    customerIds: work.customerIds,
    itemIds: await takeIds(ctx, 'open_item_id_seq', work.itemsMax),
  };
  await withKeysJoined(ctx, async () => {
    const posting = await insertInTurn(ctx, insertsOfItems(ctx, debits, work));
    const creditIds = await takeIds(ctx, 'credit_item_id_seq', posting.credits.length);
    await insertInTurn(ctx, insertsOfCredits(ctx, { ...debits, posting, creditIds }));
  });
}

type Debits = Pick<PostingToInsert, 'customerIds'> & {
  readonly by: RawBuilder<unknown>;
  readonly itemIds: Ids;
};

type Posting = Debits & { readonly posting: LedgerPosting; readonly creditIds: Ids };

/** So many that a statement is worth its while, and few enough that the first begins soon. */
const ROWS_AT_ONCE = 50_000;

/** What takes long to find is found while the database is busy with a whole part. */
function* insertsOfItems(
  ctx: Context,
  debits: Debits,
  { first: known, posting: steps }: PostingToInsert,
): Generator<Insert, LedgerPosting> {
  let posting: LedgerPosting | undefined;
  for (const [at, some] of parts(known)) {
    yield insertItems(ctx, debits, some, at);
    posting ??= nextOf(steps);
  }
  posting ??= finish(steps);
  const later = posting.items.slice(known.length);
  for (const [at, some] of parts(later)) yield insertItems(ctx, debits, some, known.length + at);
  return posting;
}

/** Takes one step; undefined when it was not the last. */
function nextOf(steps: Steps<LedgerPosting>): LedgerPosting | undefined {
  const step = steps.next();
  return step.done ? step.value : undefined;
}

function* insertsOfCredits(ctx: Context, work: Posting): Generator<Insert, void> {
  const { credits } = work.posting;
  const { fresh, withBooks } = sharesIn(work.posting);
  for (const [at, some] of parts(credits)) yield insertCredits(ctx, work, some, at);
  const keys = keysOf(work);
  for (const [, some] of parts(fresh)) yield insertShares(ctx, work, some);
  if (withBooks.length > 0) yield insertSharesWithBooks(ctx, work, withBooks);
  if (keys.length > 0) yield insertKeys(ctx, work, keys);
}

/** Of about the same size, so that no statement ends before the next one is written. */
function* parts<Row>(rows: readonly Row[]): Generator<[number, readonly Row[]]> {
  const size = Math.ceil(rows.length / Math.ceil(rows.length / ROWS_AT_ONCE));
  for (let at = 0; at < rows.length; at += size) yield [at, rows.slice(at, at + size)];
}

function insertItems(
  ctx: Context,
  { by, itemIds, customerIds }: Debits,
  some: readonly PostedItem[],
  at: number,
): Insert {
  const from = itemIds.from + at;
  const keys = some.map(({ ref }) => referenceKey(ref.reference));
  const table = asTable({
    id: integers(some.map((_, i) => from + i)),
    customer_id: integers(some.map((item) => idOf(item.customerNumber, customerIds))),
    kind: foreignTexts(some.map(({ ref }) => ref.kind)),
    reference: foreignTexts(some.map(({ ref }) => ref.reference)),
    reference_key: foreignTexts(some.map(({ ref }, i) => unlike(keys[i], ref.reference))),
    issued_on: days(some.map(({ issuedOn }) => issuedOn)),
    due_on: days(some.map(({ dueOn }) => dueOn)),
    currency: foreignTexts(some.map(({ currency }) => currency)),
    amount: integers(some.map(({ amount }) => amount)),
    allocated: integers(some.map(({ allocated }) => allocated)),
    order_ref: foreignTexts(some.map(({ orderReference }) => orderReference)),
    terms: foreignTexts(some.map(({ terms }) => terms)),
    about_item_id: integers(some.map(({ aboutId }) => aboutId)),
  });
  const statement = sql`
    insert into open_item (tenant_id, id, customer_id, kind, reference, reference_key, issued_on,
                           due_on, currency, amount, allocated, settled_at, order_ref, terms,
                           about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, s.id, c.id, s.kind, s.reference,
           coalesce(s.reference_key, s.reference), s.issued_on, s.due_on, s.currency, s.amount,
           s.allocated, case when s.allocated = s.amount then clock_timestamp() end,
           s.order_ref, s.terms, s.about_item_id, ${by}
      from ${table} s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id`;
  return { statement, rows: some.length };
}

/** Most references are their own keys, and need not travel twice. */
function unlike(key: string | undefined, reference: string): string | undefined {
  return key === reference ? undefined : key;
}

function insertCredits(
  ctx: Context,
  { by, posting, itemIds, creditIds, customerIds }: Posting,
  some: readonly PostedCredit[],
  at: number,
): Insert {
  const from = creditIds.from + at;
  const about = some.map((credit) => {
    const place = credit.about?.place;
    return {
      id: place === undefined ? undefined : itemIds.from + place,
      inBooks: place === undefined ? credit.about?.ref : undefined,
    };
  });
  const table = asTable({
    id: integers(some.map((_, i) => from + i)),
    customer_id: integers(some.map((credit) => idOf(credit.customerNumber, customerIds))),
    kind: foreignTexts(some.map(({ kind }) => kind)),
    reference: foreignTexts(some.map(({ reference }) => reference)),
    received_on: days(some.map(({ receivedOn }) => receivedOn)),
    currency: foreignTexts(some.map(({ currency }) => currency)),
    amount: integers(some.map(({ amount }) => amount)),
    allocated: integers(posting.allocated.slice(at, at + some.length)),
    natural_key: foreignTexts(some.map(({ naturalKey }) => naturalKey)),
    about_id: integers(about.map(({ id }) => id)),
    about_kind: foreignTexts(about.map(({ inBooks }) => inBooks?.kind)),
    about_reference: foreignTexts(about.map(({ inBooks }) => inBooks?.reference)),
    about_key: foreignTexts(about.map(({ inBooks }) => inBooks && referenceKey(inBooks.reference))),
  });
  const statement = sql`
    insert into credit_item (tenant_id, id, customer_id, kind, reference, received_on, currency,
                             amount, allocated, natural_key, about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, s.id, c.id, s.kind, s.reference, s.received_on, s.currency,
           s.amount, s.allocated, s.natural_key,
           case when s.about_id is not null then s.about_id
                when s.about_reference is not null
                then (select i.id from open_item i
                       where i.tenant_id = ${ctx.tenantId} and i.reference_key = s.about_key
                         and i.reference = s.about_reference and i.kind = s.about_kind) end,
           ${by}
      from ${table} s
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id
     where s.about_id is null or ${among('s.about_id', itemIds)}`;
  return { statement, rows: some.length };
}

/** Those of which both ends are new, and those that name something of the books. */
function sharesIn({ allocations }: LedgerPosting) {
  const fresh: PostedAllocation[] = [];
  const withBooks: PostedAllocation[] = [];
  for (const share of allocations) {
    const isFresh = share.credit.place !== undefined && share.item.place !== undefined;
    (isFresh ? fresh : withBooks).push(share);
  }
  return { fresh, withBooks };
}

function insertShares(
  ctx: Context,
  { by, itemIds, creditIds }: Posting,
  some: readonly PostedAllocation[],
): Insert {
  const statement = sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on,
                            journal_id, txid)
    select ${ctx.tenantId}::uuid, s.credit_id, s.item_id, s.currency, s.amount, s.allocated_on, ${by}
      from ${asTable(shareColumns(some, itemIds, creditIds))} s
     where ${among('s.credit_id', creditIds)} and ${among('s.item_id', itemIds)}`;
  return { statement, rows: some.length };
}

function shareColumns(
  some: readonly PostedAllocation[],
  itemIds: Ids,
  creditIds: Ids,
): Record<string, Column> {
  return {
    item_id: integers(some.map(({ item }) => idAt(item.place, itemIds))),
    credit_id: integers(some.map(({ credit }) => idAt(credit.place, creditIds))),
    currency: foreignTexts(some.map(({ currency }) => currency)),
    amount: integers(some.map(({ amount }) => amount)),
    allocated_on: days(some.map(({ on }) => on)),
  };
}

function idAt(place: number | undefined, ids: Ids): number | undefined {
  return place === undefined ? undefined : ids.from + place;
}

/** Those that name a credit or an item that was in the books before. */
function insertSharesWithBooks(
  ctx: Context,
  { by, itemIds, creditIds }: Posting,
  some: readonly PostedAllocation[],
): Insert {
  const refs = some.map(({ item }) => (item.place === undefined ? item.ref : undefined));
  const table = asTable({
    ...shareColumns(some, itemIds, creditIds),
    natural_key: foreignTexts(some.map(({ credit }) => credit.naturalKey)),
    kind: foreignTexts(refs.map((ref) => ref?.kind)),
    reference: foreignTexts(refs.map((ref) => ref?.reference)),
    reference_key: foreignTexts(refs.map((ref) => ref && referenceKey(ref.reference))),
  });
  const statement = sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on,
                            journal_id, txid)
    select ${ctx.tenantId}::uuid, coalesce(s.credit_id, c.id), coalesce(s.item_id, i.id),
           s.currency, s.amount, s.allocated_on, ${by}
      from ${table} s
      left join credit_item c
        on s.credit_id is null and c.tenant_id = ${ctx.tenantId} and c.natural_key = s.natural_key
      left join open_item i
        on s.item_id is null and i.tenant_id = ${ctx.tenantId}
       and i.reference_key = s.reference_key and i.reference = s.reference and i.kind = s.kind
     where (s.credit_id is null or ${among('s.credit_id', creditIds)})
       and (s.item_id is null or ${among('s.item_id', itemIds)})`;
  return { statement, rows: some.length };
}

type Key = { readonly key: string; readonly id: number };

/** Only of what is open: a payer who quotes an item settled long ago writes its whole reference. */
function keysOf({ posting: { items }, itemIds }: Posting): Key[] {
  const keys: Key[] = [];
  for (const [at, { ref, orderReference, allocated, amount }] of items.entries()) {
    if (allocated >= amount) continue;
    const id = itemIds.from + at;
    for (const key of itemKeysOf(ref.reference, orderReference)) keys.push({ key, id });
  }
  return keys;
}

/** What a payer may quote of the new items; keys that follow each other go beside each other. */
function insertKeys(ctx: Context, { itemIds }: Posting, keys: readonly Key[]): Insert {
  const table = asTable({
    id: integers(keys.map(({ id }) => id)),
    key: foreignTexts(keys.map(({ key }) => key)),
  });
  const statement = sql`
    insert into open_item_key (tenant_id, key, open_item_id)
    select ${ctx.tenantId}::uuid, k.key, k.id
      from ${table} k
     where ${among('k.id', itemIds)}
     order by k.key collate "C", k.id`;
  return { statement, rows: keys.length };
}

function idOf(number: string, ids: ReadonlyMap<string, CustomerId>): CustomerId {
  const id = ids.get(number);
  assert(id !== undefined, 'an id for every customer of the file');
  return id;
}
