import {
  amountKey,
  type Candidates,
  type LineToMatch,
  type PossiblePayer,
} from '@goodterms/core/cash/matching-books.ts';
import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { SHORT_KEY_LENGTH } from '@goodterms/core/cash/quoted-reference.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import {
  CREDIT_ITEM_COLUMNS,
  toCreditItem,
  type CreditItemRow,
} from '../ledger/credit-item.queries.ts';
import { OPEN_ITEM_COLUMNS, toOpenItem, type OpenItemRow } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';

/**
 * Everything that any of the lines may pay, for all of them at once: the number of queries does
 * not grow with the number of lines. `released` is settled by now and will be open again when the
 * lines are decided.
 */
export async function candidatesFor(
  ctx: Context,
  lines: readonly LineToMatch[],
  released: readonly MatchShare[] = [],
): Promise<Candidates> {
  const quoted = await itemsByKey(ctx, keysOf(lines));
  const accounts = await payersByAccount(ctx, lines);
  const named = await customerIdsByName(ctx, lines);
  const customerIds = [
    ...new Set([
      ...quoted.map((item) => item.customerId),
      ...accounts.map(({ customerId }) => customerId),
      ...named,
    ]),
  ];
  const theirs = await openItemsOf(ctx, customerIds);
  const reopened = await itemsReleased(ctx, released);
  const items = new Map([...quoted, ...theirs, ...reopened].map((item) => [item.id, item]));
  const alike = await itemsByAmount(ctx, unexplained(lines, quoted, accounts), items);
  for (const item of alike) items.set(item.id, item);
  return {
    items: [...items.values()],
    creditNotes: await creditNotesOf(ctx, customerIds, released),
    customers: await possiblePayers(ctx, [
      ...new Set([...customerIds, ...[...reopened, ...alike].map((item) => item.customerId)]),
    ]),
    accounts,
  };
}

function keysOf(lines: readonly LineToMatch[]): string[] {
  const keys = new Set<string>();
  for (const { texts } of lines)
    for (const { quoted } of texts)
      for (const { key } of quoted) if (key.length >= SHORT_KEY_LENGTH) keys.add(key);
  return [...keys];
}

async function itemsByKey(ctx: Context, keys: readonly string[]): Promise<OpenItem[]> {
  if (keys.length === 0) return [];
  const found = await rows<OpenItemRow>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}
      from unnest(${list(keys)}::text[]) as quoted (key)
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference_key = quoted.key`,
  );
  return found.map(toOpenItem);
}

async function payersByAccount(ctx: Context, lines: readonly LineToMatch[]) {
  const accounts = [...new Set(lines.flatMap(({ payerAccount }) => payerAccount ?? []))];
  if (accounts.length === 0) return [];
  return rows<{ account: string; customerId: CustomerId }>(
    ctx,
    sql`
    select account, customer_id::text as "customerId"
      from customer_bank_account
     where tenant_id = ${ctx.tenantId} and account = any(${list(accounts)}::text[])
     order by account, customer_id`,
  );
}

/** The customers who have paid from this account before. */
export async function payersOf(ctx: Context, account: string): Promise<CustomerId[]> {
  const found = await rows<{ customerId: CustomerId }>(
    ctx,
    sql`
    select customer_id::text as "customerId"
      from customer_bank_account
     where tenant_id = ${ctx.tenantId} and account = ${account}
     order by customer_id`,
  );
  return found.map(({ customerId }) => customerId);
}

/** The names of customers, for lines that name them. */
export async function customerNames(
  ctx: Context,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, string>> {
  const payers = await possiblePayers(ctx, ids);
  return new Map(payers.map(({ id, name }) => [id, name]));
}

export async function customerIsHere(ctx: Context, id: CustomerId): Promise<boolean> {
  return (await possiblePayers(ctx, [id])).length === 1;
}

async function customerIdsByName(
  ctx: Context,
  lines: readonly LineToMatch[],
): Promise<CustomerId[]> {
  const names = [
    ...new Set(lines.flatMap(({ payerNames }) => payerNames.map((name) => name.toLowerCase()))),
  ];
  if (names.length === 0) return [];
  const found = await rows<{ id: CustomerId }>(
    ctx,
    sql`
    select c.id::text as id
      from unnest(${list(names)}::text[]) as payer (name)
      join customer c on c.tenant_id = ${ctx.tenantId} and lower(c.name) = payer.name`,
  );
  return found.map(({ id }) => id);
}

async function openItemsOf(ctx: Context, customerIds: readonly CustomerId[]): Promise<OpenItem[]> {
  if (customerIds.length === 0) return [];
  const found = await rows<OpenItemRow>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.customer_id = any(${list(customerIds)}::bigint[])
       and i.open_amount > 0`,
  );
  return found.map(toOpenItem);
}

