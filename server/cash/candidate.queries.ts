import type {
  Candidates,
  MatchableCreditNote,
  MatchableItem,
  PossiblePayer,
} from '@goodterms/core/cash/candidates.ts';
import { ALIKE_AT_MOST, KEY_TOO_COMMON } from '@goodterms/core/cash/wanted-keys.ts';
import type { CreditItemId, CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import { cashDiscounts } from '@goodterms/core/ledger/cash-discount.ts';
import {
  CREDIT_ITEM_COLUMNS,
  toCreditItem,
  type CreditItemRow,
} from '../ledger/credit-item.queries.ts';
import { OPEN_ITEM_COLUMNS, toOpenItem, type OpenItemRow } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql, type RawBuilder } from '../platform/database.ts';
import { rowsByHashing, rowsByIndex } from '../platform/planner.ts';

/** An item that a line may mean, and whose it is. */
export type ItemMeant = { readonly id: OpenItemId; readonly customerId: CustomerId };

type ItemRow = OpenItemRow & {
  readonly orderReference: string | null;
  readonly structuredReference: string | null;
  readonly terms: string | null;
};
type KeyedRow = ItemMeant & { readonly key: string };

const ITEM_COLUMNS = sql`${OPEN_ITEM_COLUMNS}, i.order_ref as "orderReference",
           i.payment_ref as "structuredReference", i.terms`;

function toItem(row: ItemRow): MatchableItem {
  const { orderReference, structuredReference, terms, ...item } = row;
  return {
    ...toOpenItem(item),
    orderReference: orderReference ?? undefined,
    structuredReference: structuredReference ?? undefined,
    discounts: terms === null ? [] : cashDiscounts(terms, item.issuedOn),
  };
}

/** For fewer keys an index is quicker than a hash table. */
const MANY = 500;
/** Items are many and wide: to read them all once pays only for so many keys. */
const VERY_MANY = 20_000;

/** Items with these whole references, settled ones too. A key of very many says nothing. */
export async function itemsByReference(
  ctx: Context,
  references: ReadonlySet<string>,
): Promise<ItemMeant[]> {
  const found = sql`
    select id, customer_id
      from open_item
     where tenant_id = ${ctx.tenantId} and reference_key = wanted.key
     limit ${KEY_TOO_COMMON + 1}`;
  const all = sql`
    select wanted.key, i.id, i.customer_id
      from unnest(${list([...references])}::text[]) as wanted (key)
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference_key = wanted.key`;
  return byKeys(ctx, references, found, all);
}

/** Items that have one of these numbers, or were ordered under one of them. */
export async function itemsByNumber(
  ctx: Context,
  numbers: ReadonlySet<string>,
): Promise<ItemMeant[]> {
  const found = sql`
    select i.id, i.customer_id
      from (select open_item_id from open_item_key
             where tenant_id = ${ctx.tenantId} and key = wanted.key
             limit ${KEY_TOO_COMMON + 1}) k
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = k.open_item_id`;
  const all = sql`
    select k.key, i.id, i.customer_id
      from (select h.key, h.open_item_id, count(*) over (partition by h.key) as holders
              from unnest(${list([...numbers])}::text[]) as wanted (key)
              join open_item_key h on h.tenant_id = ${ctx.tenantId} and h.key = wanted.key) k
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = k.open_item_id
     where k.holders <= ${KEY_TOO_COMMON}::int`;
  return byKeys(ctx, numbers, found, all);
}

/**
 * `found` looks `wanted.key` up, `all` joins all keys at once. As one list to compare with, they would
 * be looked through by the planner as well.
 */
async function byKeys(
  ctx: Context,
  keys: ReadonlySet<string>,
  found: RawBuilder<unknown>,
  all: RawBuilder<unknown>,
): Promise<ItemMeant[]> {
  if (keys.size === 0) return [];
  const keyed =
    keys.size > VERY_MANY
      ? await rowsByHashing<KeyedRow>(
          ctx,
          sql`select key, id::text as id, customer_id::text as "customerId" from (${all}) i`,
        )
      : await rowsByIndex<KeyedRow>(
          ctx,
          sql`
          select wanted.key, i.id::text as id, i.customer_id::text as "customerId"
            from unnest(${list([...keys])}::text[]) as wanted (key)
           cross join lateral (${found}) i`,
        );
  const counts = new Map<string, number>();
  for (const { key } of keyed) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keyed.filter(({ key }) => (counts.get(key) ?? 0) <= KEY_TOO_COMMON);
}

