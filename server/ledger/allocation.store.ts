import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  JournalId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { Allocation } from '@goodterms/core/ledger/allocation.ts';
import type { CreditItem, CreditItemKind } from '@goodterms/core/ledger/credit-item.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import { withKeysKnown } from '../platform/bulk.ts';
import { asTable, days, foreignTexts, integers } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import { insertRows, type RowsOf } from '../platform/new-rows.ts';
import { CREDIT_ITEM_COLUMNS, toCreditItem, type CreditItemRow } from './credit-item.queries.ts';
import { byId, OPEN_ITEM_COLUMNS, type OpenItemRow } from './open-item.queries.ts';

/**
 * The only place that changes the counters of credits and items; a new payment that is matched as it
 * comes brings its own. Whoever comes here locks credits
 * first, then items, each sorted by id: with one order for all, nobody waits in a circle.
 */
export async function lockForAllocation(
  ctx: Context,
  creditIds: readonly CreditItemId[],
  itemIds: readonly OpenItemId[],
): Promise<{ credits: Map<CreditItemId, CreditItem>; items: Map<OpenItemId, OpenItem> }> {
  const credits = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.id = any(${list(creditIds)}::bigint[])
     order by c.id
       for no key update`,
  );
  const items = await rows<OpenItemRow>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.id = any(${list(itemIds)}::bigint[])
     order by i.id
       for no key update`,
  );
  return {
    credits: new Map(credits.map((row) => [row.id, toCreditItem(row)])),
    items: byId(items),
  };
}

/** The head of the group of each customer that has a parent; the others head their own. */
export async function groupsOf(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, CustomerId>> {
  const found = await rows<{ id: CustomerId; head: CustomerId }>(
    ctx,
    sql`
    with recursive ancestor as (
      select id, id as head, parent_id, 1 as distance
        from customer
       where tenant_id = ${ctx.tenantId} and id = any(${list(customerIds)}::bigint[])
         and parent_id is not null
      union all
      select a.id, c.id, c.parent_id, a.distance + 1
        from ancestor a
        join customer c on c.tenant_id = ${ctx.tenantId} and c.id = a.parent_id
       where a.distance < 20)
    select distinct on (id) id::text as id, head::text as head
      from ancestor order by id, distance desc`,
  );
  return new Map(found.map(({ id, head }) => [id, head]));
}

export type AllocationRow = {
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly currency: Currency;
  /** Negative for a reversal. */
  readonly amount: bigint;
  readonly allocatedOn: Day;
  readonly reversesId: AllocationId | undefined;
  readonly journalId: JournalId;
};

/**
 * Inserts allocations and moves the counters of what they name. The rows of the counters are locked
 * already. `settled_at` is the moment of the database. `counted` are credits whose counters came with
 * them.
 */
export async function insertAllocations(
  ctx: Context,
  drafts: readonly AllocationRow[],
  counted: { has(id: CreditItemId): boolean } = NOTHING_COUNTED,
): Promise<AllocationId[]> {
  const ids = await insertRows<AllocationId, AllocationRow>(ctx, ALLOCATIONS, drafts);
  const uncounted = drafts.filter(({ creditItemId }) => !counted.has(creditItemId));
  await withKeysKnown(ctx, drafts.length, async () => {
    if (uncounted.length > 0) await countCredits(ctx, uncounted);
    await countItems(ctx, drafts);
  });
  return ids;
}

const ALLOCATIONS: RowsOf<AllocationRow> = {
  table: 'allocation',
  columns: (drafts) => ({
    credit_item_id: integers(drafts.map((d) => d.creditItemId)),
    open_item_id: integers(drafts.map((d) => d.openItemId)),
    currency: foreignTexts(drafts.map((d) => d.currency)),
    amount: integers(drafts.map((d) => d.amount)),
    allocated_on: days(drafts.map((d) => d.allocatedOn)),
    reverses_id: integers(drafts.map((d) => d.reversesId)),
    journal_id: integers(drafts.map((d) => d.journalId)),
  }),
};

async function countCredits(ctx: Context, drafts: readonly AllocationRow[]): Promise<void> {
  const moved = asTable({
    id: integers(drafts.map((d) => d.creditItemId)),
    amount: integers(drafts.map((d) => d.amount)),
  });
  await sql`
    update credit_item c
       set allocated = c.allocated + d.amount
      from (select id, sum(amount)::bigint as amount from ${moved} moved group by id) d
     where c.tenant_id = ${ctx.tenantId} and c.id = d.id`.execute(ctx.db);
}

async function countItems(ctx: Context, drafts: readonly AllocationRow[]): Promise<void> {
  const moved = asTable({
    id: integers(drafts.map((d) => d.openItemId)),
    amount: integers(drafts.map((d) => d.amount)),
  });
  await sql`
    update open_item i
       set allocated = i.allocated + d.amount,
           settled_at = case when i.amount = i.allocated + d.amount then clock_timestamp() end
      from (select id, sum(amount)::bigint as amount from ${moved} moved group by id order by id) d
     where i.tenant_id = ${ctx.tenantId} and i.id = d.id`.execute(ctx.db);
}

const NOTHING_COUNTED = { has: () => false };

export type AllocationInBooks = Allocation & {
  readonly allocatedOn: Day;
  readonly customerId: CustomerId;
  readonly creditKind: CreditItemKind;
};

/** The allocations named, as they are now; `customerId` is the item's. */
export async function allocationsById(
  ctx: Context,
  ids: readonly AllocationId[],
): Promise<Map<AllocationId, AllocationInBooks>> {
  const found = await rows<
    Omit<AllocationInBooks, 'amount' | 'reversesId'> & {
      amount: bigint;
      currency: Currency;
      reversesId: AllocationId | null;
    }
  >(
    ctx,
    sql`
    select a.id::text as id, a.credit_item_id::text as "creditItemId",
           a.open_item_id::text as "openItemId", i.customer_id::text as "customerId",
           a.amount, a.currency, a.reverses_id::text as "reversesId",
           a.allocated_on as "allocatedOn", c.kind as "creditKind",
           exists (select from allocation r
                    where r.tenant_id = ${ctx.tenantId} and r.reverses_id = a.id) as "isReversed"
      from allocation a
      join open_item i on i.tenant_id = a.tenant_id and i.id = a.open_item_id
      join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
     where a.tenant_id = ${ctx.tenantId} and a.id = any(${list(ids)}::bigint[])
     order by a.id`,
  );
  return new Map(
    found.map(({ currency, ...row }) => [
      row.id,
      { ...row, amount: money(row.amount, currency), reversesId: row.reversesId ?? undefined },
    ]),
  );
}
