import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

/** Holds the customer's row, so that two changes of its people come one after the other. */
export async function lockCustomer(
  ctx: Context,
  id: CustomerId,
): Promise<{ collectorId: string | null } | undefined> {
  return first<{ collectorId: string | null }>(
    ctx,
    sql`
    select collector_id as "collectorId"
      from customer
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint
       for no key update`,
  );
}

export async function setCollector(
  ctx: Context,
  id: CustomerId,
  collectorId: string | undefined,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update customer set collector_id = ${collectorId ?? null}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}