export async function openItemsOfCustomers(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<MatchableItem[]> {
  if (customerIds.length === 0) return [];
  const found = await rows<ItemRow>(
    ctx,
    sql`
    select ${ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.customer_id = any(${list(customerIds)}::bigint[])
       and i.open_amount > 0`,
  );
  return found.map(toItem);
}

/** A few open items of exactly each amount. */
export async function itemsOfAmounts(
  ctx: Context,
  amounts: readonly Money[],
): Promise<ItemMeant[]> {
  if (amounts.length === 0) return [];
  return rows<ItemMeant>(
    ctx,
    sql`
    select i.id::text as id, i.customer_id::text as "customerId"
      from unnest(${list(amounts.map(({ minor }) => minor))}::bigint[],
                  ${list(amounts.map(({ currency }) => currency))}::text[])
           as paid (amount, currency)
     cross join lateral (
           select i.id, i.customer_id
             from open_item i
            where i.tenant_id = ${ctx.tenantId} and i.open_amount > 0
              and i.open_amount = paid.amount and i.currency = paid.currency
            order by i.customer_id, i.id
            limit ${ALIKE_AT_MOST}) i`,
  );
}

/** These items and credit notes, whatever is left of them. */
export async function itemsById(ctx: Context, ids: Iterable<OpenItemId>): Promise<MatchableItem[]> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return [];
  const found = await rows<ItemRow>(
    ctx,
    sql`
    select ${ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.id = any(${list(wanted)}::bigint[])`,
  );
  return found.map(toItem);
}

/** What is left of the customers' credit notes, and these ones although they are used up. */
export async function creditNotesOf(
  ctx: Context,
  customerIds: readonly CustomerId[],
  also: Iterable<CreditItemId>,
): Promise<MatchableCreditNote[]> {
  if (customerIds.length === 0) return [];
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.kind = 'credit_note'
       and (c.customer_id = any(${list(customerIds)}::bigint[]) and c.unallocated > 0
            or c.id = any(${list([...also])}::bigint[]))
     order by c.received_on, c.id`,
  );
  return found.map(toCreditItem);
}

/** Customers whose names have these keys, as `customer_name_key` knows them. */
export async function customersByNameKey(
  ctx: Context,
  keys: Iterable<string>,
): Promise<CustomerId[]> {
  const wanted = [...keys];
  if (wanted.length === 0) return [];
  const read = wanted.length > MANY ? rowsByHashing<{ id: CustomerId }> : rows<{ id: CustomerId }>;
  const found = await read(
    ctx,
    sql`
    select distinct customer_id::text as id
      from (select k.customer_id, count(*) over (partition by k.key) as bearers
              from unnest(${list(wanted)}::text[]) as wanted (key)
              join customer_name_key k on k.tenant_id = ${ctx.tenantId} and k.key = wanted.key) named
     where bearers <= ${KEY_TOO_COMMON}::int`,
  );
  return found.map(({ id }) => id);
}

/** These customers with everybody of their groups. */
export async function payersWithGroups(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<PossiblePayer[]> {
  if (customerIds.length === 0) return [];
  return rows<PossiblePayer>(
    ctx,
    sql`
    with recursive above as (
      select id, id as head, parent_id, 1 as distance
        from customer
       where tenant_id = ${ctx.tenantId} and id = any(${list(customerIds)}::bigint[])
      union all
      select a.id, c.id, c.parent_id, a.distance + 1
        from above a
        join customer c on c.tenant_id = ${ctx.tenantId} and c.id = a.parent_id
       where a.distance < 20),
    top as (
      select distinct on (id) id, head from above order by id, distance desc),
    member as (
      select distinct head as id, head, 1 as distance from top
      union all
      select c.id, m.head, m.distance + 1
        from member m
        join customer c on c.tenant_id = ${ctx.tenantId} and c.parent_id = m.id
       where m.distance < 20)
    select distinct on (c.id) c.id::text as id, c.name, c.number, m.head::text as "groupId"
      from member m
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = m.id
     order by c.id, m.distance`,
  );
}

export function candidatesOf(
  items: Iterable<MatchableItem>,
  creditNotes: readonly MatchableCreditNote[],
  customers: readonly PossiblePayer[],
): Candidates {
  return {
    items: [...new Map([...items].map((item) => [item.id, item])).values()],
    creditNotes,
    customers,
  };
}
