import { assert } from '@goodterms/core/kernel/assert.ts';
import type { JournalId } from '@goodterms/core/kernel/id.ts';
import { finish, type Steps } from '@goodterms/core/kernel/steps.ts';
import type {
  LedgerPosting,
  PostedAllocation,
  PostedItem,
} from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import {
  firstMade,
  insertInTurn,
  meanwhile,
  withKeysJoined,
  type Insert,
} from '../platform/bulk.ts';
import { asTable, days, foreignTexts, integers, type Column } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { first, sql, type RawBuilder } from '../platform/database.ts';
import { among, takeIds, type Ids } from '../platform/taken-ids.ts';
import { insertKeys, keysOf } from './item-key.store.ts';
import { creditParts, itemParts, parts, type CustomerIds, type Part } from './posted-rows.store.ts';

export type PostingToInsert = {
  readonly journalId: JournalId;
  readonly customerIds: CustomerIds;
  /** Those of its items, from the first on, that are known before the rest. */
  readonly first: readonly PostedItem[];
  /** It has no more items than these. */
  readonly itemsMax: number;
  /** The whole; its steps are taken while the database inserts what is known. */
  readonly posting: Steps<LedgerPosting>;
};

/**
 * Inserts what a ledger file adds. New rows get ids that follow each other, so that what is added
 * names its like by place; only what was in the books before is looked up there. Customers are looked
 * up before; a statement joins what else it names, or holds a number against those that this
 * transaction has inserted, and must write as many rows as it was given: no row can name one that
 * is not there.
 */
export async function insertPosting(ctx: Context, work: PostingToInsert): Promise<void> {
  const now = await first<{ txid: bigint }>(
    ctx,
    sql`select pg_current_xact_id()::text::bigint as txid`,
  );
  await findCustomers(ctx, work.customerIds);
  const by = sql`${work.journalId}::bigint, ${now?.txid}::bigint`;
  const { customerIds } = work;
  const takingItems = takeIds(ctx, 'open_item_id_seq', work.itemsMax);
  const items = await meanwhile(takingItems, () =>
    firstMade(itemParts(work.first, 0, customerIds)),
  );
  const itemIds = await takingItems;
  await withKeysJoined(ctx, async () => {
    const debits = { by, customerIds, itemIds };
    const posting = await insertInTurn(ctx, insertsOfItems(ctx, debits, items, work));
    const takingCredits = takeIds(ctx, 'credit_item_id_seq', posting.credits.length);
    const credits = await meanwhile(takingCredits, () =>
      firstMade(creditParts(posting, itemIds, customerIds)),
    );
    const creditIds = await takingCredits;
    await insertInTurn(ctx, insertsOfCredits(ctx, { ...debits, posting, creditIds }, credits));
  });
}

/** Once for all rows that name them: a join would look for each customer as often as it is named. */
async function findCustomers(ctx: Context, customerIds: CustomerIds): Promise<void> {
  const ids = new Set(customerIds.values());
  const found = await first<{ count: number }>(
    ctx,
    sql`
    select count(*)::int as count from customer
     where tenant_id = ${ctx.tenantId} and id = any(${[...ids]}::bigint[])`,
  );
  assert(found?.count === ids.size, `${ids.size} customers, not ${found?.count}`);
}

type Debits = Pick<PostingToInsert, 'customerIds'> & {
  readonly by: RawBuilder<unknown>;
  readonly itemIds: Ids;
};

type Posting = Debits & { readonly posting: LedgerPosting; readonly creditIds: Ids };

/** What takes long to find is found while the database is busy with a whole part. */
function* insertsOfItems(
  ctx: Context,
  debits: Debits,
  known: Iterable<Part>,
  { first: { length }, itemsMax, posting: steps }: PostingToInsert,
): Generator<Insert, LedgerPosting> {
  let posting: LedgerPosting | undefined;
  for (const part of known) {
    yield insertItems(ctx, debits, part);
    posting ??= nextOf(steps);
  }
  posting ??= finish(steps);
  assert(posting.items.length <= itemsMax, 'an id for every item');
  for (const part of itemParts(posting.items.slice(length), length, debits.customerIds))
    yield insertItems(ctx, debits, part);
  return posting;
}

/** Takes one step; undefined when it was not the last. */
function nextOf(steps: Steps<LedgerPosting>): LedgerPosting | undefined {
  const step = steps.next();
  return step.done ? step.value : undefined;
}

function* insertsOfCredits(
  ctx: Context,
  work: Posting,
  credits: Iterable<Part>,
): Generator<Insert, void> {
  for (const part of credits) yield insertCredits(ctx, work, part);
  const { fresh, withBooks } = sharesIn(work.posting);
  const keys = keysOf(work.posting.items, work.itemIds);
  for (const [, some] of parts(fresh)) yield insertShares(ctx, work, some);
  if (withBooks.length > 0) yield insertSharesWithBooks(ctx, work, withBooks);
  if (keys.length > 0) yield insertKeys(ctx, work.itemIds, keys);
}

function insertItems(ctx: Context, { by, itemIds }: Debits, { table, rows }: Part): Insert {
  const statement = sql`
    insert into open_item (tenant_id, id, customer_id, kind, reference, reference_key, issued_on,
                           due_on, currency, amount, allocated, settled_at, order_ref, payment_ref, terms,
                           about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, ${itemIds.from}::bigint + s.place, s.customer_id, s.kind, s.reference,
           coalesce(s.reference_key, s.reference), s.issued_on, s.due_on, s.currency, s.amount,
           s.allocated, case when s.allocated = s.amount then clock_timestamp() end,
           s.order_ref, s.payment_ref, s.terms, s.about_item_id, ${by}
      from ${table} s`;
  return { statement, rows };
}

function insertCredits(
  ctx: Context,
  { by, itemIds, creditIds }: Posting,
  { table, rows }: Part,
): Insert {
  const statement = sql`
    insert into credit_item (tenant_id, id, customer_id, kind, reference, received_on, currency,
                             amount, allocated, natural_key, about_item_id, journal_id, txid)
           overriding system value
    select ${ctx.tenantId}::uuid, ${creditIds.from}::bigint + s.place, s.customer_id, s.kind, s.reference, s.received_on, s.currency,
           s.amount, s.allocated, s.natural_key,
           case when s.about_id is not null then s.about_id
                when s.about_reference is not null
                then (select i.id from open_item i
                       where i.tenant_id = ${ctx.tenantId} and i.reference_key = s.about_key
                         and i.reference = s.about_reference and i.kind = s.about_kind) end,
           ${by}
      from ${table} s
     where s.about_id is null or ${among('s.about_id', itemIds)}`;
  return { statement, rows };
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
