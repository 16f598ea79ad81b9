import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import { STANDARD_EDGES, type Aged, type AgeingEdges } from '@goodterms/core/ledger/ageing.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';

export type AgeingRow = Aged & {
  /** Undefined in a sum over all customers, and for payments whose sender nobody has recognised. */
  readonly customerId: CustomerId | undefined;
  /** Received and set against nothing yet. Shown apart, never netted into a bucket. */
  readonly credits: bigint;
};

export type AgeingQuestion = {
  readonly by: 'customer' | 'company';
  /** Undefined: the books as they are now. */
  readonly asOf?: Day | undefined;
  readonly edges?: AgeingEdges;
};

/**
 * Open amounts by days overdue, per currency. As of a past day they are rebuilt from allocations:
 * what was issued, received, allocated or reversed later does not count, and nothing is aged beyond
 * that day.
 */
export async function ageing(ctx: Context, question: AgeingQuestion): Promise<AgeingRow[]> {
  const { by, asOf, edges = STANDARD_EDGES } = question;
  const found = await rows<AgeingSqlRow>(
    ctx,
    sql`
    with open_items as (${asOf === undefined ? openNow(ctx) : openAsOf(ctx, asOf)}),
    open_credits as (${asOf === undefined ? creditsNow(ctx) : creditsAsOf(ctx, asOf)}),
    aged as (
      select ${by === 'customer' ? sql`customer_id` : sql`null::bigint as customer_id`}, currency,
             array[${sql.join(bucketSums(asOf ?? ctx.today, edges))}] as buckets,
             sum(open_amount)::bigint as total
        from open_items group by 1, 2),
    credited as (
      select ${by === 'customer' ? sql`customer_id` : sql`null::bigint as customer_id`}, currency,
             sum(unallocated)::bigint as credits
        from open_credits group by 1, 2)
    select coalesce(a.customer_id, c.customer_id)::text as "customerId",
           coalesce(a.currency, c.currency) as currency, a.buckets, a.total, c.credits
      from aged a
      full join credited c
        on coalesce(c.customer_id, 0) = coalesce(a.customer_id, 0) and c.currency = a.currency
     order by coalesce(a.customer_id, c.customer_id), coalesce(a.currency, c.currency)`,
  );
  return found.map(({ customerId, currency, buckets, total, credits }) => ({
    customerId: customerId ?? undefined,
    currency,
    buckets: buckets ?? [...edges, 0].map(() => 0n),
    total: total ?? 0n,
    credits: credits ?? 0n,
  }));
}

type AgeingSqlRow = {
  readonly customerId: CustomerId | null;
  readonly currency: Currency;
  readonly buckets: bigint[] | null;
  readonly total: bigint | null;
  readonly credits: bigint | null;
};

/** Due days from the newest bucket to the oldest: an item due on the day itself is not overdue. */
function bucketSums(on: Day, edges: AgeingEdges): RawBuilder<unknown>[] {
  const from = edges.map((edge) => addDays(on, -edge));
  const spans = [
    sql`due_on >= ${from[0]}`,
    ...from.slice(1).map((first, i) => sql`due_on >= ${first} and due_on < ${from[i]}`),
    sql`due_on < ${from.at(-1)}`,
  ];
  return spans.map((span) => sql`coalesce(sum(open_amount) filter (where ${span}), 0)::bigint`);
}

function openNow(ctx: Context): RawBuilder<unknown> {
  return sql`
      select customer_id, currency, due_on, open_amount
        from open_item
       where tenant_id = ${ctx.tenantId} and open_amount > 0`;
}

function openAsOf(ctx: Context, day: Day): RawBuilder<unknown> {
  return sql`
      select i.customer_id, i.currency, i.due_on, i.amount - coalesce(a.amount, 0) as open_amount
        from open_item i
        left join (select open_item_id, sum(amount)::bigint as amount
                     from allocation
                    where tenant_id = ${ctx.tenantId} and allocated_on <= ${day}
                    group by 1) a on a.open_item_id = i.id
       where i.tenant_id = ${ctx.tenantId} and i.issued_on <= ${day}
         and i.amount > coalesce(a.amount, 0)`;
}

function creditsNow(ctx: Context): RawBuilder<unknown> {
  return sql`
      select customer_id, currency, unallocated
        from credit_item
       where tenant_id = ${ctx.tenantId} and unallocated > 0`;
}

function creditsAsOf(ctx: Context, day: Day): RawBuilder<unknown> {
  return sql`
      select c.customer_id, c.currency, c.amount - coalesce(a.amount, 0) as unallocated
        from credit_item c
        left join (select credit_item_id, sum(amount)::bigint as amount
                     from allocation
                    where tenant_id = ${ctx.tenantId} and allocated_on <= ${day}
                    group by 1) a on a.credit_item_id = c.id
       where c.tenant_id = ${ctx.tenantId} and c.received_on <= ${day}
         and c.amount > coalesce(a.amount, 0)`;
}
