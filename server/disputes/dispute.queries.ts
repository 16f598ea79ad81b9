import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, DisputeId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type DisputeLine = {
  readonly id: DisputeId;
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly amount: Money | undefined;
  readonly reason: string;
  readonly said: string;
  readonly openedOn: Day;
  readonly openedBy: string;
  readonly verdict: string | null;
  readonly closedAt: Date | null;
};

/** The disputes of a customer, open ones first, then the newest. */
export async function disputesOfCustomer(
  ctx: Context,
  customerId: CustomerId,
): Promise<DisputeLine[]> {
  const found = await rows<
    Omit<DisputeLine, 'amount'> & { readonly amount: bigint | null; readonly currency: Currency }
  >(
    ctx,
    sql`
    select d.id::text as id, d.open_item_id::text as "openItemId", i.reference, d.amount,
           d.currency, d.reason, d.said, d.opened_on as "openedOn",
           coalesce(m.name, d.opened_by) as "openedBy", d.verdict, d.closed_at as "closedAt"
      from dispute d
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = d.open_item_id
      left join member m on m.tenant_id = ${ctx.tenantId} and m.user_id = d.opened_by
     where d.tenant_id = ${ctx.tenantId} and d.customer_id = ${customerId}::bigint
     order by d.closed_at is not null, d.id desc
     limit 200`,
  );
  return found.map(({ amount, currency, ...line }) => ({
    ...line,
    amount: amount === null ? undefined : money(amount, currency),
  }));
}
