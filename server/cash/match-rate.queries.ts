import type { MatchRateJson, RATES_BY } from '@goodterms/api/cash/matching.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';
import { BY_RULE } from './match.store.ts';

export type RatesAsked = {
  readonly by: (typeof RATES_BY)[number];
  readonly from?: Day | undefined;
  readonly until?: Day | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

const KEYS = {
  customer: {
    key: sql`coalesce(m.customer_id, c.customer_id)::text`,
    name: sql`max(cu.name)`,
    unknown: 'Nobody knows whose',
  },
  method: {
    key: sql`nullif(l.type, '')`,
    name: sql`max(l.type)`,
    unknown: 'The bank does not say',
  },
  tier: {
    key: sql`case when m.matched_by = ${BY_RULE} then m.tier end`,
    name: sql`max(m.tier) filter (where m.matched_by = ${BY_RULE})`,
    unknown: 'Not by the rule',
  },
};

/**
 * What became of the payments of a span. A match that a person took back counts as false in the
 * group to which it had belonged; what the rule itself decided anew is no mistake.
 */
export async function matchRates(
  ctx: Context,
  { by, from, until, cursor, limit }: RatesAsked,
): Promise<{ rows: MatchRateJson[]; nextCursor: string | null }> {
  const { key, name, unknown } = KEYS[by];
  const [lines, after] = fromCursor(cursor, ['id', 'text']) ?? [];
  const inSpan = sql`
    l.tenant_id = ${ctx.tenantId} and l.amount > 0
    ${from === undefined ? sql`` : sql`and l.booked_on >= ${from}::date`}
    ${until === undefined ? sql`` : sql`and l.booked_on <= ${until}::date`}`;
  const found = await rows<Omit<MatchRateJson, 'matchRate' | 'falseMatchRate' | 'name'> & Extra>(
    ctx,
    sql`
    with now as (
      select ${key} as key, ${name} as name, count(*)::int as lines,
             count(*) filter (where m.matched_by = ${BY_RULE})::int as "byThemselves",
             count(*) filter (where m.tier = 'confirmed')::int as confirmed,
             count(*) filter (where m.tier = 'by_hand')::int as "byHand",
             count(*) filter (where m.tier = 'on_account')::int as "onAccount",
             count(*) filter (where m.id is null)::int as waiting
        from bank_line l
        left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
        left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
         and m.undone_at is null
        left join customer cu on cu.tenant_id = ${ctx.tenantId}
         and cu.id = coalesce(m.customer_id, c.customer_id)
       where ${inSpan} and l.set_aside is null
       group by 1),
    taken_back as (
      select ${key} as key, ${name} as name, count(*)::int as "falseMatches"
        from match m
        join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = m.bank_line_id
        left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
        left join customer cu on cu.tenant_id = ${ctx.tenantId}
         and cu.id = coalesce(m.customer_id, c.customer_id)
       where m.tenant_id = ${ctx.tenantId} and m.undone_at is not null
         and m.matched_by = ${BY_RULE} and m.undone_by <> ${BY_RULE} and ${inSpan}
       group by 1),
    rate as (
      select coalesce(n.key, t.key) as key, coalesce(n.name, t.name) as name,
             coalesce(n.lines, 0) as lines, coalesce(n."byThemselves", 0) as "byThemselves",
             coalesce(n.confirmed, 0) as confirmed, coalesce(n."byHand", 0) as "byHand",
             coalesce(n."onAccount", 0) as "onAccount", coalesce(n.waiting, 0) as waiting,
             coalesce(t."falseMatches", 0) as "falseMatches"
        from now n
        full join taken_back t on coalesce(t.key, '') = coalesce(n.key, ''))
    select * from rate
     ${lines === undefined ? sql`` : sql`where (-lines, coalesce(key, '') collate "C") > (${`-${lines}`}::int, ${after})`}
     order by lines desc, coalesce(key, '') collate "C"
     limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, (row) => [String(row.lines), row.key ?? '']);
  return { ...page, rows: page.rows.map((row) => withRates(row, unknown)) };
}

type Extra = { readonly name: string | null };

function withRates(
  row: Omit<MatchRateJson, 'matchRate' | 'falseMatchRate' | 'name'> & Extra,
  unknown: string,
): MatchRateJson {
  const ever = row.byThemselves + row.falseMatches;
  return {
    ...row,
    name: row.key === null ? unknown : (row.name ?? row.key),
    matchRate: row.lines === 0 ? null : shareOf(row.byThemselves, row.lines),
    falseMatchRate: ever === 0 ? null : shareOf(row.falseMatches, ever),
  };
}

function shareOf(part: number, whole: number): number {
  return Math.round((part / whole) * 1e6) / 1e6;
}
