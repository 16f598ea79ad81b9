import type { Candidates, PossiblePayer } from '@goodterms/core/cash/candidates.ts';
import type { LineToMatch } from '@goodterms/core/cash/line-to-match.ts';
import { openBooks, type MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import { nothingLearnt, type KnownPayer } from '@goodterms/core/cash/matching-knowledge.ts';
import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { ALIKE_AT_MOST, wantedKeys } from '@goodterms/core/cash/wanted-keys.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import {
  CREDIT_ITEM_COLUMNS,
  toCreditItem,
  type CreditItemRow,
} from '../ledger/credit-item.queries.ts';
import { OPEN_ITEM_COLUMNS, toOpenItem, type OpenItemRow } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';

/** How often what is settled without a person must be right. */
const TARGET_PRECISION = 0.999;

/**
 * The books for deciding some lines: everything that any of them may pay, fetched at once, so that
 * the number of queries does not grow with the number of lines. `released` is settled by now and
 * will be open again when the lines are decided.
 */
export async function booksFor(
  ctx: Context,
  lines: readonly LineToMatch[],
  released: readonly MatchShare[] = [],
): Promise<MatchingBooks> {
  const wanted = wantedKeys(lines);
  const quoted = await itemsByKey(ctx, [...wanted.references]);
  const accounts = await payersByAccount(ctx, [...wanted.accounts]);
  const named = await customerIdsByName(ctx, lines);
  const numbered = await customerIdsByNumber(ctx, [...wanted.customerNumbers]);
  const customerIds = [
    ...new Set([
      ...quoted.map((item) => item.customerId),
      ...accounts.map(({ customerId }) => customerId),
      ...named,
      ...numbered,
    ]),
  ];
  const theirs = await openItemsOf(ctx, customerIds);
  const reopened = await itemsReleased(ctx, released);
  const items = new Map([...quoted, ...theirs, ...reopened].map((item) => [item.id, item]));
  const alike = await itemsByAmount(ctx, unexplained(lines, accounts), items);
  for (const item of alike) items.set(item.id, item);
  const candidates: Candidates = {
    items: [...items.values()],
    creditNotes: await creditNotesOf(ctx, customerIds, released),
    customers: await possiblePayers(ctx, [
      ...new Set([...customerIds, ...[...reopened, ...alike].map((item) => item.customerId)]),
    ]),
  };
  return openBooks(candidates, {
    ...nothingLearnt(TARGET_PRECISION),
    accounts: Map.groupBy(accounts.map(asConfirmed), ({ account }) => account),
  });
}

type AccountOf = { readonly account: string; readonly customerId: CustomerId };

function asConfirmed(known: AccountOf): AccountOf & KnownPayer {
  return { ...known, confirmed: 1, refused: 0 };
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

async function payersByAccount(ctx: Context, accounts: readonly string[]) {
  if (accounts.length === 0) return [];
  return rows<AccountOf>(
    ctx,
    sql`
    select account, customer_id::text as "customerId"
      from customer_bank_account
     where tenant_id = ${ctx.tenantId} and account = any(${list(accounts)}::text[])
     order by account, customer_id`,
  );
}

async function customerIdsByNumber(
  ctx: Context,
  numbers: readonly string[],
): Promise<CustomerId[]> {
  if (numbers.length === 0) return [];
  const found = await rows<{ id: CustomerId }>(
    ctx,
    sql`
    select c.id::text as id
      from unnest(${list(numbers)}::text[]) as quoted (number)
      join customer c on c.tenant_id = ${ctx.tenantId} and c.number = quoted.number`,
  );
  return found.map(({ id }) => id);
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

/** Lines of payers whose account nobody knows: their amount may be worth showing. */
function unexplained(lines: readonly LineToMatch[], accounts: readonly AccountOf[]): LineToMatch[] {
  const known = new Set(accounts.map(({ account }) => account));
  return lines.filter(({ payerAccount }) => !(payerAccount && known.has(payerAccount)));
}

/** Open items of exactly the amount of a line: never a match, but worth showing. */
async function itemsByAmount(
  ctx: Context,
  lines: readonly LineToMatch[],
  known: ReadonlyMap<OpenItemId, OpenItem>,
): Promise<OpenItem[]> {
  const amounts = new Map(
    lines.map(({ amount }) => [`${amount.minor} ${amount.currency}`, amount]),
  );
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
    select c.id::text as id, c.name, c.number, head.head::text as "groupId"
      from head
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = head.id
     order by c.id`,
  );
}
