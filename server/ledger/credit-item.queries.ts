import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CreditItemId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { CreditItem, CreditItemKind } from '@goodterms/core/ledger/credit-item.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** Payments and credit notes of customers that are not set against anything in full, oldest first. */
export async function unallocatedOfMany(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, CreditItem[]>> {
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId}
       and c.customer_id = any(${customerIds}::bigint[])
       and c.unallocated > 0
     order by c.received_on, c.id`,
  );
  const byCustomer = new Map<CustomerId, CreditItem[]>();
  for (const row of found) {
    if (row.customerId === null) continue;
    const credits = byCustomer.get(row.customerId) ?? [];
    credits.push(toCreditItem(row));
    byCustomer.set(row.customerId, credits);
  }
  return byCustomer;
}

/** Payments whose sender nobody has recognised yet, oldest first. */
export async function paymentsWithoutCustomer(
  ctx: Context,
  { limit }: { readonly limit: number },
): Promise<CreditItem[]> {
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.customer_id is null and c.unallocated > 0
     order by c.received_on, c.id
     limit ${limit}`,
  );
  return found.map(toCreditItem);
}

export async function creditItemsById(
  ctx: Context,
  ids: readonly CreditItemId[],
): Promise<Map<CreditItemId, CreditItem>> {
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.id = any(${ids}::bigint[])
     order by c.id`,
  );
  return new Map(found.map((row) => [row.id, toCreditItem(row)]));
}

export type CreditItemRow = {
  readonly id: CreditItemId;
  readonly customerId: CustomerId | null;
  readonly kind: CreditItemKind;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly unallocated: bigint;
};

/** The columns of a CreditItemRow; the table is called `c`. */
export const CREDIT_ITEM_COLUMNS = sql`
           c.id::text as id, c.customer_id::text as "customerId", c.kind, c.reference,
           c.received_on as "receivedOn", c.currency, c.amount, c.unallocated`;

export function toCreditItem(row: CreditItemRow): CreditItem {
  return {
    ...row,
    customerId: row.customerId ?? undefined,
    amount: money(row.amount, row.currency),
    unallocated: money(row.unallocated, row.currency),
  };
}
