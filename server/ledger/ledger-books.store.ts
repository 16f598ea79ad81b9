import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import {
  creditKey,
  itemKey,
  shareKey,
  type BookedCredit,
  type BookedShare,
  type ItemRef,
  type LedgerBooks,
} from '@goodterms/core/ledger/ledger-books.ts';
import type { LedgerFile } from '@goodterms/core/ledger/ledger-file.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql, type RawBuilder } from '../platform/database.ts';
import { loadItems } from './booked-items.store.ts';
import {
  loadBankAccounts,
  loadColleagues,
  loadContacts,
  loadCustomers,
} from './booked-customers.store.ts';

/** One ledger file of a company after the other: the second sees what the first has written. */
export async function lockImports(ctx: Context): Promise<void> {
  await rows(
    ctx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`ledger import ${ctx.tenantId}`}, 0))`,
  );
}

/** Whatever we hold of that which a file speaks of, and whatever else is open. */
export async function loadBooks(ctx: Context, file: LedgerFile): Promise<LedgerBooks> {
  const numbers = file.customers.map((customer) => customer.number);
  const customers = await loadCustomers(ctx, numbers);
  const isEmpty = await ledgerIsEmpty(ctx);
  const references = isEmpty ? [] : referencesIn(file);
  const keys = isEmpty ? [] : creditKeysIn(file);
  const shares = isEmpty ? [] : await loadShares(ctx, references, keys);
  return {
    customers,
    contacts: customers.size === 0 ? new Map() : await loadContacts(ctx, numbers),
    bankAccounts: customers.size === 0 ? new Set() : await loadBankAccounts(ctx, numbers),
    items: isEmpty ? new Map() : await loadItems(ctx, isNamed(references), shares),
    credits: isEmpty ? new Map() : await loadCredits(ctx, keys, shares),
    allocated: isEmpty ? new Map() : await loadAllocated(ctx, statedKeysIn(file)),
    colleagues: await loadColleagues(ctx),
  };
}

/** What is open in the books, per currency. */
export async function openNow(ctx: Context): Promise<Money[]> {
  const found = await rows<{ currency: Currency; open: bigint }>(
    ctx,
    sql`
    select currency, sum(open_amount)::bigint as open
      from open_item
     where tenant_id = ${ctx.tenantId} and open_amount > 0
     group by currency
     order by currency`,
  );
  return found.map(({ currency, open }) => money(open, currency));
}

/** Every reference a file may mean, of items and of what settles them. */
function referencesIn(file: LedgerFile): string[] {
  const references = new Set<string>();
  for (const item of file.items) {
    if (item.kind === 'invoice' || item.kind === 'debit_note') references.add(item.reference);
    if (item.against !== undefined) references.add(item.against);
  }
  for (const { against } of file.allocations) references.add(against);
  return [...references];
}

function creditKeysIn(file: LedgerFile): string[] {
  const keys = new Set<string>();
  for (const { kind, reference } of file.items)
    if (kind === 'payment' || kind === 'credit_note') keys.add(creditKey(kind, reference));
  for (const { credit } of file.allocations) keys.add(creditKey(credit.kind, credit.reference));
  return [...keys];
}

/** Credits of which the file says what they settled. */
function statedKeysIn(file: LedgerFile): string[] {
  const keys = new Set(
    file.allocations.map(({ credit }) => creditKey(credit.kind, credit.reference)),
  );
  for (const { kind, reference, against } of file.items)
    if (against !== undefined && (kind === 'payment' || kind === 'credit_note'))
      keys.add(creditKey(kind, reference));
  return [...keys];
}

async function ledgerIsEmpty(ctx: Context): Promise<boolean> {
  const found = await first<{ isEmpty: boolean }>(
    ctx,
    sql`
    select not exists (select from open_item where tenant_id = ${ctx.tenantId})
       and not exists (select from credit_item where tenant_id = ${ctx.tenantId}) as "isEmpty"`,
  );
  return found?.isEmpty ?? true;
}

/** Whether item `i` has one of these references; the index knows them by their key. */
function isNamed(references: readonly string[]): RawBuilder<unknown> {
  const keys = list([...new Set(references.map(referenceKey))]);
  return sql`(i.reference_key = any(${keys}::text[]) and i.reference = any(${list(references)}::text[]))`;
}

/**
 * What came from ledger files and is in force, of the items and credits named and of all that is
 * open: what only the accounting system knows before what is a payment of ours, newest first.
 */
async function loadShares(
  ctx: Context,
  references: readonly string[],
  keys: readonly string[],
): Promise<BookedShare[]> {
  const found = await rows<ShareRow>(
    ctx,
    sql`
    select a.id::text as "allocationId", a.credit_item_id::text as "creditItemId",
           a.open_item_id::text as "openItemId",
           case when c.kind <> 'settled_elsewhere' then c.natural_key end as "naturalKey",
           s.kind, s.reference, i.kind as "itemKind", i.reference as "itemReference",
           a.currency, a.amount, a.allocated_on as "allocatedOn"
      from allocation a
      join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
      join open_item s on s.tenant_id = a.tenant_id and s.id = a.open_item_id
      join open_item i on i.tenant_id = a.tenant_id and i.id = coalesce(s.about_item_id, s.id)
     where a.tenant_id = ${ctx.tenantId} and a.reverses_id is null
       and (c.kind = 'settled_elsewhere' or c.natural_key like 'ledger payment %'
            or c.natural_key like 'ledger credit\\_note %')
       and (i.open_amount > 0 or ${isNamed(references)}
            or c.natural_key = any(${keys}::text[]))
       and not exists (select from allocation r
                        where r.tenant_id = a.tenant_id and r.reverses_id = a.id)
     order by (c.kind = 'settled_elsewhere' or s.kind = 'used_elsewhere') desc, a.id desc`,
  );
  return found.map(toShare);
}

type ShareRow = Omit<BookedShare, 'ref' | 'itemKey' | 'naturalKey'> &
  ItemRef & {
    readonly naturalKey: string | null;
    readonly itemKind: ItemRef['kind'];
    readonly itemReference: string;
  };

function toShare(row: ShareRow): BookedShare {
  const { allocationId, creditItemId, openItemId, currency, amount, allocatedOn } = row;
  return {
    allocationId,
    creditItemId,
    openItemId,
    naturalKey: row.naturalKey ?? undefined,
    ref: { kind: row.kind, reference: row.reference },
    itemKey: itemKey({ kind: row.itemKind, reference: row.itemReference }),
    currency,
    amount,
    allocatedOn,
  };
}

async function loadCredits(
  ctx: Context,
  keys: readonly string[],
  shares: readonly BookedShare[],
): Promise<Map<string, BookedCredit>> {
  const found = await rows<
    Omit<BookedCredit, 'customerNumber' | 'shares'> & { customerNumber: string | null }
  >(
    ctx,
    sql`
    select k.id::text as id, k.natural_key as "naturalKey", k.kind, k.reference,
           c.number as "customerNumber", k.currency, k.received_on as "receivedOn", k.amount,
           k.unallocated
      from credit_item k
      left join customer c on c.tenant_id = k.tenant_id and c.id = k.customer_id
     where k.tenant_id = ${ctx.tenantId}
       and (k.unallocated > 0 or k.natural_key = any(${keys}::text[])
            or k.id = any(${shares.map((share) => share.creditItemId)}::bigint[]))
     order by k.received_on, k.id`,
  );
  const sharesOf = Map.groupBy(shares, (share) => share.naturalKey);
  return new Map(
    found.map(({ customerNumber, ...row }) => [
      row.naturalKey,
      {
        ...row,
        customerNumber: customerNumber ?? undefined,
        shares: sharesOf.get(row.naturalKey) ?? [],
      },
    ]),
  );
}

async function loadAllocated(ctx: Context, keys: readonly string[]): Promise<Map<string, bigint>> {
  if (keys.length === 0) return new Map();
  const found = await rows<ItemRef & { naturalKey: string; amount: bigint }>(
    ctx,
    sql`
    select k.natural_key as "naturalKey", i.kind, i.reference, sum(a.amount)::bigint as amount
      from credit_item k
      join allocation a on a.tenant_id = k.tenant_id and a.credit_item_id = k.id
      join open_item s on s.tenant_id = a.tenant_id and s.id = a.open_item_id
      join open_item i on i.tenant_id = a.tenant_id and i.id = coalesce(s.about_item_id, s.id)
     where k.tenant_id = ${ctx.tenantId} and k.natural_key = any(${keys}::text[])
     group by 1, 2, 3`,
  );
  return new Map(
    found.map(({ naturalKey, amount, ...ref }) => [shareKey(naturalKey, itemKey(ref)), amount]),
  );
}
