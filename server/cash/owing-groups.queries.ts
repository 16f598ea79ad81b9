import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import { payersWithGroups } from './candidate.queries.ts';

/** Of each of these items the head of the group that owes it. */
export async function groupsOwing(
  ctx: Context,
  itemIds: readonly OpenItemId[],
): Promise<ReadonlyMap<OpenItemId, CustomerId>> {
  const items = await rows<{ id: OpenItemId; customerId: CustomerId }>(
    ctx,
    sql`
    select id::text as id, customer_id::text as "customerId"
      from open_item
     where tenant_id = ${ctx.tenantId} and id = any(${list([...new Set(itemIds)])}::bigint[])`,
  );
  const customerIds = [...new Set(items.map(({ customerId }) => customerId))];
  const payers = await payersWithGroups(ctx, customerIds);
  const heads = new Map(payers.map(({ id, groupId }) => [id, groupId]));
  return new Map(
    items.map(({ id, customerId }) => [id, heads.get(customerId) ?? customerId] as const),
  );
}

/** Whether who paid for these items paid for strangers: a factor, and no customer's own money. */
export function areOfSeveral(
  items: readonly { readonly openItemId: OpenItemId }[],
  groups: ReadonlyMap<OpenItemId, CustomerId>,
): boolean {
  return new Set(items.map(({ openItemId }) => groups.get(openItemId))).size > 1;
}
