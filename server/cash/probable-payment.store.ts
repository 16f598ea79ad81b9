import type { BankLineId, CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';

export type ProbableRow = {
  readonly lineId: BankLineId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
};

/**
 * Makes what is noted about these lines what is given. Answers the customers for whose items that
 * is something else than before.
 */
export async function replaceProbable(
  ctx: Context,
  lineIds: readonly BankLineId[],
  probable: readonly ProbableRow[],
): Promise<CustomerId[]> {
  if (lineIds.length === 0) return [];
  const changed = await rows<{ customerId: CustomerId }>(
    ctx,
    sql`
    with given as (
      select d.bank_line_id, d.open_item_id, i.customer_id, d.currency, d.amount
        from unnest(${list(probable.map((p) => p.lineId))}::bigint[],
                    ${list(probable.map((p) => p.openItemId))}::bigint[],
                    ${list(probable.map((p) => p.amount.currency))}::text[],
                    ${list(probable.map((p) => p.amount.minor))}::bigint[])
               as d (bank_line_id, open_item_id, currency, amount)
        join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = d.open_item_id),
    gone as (
      delete from probable_payment p
       where p.tenant_id = ${ctx.tenantId}
         and p.bank_line_id = any(${list(lineIds)}::bigint[])
         and not exists (select from given g
                          where g.bank_line_id = p.bank_line_id
                            and g.open_item_id = p.open_item_id)
      returning p.customer_id),
    noted as (
      insert into probable_payment as p (tenant_id, bank_line_id, open_item_id, customer_id,
                                         currency, amount)
      select ${ctx.tenantId}, bank_line_id, open_item_id, customer_id, currency, amount
        from given
       order by bank_line_id, open_item_id
          on conflict (tenant_id, bank_line_id, open_item_id)
          do update set amount = excluded.amount, noted_at = clock_timestamp()
       where p.amount <> excluded.amount
      returning p.customer_id)
    select distinct customer_id::text as "customerId"
      from (select customer_id from gone union all select customer_id from noted) changed
     order by 1`,
  );
  return changed.map(({ customerId }) => customerId);
}
