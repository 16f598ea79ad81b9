import {
  nextAction,
  nextTask,
  TIER_TITLES,
  type NextTask,
  type Tier,
} from '@goodterms/core/collections/worklist.ts';
import { reasonSentence } from '@goodterms/core/collections/reason-sentence.ts';
import { rowSentence } from '@goodterms/core/collections/row-sentence.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { decimalsOf, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { containing, fromCursor, pageOf } from '../platform/page.ts';
import { amountsOf, DECISION_COLUMNS, inWords, type DecisionTextRow } from './decision.queries.ts';

export type WorklistLine = {
  readonly customerId: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly tier: Exclude<Tier, 0>;
  readonly sentence: string;
  readonly chaseable: readonly Money[];
  readonly overdue: readonly Money[];
  readonly ageStrip: readonly number[];
  readonly action: 'remind' | 'wait' | 'person';
  readonly nextAction: string;
  readonly nextTask: NextTask;
  readonly collectorName: string | null;
  readonly done: boolean;
  readonly nextOn: Day | null;
};

export type WorklistQuestion = {
  readonly day: Day;
  readonly collector?: string | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

type WorklistRow = DecisionTextRow & {
  readonly customerId: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly tier: Exclude<Tier, 0>;
  readonly rank: bigint;
  readonly collectorName: string | null;
  readonly done: boolean;
  readonly nextOn: Day | null;
};

/** One row a customer, best first; those that were moved to a later day are left out until then. */
export async function worklistOf(
  ctx: Context,
  question: WorklistQuestion,
): Promise<{ rows: WorklistLine[]; nextCursor: string | null }> {
  const { day, cursor, limit } = question;
  const [tierAfter, rankAfter, idAfter] = fromCursor(cursor, ['id', 'id', 'id']) ?? [];
  const found = await rows<WorklistRow>(
    ctx,
    sql`
    select d.customer_id::text as "customerId", c.number, c.name, d.tier, d.rank,
           m.name as "collectorName", w.done_at is not null as done, w.next_on as "nextOn",
           ${DECISION_COLUMNS}
      ${listed(ctx, question)}
           ${tierAfter === undefined ? sql`` : sql`and (d.tier, -d.rank, d.customer_id) > (${tierAfter}::int, -(${rankAfter}::bigint), ${idAfter}::bigint)`}
     order by d.tier, d.rank desc, d.customer_id
     limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, (row) => [String(row.tier), String(row.rank), row.customerId]);
  const strips = await ageStrips(
    ctx,
    day,
    page.rows.map((row) => row.customerId),
  );
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.map((row): WorklistLine => {
      const decision = inWords(row);
      const { customerId, number, name, tier, collectorName, done, nextOn, action } = row;
      return {
        customerId,
        number,
        name,
        tier,
        sentence: rowSentence(decision),
        chaseable: decision.chaseable,
        overdue: decision.overdue,
        ageStrip: strips.get(customerId) ?? [],
        action,
        nextAction: nextAction(tier, decision),
        nextTask: nextTask(tier, decision),
        collectorName,
        done,
        nextOn,
      };
    }),
  };
}

export type TierCount = { readonly tier: number; readonly title: string; readonly count: number };

/** How many rows there are in each tier, and how many of all are done. */
export async function worklistCounts(
  ctx: Context,
  question: Omit<WorklistQuestion, 'cursor' | 'limit'>,
): Promise<{ tiers: TierCount[]; doneCount: number }> {
  const found = await rows<{ tier: Exclude<Tier, 0>; count: number; done: number }>(
    ctx,
    sql`
    select d.tier, count(*)::int as count, count(w.done_at)::int as done
      ${listed(ctx, question)}
     group by d.tier
     order by d.tier`,
  );
  return {
    tiers: found.map(({ tier, count }) => ({ tier, title: TIER_TITLES[tier], count })),
    doneCount: found.reduce((sum, { done }) => sum + done, 0),
  };
}

/** What belongs on the list of a day. The newest mark speaks: done on this day, or moved past it. */
function listed(
  ctx: Context,
  { day, collector, search }: Omit<WorklistQuestion, 'cursor' | 'limit'>,
) {
  const words = search?.trim().toLowerCase() ?? '';
  return sql`from decision d
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = d.customer_id
      left join member m on m.tenant_id = ${ctx.tenantId} and m.user_id = c.collector_id
      left join lateral (
           select case when k.business_day = d.business_day then k.done_at end as done_at, k.next_on
             from worklist_mark k
            where k.tenant_id = ${ctx.tenantId} and k.customer_id = d.customer_id
              and k.business_day <= d.business_day
              and (k.business_day = d.business_day or k.next_on > d.business_day)
            order by k.business_day desc limit 1) w on true
     where d.tenant_id = ${ctx.tenantId} and d.business_day = ${day}::date and d.tier > 0
       and (w.next_on is null or w.next_on <= d.business_day or w.done_at is not null)
           ${collector === undefined ? sql`` : sql`and (c.collector_id = ${collector} or lower(m.name) = lower(${collector}))`}
           ${words === '' ? sql`` : sql`and (lower(c.name) like ${containing(words)} or lower(c.number) like ${containing(words)})`}`;
}

/** Open amounts by age, not due to over 90 days, of the currency in which most is open. */
async function ageStrips(
  ctx: Context,
  day: Day,
  customerIds: readonly CustomerId[],
): Promise<Map<CustomerId, number[]>> {
  const found = await rows<{
    customerId: CustomerId;
    currency: Currency;
    ages: bigint[];
  }>(
    ctx,
    sql`
    select distinct on (customer_id) customer_id::text as "customerId", currency, ages
      from (select customer_id, currency, sum(open_amount) as total,
                   array[coalesce(sum(open_amount) filter (where over <= 0), 0)::bigint,
                         coalesce(sum(open_amount) filter (where over between 1 and 30), 0)::bigint,
                         coalesce(sum(open_amount) filter (where over between 31 and 60), 0)::bigint,
                         coalesce(sum(open_amount) filter (where over between 61 and 90), 0)::bigint,
                         coalesce(sum(open_amount) filter (where over > 90), 0)::bigint] as ages
              from (select customer_id, currency, open_amount, ${day}::date - due_on as over
                      from open_item
                     where tenant_id = ${ctx.tenantId} and open_amount > 0
                       and customer_id = any(${customerIds}::bigint[])) i
             group by customer_id, currency) s
     order by customer_id, total desc`,
  );
  return new Map(
    found.map(({ customerId, currency, ages }) => [
      customerId,
      ages.map((minor) => Number(minor) / 10 ** decimalsOf(currency)),
    ]),
  );
}

export type HeldBackLine = {
  readonly customerId: CustomerId;
  readonly name: string;
  readonly reason: DecisionTextRow['because'];
  readonly sentence: string;
  readonly amounts: readonly Money[];
  readonly untilOn: Day | null;
};

/** Who is not written to on this day although something is overdue, and why. */
export async function heldBackOf(
  ctx: Context,
  question: {
    readonly day: Day;
    readonly reason?: string | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ rows: HeldBackLine[]; nextCursor: string | null }> {
  const { day, reason, cursor, limit } = question;
  const [nameAfter, idAfter] = fromCursor(cursor, ['text', 'id']) ?? [];
  const found = await rows<
    DecisionTextRow & { readonly customerId: CustomerId; readonly name: string; sortName: string }
  >(
    ctx,
    sql`
    select d.customer_id::text as "customerId", c.name, lower(c.name) as "sortName", ${DECISION_COLUMNS}
      from decision d
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = d.customer_id
     where d.tenant_id = ${ctx.tenantId} and d.business_day = ${day}::date and ${HELD_BACK}
           ${reason === undefined ? sql`` : sql`and d.because = ${reason}`}
           ${nameAfter === undefined ? sql`` : sql`and (lower(c.name), c.id) > (${nameAfter}, ${idAfter}::bigint)`}
     order by lower(c.name), c.id
     limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, (row) => [row.sortName, row.customerId]);
  return {
    nextCursor: page.nextCursor,
    rows: page.rows.map((row) => ({
      customerId: row.customerId,
      name: row.name,
      reason: row.because,
      sentence: reasonSentence(inWords(row)),
      amounts: amountsOf(row.reasons.overdue),
      untilOn: row.reasons.facts.nextOn ?? null,
    })),
  };
}

const HELD_BACK = sql`d.action <> 'remind' and (d.reasons ->> 'overdue') <> '{}'`;

export type HeldBackSum = {
  readonly reason: DecisionTextRow['because'];
  readonly customers: number;
  readonly amounts: readonly Money[];
};

/** The overdue value that is not asked for, by the reason. */
export async function heldBackSums(ctx: Context, day: Day): Promise<HeldBackSum[]> {
  const found = await rows<{
    reason: DecisionTextRow['because'];
    customers: number;
    amounts: Record<string, string>;
  }>(
    ctx,
    sql`
    select because as reason, max(customers)::int as customers,
           json_object_agg(currency, minor::text order by currency) as amounts
      from (select d.because, a.key as currency, sum(a.value::bigint) as minor,
                   sum(count(distinct d.customer_id)) over (partition by d.because) as customers
              from decision d
             cross join json_each_text(d.reasons -> 'overdue') a
             where d.tenant_id = ${ctx.tenantId} and d.business_day = ${day}::date and ${HELD_BACK}
             group by d.because, a.key) sums
     group by because
     order by customers desc, because`,
  );
  return found.map(({ amounts, ...sum }) => ({ ...sum, amounts: amountsOf(amounts) }));
}

/** When the day was last decided. */
export async function decidedAt(ctx: Context, day: Day): Promise<Date | undefined> {
  const row = await first<{ at: Date | null }>(
    ctx,
    sql`
    select max(decided_at) as at
      from decision
     where tenant_id = ${ctx.tenantId} and business_day = ${day}::date`,
  );
  return row?.at ?? undefined;
}
