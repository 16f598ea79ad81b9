import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/**
 * Holds the open items of customers still until the transaction ends: what is allocated, disputed,
 * promised or sent afterwards comes after. Sorted by id, as everywhere, so that two who hold items
 * never wait for each other.
 */
export async function lockOpenItemsOf(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<void> {
  await rows(
    ctx,
    sql`
    select i.id
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.open_amount > 0
       and i.customer_id = any(${customerIds}::bigint[])
     order by i.id
       for update`,
  );
}
