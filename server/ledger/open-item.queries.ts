import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { OpenItem, OpenItemKind } from '@goodterms/core/ledger/open-item.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

/** What is open of a customer, oldest due first. */
export async function openItemsOf(ctx: Context, customerId: CustomerId): Promise<OpenItem[]> {
  const byCustomer = await openItemsOfMany(ctx, [customerId]);
  return byCustomer.get(customerId) ?? [];
}

/** What is open of each customer, oldest due first; customers that owe nothing are left out. */
export async function openItemsOfMany(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, OpenItem[]>> {
  const found = await rows<OpenItemRow>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId}
       and i.customer_id = any(${customerIds}::bigint[])
       and i.open_amount > 0
     order by i.due_on, i.reference, i.id`,
  );
  return Map.groupBy(found.map(toOpenItem), (item) => item.customerId);
}

/** The items named, open or settled. */
export async function openItemsById(
  ctx: Context,
  ids: readonly OpenItemId[],
): Promise<Map<OpenItemId, OpenItem>> {
  if (ids.length === 0) return new Map();
  const found = await rows<OpenItemRow>(
    ctx,
    planKept(sql`
    select ${OPEN_ITEM_COLUMNS}
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.id = any(${ids}::bigint[])
     order by i.id`),
  );
  return byId(found);
}

export type OpenItemRow = {
  readonly id: OpenItemId;
  readonly customerId: CustomerId;
  readonly kind: OpenItemKind;
  readonly reference: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly openAmount: bigint;
};

/** The columns of an OpenItemRow; the table is called `i`. */
export const OPEN_ITEM_COLUMNS = sql`
           i.id::text as id, i.customer_id::text as "customerId", i.kind, i.reference,
           i.issued_on as "issuedOn", i.due_on as "dueOn", i.currency, i.amount,
           i.open_amount as "openAmount"`;

export function toOpenItem(row: OpenItemRow): OpenItem {
  return {
    ...row,
    amount: money(row.amount, row.currency),
    openAmount: money(row.openAmount, row.currency),
  };
}

export function byId(found: readonly OpenItemRow[]): Map<OpenItemId, OpenItem> {
  return new Map(found.map((row) => [row.id, toOpenItem(row)]));
}
