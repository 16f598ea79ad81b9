import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, DunningHoldId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type HoldLine = {
  readonly id: DunningHoldId;
  readonly openItemId: OpenItemId | null;
  readonly reference: string | null;
  readonly reason: string;
  readonly note: string;
  readonly fromOn: Day;
  readonly untilOn: Day;
  readonly setBy: string;
  readonly liftedAt: Date | null;
};

/** The holds of a customer, those in force first. */
export async function holdsOfCustomer(ctx: Context, customerId: CustomerId): Promise<HoldLine[]> {
  return rows<HoldLine>(
    ctx,
    sql`
    select h.id::text as id, h.open_item_id::text as "openItemId", i.reference, h.reason, h.note,
           h.from_on as "fromOn", h.until_on as "untilOn", coalesce(m.name, h.set_by) as "setBy",
           h.lifted_at as "liftedAt"
      from dunning_hold h
      left join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = h.open_item_id
      left join member m on m.tenant_id = ${ctx.tenantId} and m.user_id = h.set_by
     where h.tenant_id = ${ctx.tenantId} and h.customer_id = ${customerId}::bigint
     order by h.lifted_at is not null, h.until_on desc, h.id desc
     limit 200`,
  );
}
