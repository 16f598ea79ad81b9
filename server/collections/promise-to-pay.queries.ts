import type { PromiseToPay } from '@goodterms/core/collections/promise-to-pay.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId, PromiseToPayId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type PromiseLine = {
  readonly promise: PromiseToPay;
  readonly saidBy: string;
  readonly said: string;
  readonly channel: string;
  readonly references: readonly string[];
};

type PromiseRow = {
  readonly id: PromiseToPayId;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly promisedFor: Day;
  readonly madeOn: Day;
  readonly isCancelled: boolean;
  readonly received: bigint;
  readonly itemIds: readonly OpenItemId[];
  readonly references: readonly string[];
  readonly amounts: readonly bigint[];
  readonly settled: readonly bigint[];
  readonly saidBy: string;
  readonly said: string;
  readonly channel: string;
};

/** The promises of a customer, newest first, with what was paid of each since it was made. */
export async function promisesOfCustomer(
  ctx: Context,
  customerId: CustomerId,
): Promise<PromiseLine[]> {
  const found = await rows<PromiseRow>(
    ctx,
    sql`
    select p.id::text as id, p.currency, p.amount, p.promised_for as "promisedFor",
           p.made_on as "madeOn", p.cancelled_at is not null as "isCancelled", p.said_by as "saidBy",
           p.said, p.channel, coalesce(n.item_ids, '{}') as "itemIds",
           coalesce(n.refs, '{}') as "references", coalesce(n.amounts, '{}') as amounts,
           coalesce(n.settled, '{}') as settled,
           (select coalesce(sum(c.amount), 0)::bigint
              from credit_item c
             where c.tenant_id = ${ctx.tenantId} and c.customer_id = p.customer_id
               and c.currency = p.currency and c.kind = 'payment'
               and c.created_at > p.made_at) as received
      from promise_to_pay p
      left join lateral (
           select array_agg(x.open_item_id::text order by i.due_on, i.id) as item_ids,
                  array_agg(i.reference order by i.due_on, i.id) as refs,
                  array_agg(x.amount order by i.due_on, i.id) as amounts,
                  array_agg(greatest(0, least(x.amount, x.open_before - i.open_amount))
                            order by i.due_on, i.id) as settled
             from promised_item x
             join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = x.open_item_id
            where x.tenant_id = ${ctx.tenantId} and x.promise_to_pay_id = p.id) n on true
     where p.tenant_id = ${ctx.tenantId} and p.customer_id = ${customerId}::bigint
     order by p.promised_for desc, p.id desc
     limit 200`,
  );
  return found.map(toLine);
}

function toLine({ currency, amount, received, itemIds, amounts, settled, ...row }: PromiseRow) {
  const items = itemIds.map((openItemId, i) => ({
    openItemId,
    amount: money(amounts[i] ?? 0n, currency),
    paid: money(settled[i] ?? 0n, currency),
  }));
  const paid = items.length === 0 ? received : settled.reduce((sum, one) => sum + one, 0n);
  const { id, promisedFor, madeOn, isCancelled, saidBy, said, channel, references } = row;
  const promise: PromiseToPay = {
    id,
    amount: money(amount, currency),
    promisedFor,
    madeOn,
    isCancelled,
    items,
    paid: money(paid, currency),
  };
  return { promise, saidBy, said, channel, references };
}