async function itemsReleased(ctx: Context, released: readonly MatchShare[]): Promise<OpenItem[]> {
  if (released.length === 0) return [];
  const ids = [...new Set(released.map(({ openItemId }) => openItemId))];
  const found = await rows<OpenItemRow>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.id = any(${list(ids)}::bigint[])`,
  );
  return found.map(toOpenItem);
}

async function creditNotesOf(
  ctx: Context,
  customerIds: readonly CustomerId[],
  released: readonly MatchShare[],
): Promise<CreditItem[]> {
  const netted = released.flatMap(({ creditNoteId }) => creditNoteId ?? []);
  if (customerIds.length === 0) return [];
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.customer_id = any(${list(customerIds)}::bigint[])
       and c.kind = 'credit_note'
       and (c.unallocated > 0 or c.id = any(${list(netted)}::bigint[]))
     order by c.received_on, c.id`,
  );
  return found.map(toCreditItem);
}

/** Lines that nothing but the amount can explain: they quote nothing and nobody knows the payer. */
function unexplained(
  lines: readonly LineToMatch[],
  quoted: readonly OpenItem[],
  accounts: Candidates['accounts'],
): LineToMatch[] {
  const known = new Set(accounts.map(({ account }) => account));
  const keys = new Set(quoted.map((item) => referenceKey(item.reference)));
  return lines.filter(
    ({ payerAccount, texts }) =>
      !(payerAccount && known.has(payerAccount)) &&
      !texts.some((text) => text.quoted.some(({ key }) => keys.has(key))),
  );
}

const ALIKE_AT_MOST = 5;

/** Open items of exactly the amount of a line: never a match, but worth showing. */
async function itemsByAmount(
  ctx: Context,
  lines: readonly LineToMatch[],
  known: ReadonlyMap<OpenItemId, OpenItem>,
): Promise<OpenItem[]> {
  const amounts = new Map(lines.map(({ amount }) => [amountKey(amount), amount]));
  if (amounts.size === 0) return [];
  const found = await rows<OpenItemRow>(
    ctx,
    sql`
    select i.*
      from unnest(${list([...amounts.values()].map(({ minor }) => minor))}::bigint[],
                  ${list([...amounts.values()].map(({ currency }) => currency))}::text[])
           as paid (amount, currency)
     cross join lateral (
           select ${OPEN_ITEM_COLUMNS}
             from open_item i
            where i.tenant_id = ${ctx.tenantId} and i.open_amount > 0
              and i.open_amount = paid.amount and i.currency = paid.currency
            order by i.customer_id, i.id
            limit ${ALIKE_AT_MOST}) i`,
  );
  return found.map(toOpenItem).filter(({ id }) => !known.has(id));
}

/** The customers with the head of their group. */
async function possiblePayers(
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
    head as (
      select distinct on (id) id, head from above order by id, distance desc)
    select c.id::text as id, c.name, head.head::text as "groupId"
      from head
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = head.id
     order by c.id`,
  );
}
