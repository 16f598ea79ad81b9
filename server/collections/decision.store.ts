import type { DecisionFacts } from '@goodterms/core/collections/decision-facts.ts';
import type { Decision, ExcludedPart } from '@goodterms/core/collections/dunning.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { integers, texts } from '../platform/columns.ts';
import { sql } from '../platform/database.ts';
import { quickDigest } from '../platform/digest.ts';

/** A decision as it is kept: short texts, and a digest of all of it. */
export type DecisionRow = {
  readonly customerId: CustomerId;
  readonly action: string;
  readonly because: string;
  readonly level: number | undefined;
  readonly caseItemId: OpenItemId | undefined;
  readonly tier: number;
  readonly rank: bigint;
  readonly chaseable: string;
  readonly overdue: string;
  readonly itemIds: string;
  readonly itemAmounts: string;
  /** Undefined: there are none, as in most decisions. */
  readonly exclusions: string | undefined;
  readonly checks: string | undefined;
  readonly facts: string;
  readonly digest: string;
};

export function toRow(decision: Decision): DecisionRow {
  const { items, exclusions, failed } = decision;
  const { customerId, action, because, step, caseItemId, tier, rank } = decision;
  const level = step?.level;
  const chaseable = amountsJson(decision.chaseable);
  const overdue = amountsJson(decision.overdue);
  const itemIds = `{${items.map((item) => item.id).join(',')}}`;
  const itemAmounts = `{${items.map((item) => item.amount).join(',')}}`;
  const parts =
    exclusions.length === 0 ? undefined : `[${exclusions.map(exclusionJson).join(',')}]`;
  const checks = failed.length === 0 ? undefined : JSON.stringify(failed);
  const facts = factsJson(decision.facts);
  const digest = quickDigest(
    `${action} ${because} ${level} ${caseItemId} ${tier} ${rank} ${chaseable} ${overdue} ${itemIds} ${itemAmounts} ${parts} ${checks} ${facts}`,
  );
  return {
    customerId,
    action,
    because,
    level,
    caseItemId,
    tier,
    rank,
    chaseable,
    overdue,
    itemIds,
    itemAmounts,
    exclusions: parts,
    checks,
    facts,
    digest,
  };
}

/** Keys are currency codes and values digits, so nothing in it needs escaping. */
function amountsJson(amounts: readonly Money[]): string {
  return `{${amounts.map(({ minor, currency }) => `"${currency}":"${minor}"`).join(',')}}`;
}

/** Ids, codes and days: nothing in it needs escaping either. */
function exclusionJson({ id, reason, amount, currency, on }: ExcludedPart): string {
  const day = on === undefined ? '' : `,"on":"${on}"`;
  return `{"id":"${id}","reason":"${reason}","amount":"${amount}","currency":"${currency}"${day}}`;
}

/** Days and counts; what is zero or absent is left out. */
function factsJson(facts: DecisionFacts): string {
  let text = `"today":"${facts.today}"`;
  for (const name of FACT_DAYS) {
    const day = facts[name];
    if (day !== undefined) text += `,"${name}":"${day}"`;
  }
  for (const name of FACT_COUNTS) if (facts[name] > 0) text += `,"${name}":${facts[name]}`;
  return `{${text}}`;
}

const FACT_DAYS = ['oldestDueOn', 'lastMessageOn', 'brokenFor', 'disputedSince', 'nextOn'] as const;
const FACT_COUNTS = ['overdueItems', 'lastLevel', 'brokenPromises'] as const;

/**
 * Writes the decisions of a batch that differ: with one statement those that are new today, with
 * another those that replace an earlier one. Nobody else writes meanwhile: see `takeTurn`.
 */
export async function replaceDecisions(
  ctx: Context,
  strategyVersion: number,
  {
    fresh,
    changed,
  }: { readonly fresh: readonly DecisionRow[]; readonly changed: readonly DecisionRow[] },
): Promise<void> {
  if (fresh.length > 0)
    await sql`
      insert into decision (tenant_id, customer_id, business_day, strategy_version, action, because,
                            level, case_item_id, tier, rank, chaseable, overdue, item_ids,
                            item_amounts, exclusions, checks, facts, digest, actor_kind, actor_id)
      select ${ctx.tenantId}, d.customer_id, ${ctx.today}::date, ${strategyVersion}, ${COLUMNS},
             ${ctx.actor.kind}, ${ctx.actor.id}
        from ${asTable(fresh)}`.execute(ctx.db);
  if (changed.length > 0)
    await sql`
      update decision
         set (strategy_version, action, because, level, case_item_id, tier, rank, chaseable, overdue,
              item_ids, item_amounts, exclusions, checks, facts, digest, actor_kind, actor_id,
              decided_at)
           = (${strategyVersion}, ${COLUMNS}, ${ctx.actor.kind}, ${ctx.actor.id}, clock_timestamp())
        from ${asTable(changed)}
       where decision.tenant_id = ${ctx.tenantId} and decision.business_day = ${ctx.today}::date
         and decision.customer_id = d.customer_id`.execute(ctx.db);
}

const COLUMNS = sql`
             d.action, d.because, d.level::int, d.case_item_id, d.tier::int, d.rank, d.chaseable::jsonb,
             d.overdue::jsonb, d.item_ids::bigint[], d.item_amounts::bigint[],
             coalesce(d.exclusions, '[]')::json, coalesce(d.checks, '[]')::json, d.facts::json,
             d.digest`;

function asTable(decided: readonly DecisionRow[]) {
  const of = <Value>(pick: (row: DecisionRow) => Value) => decided.map(pick);
  return sql`unnest(${integers(of((row) => row.customerId))}, ${texts(of((row) => row.action))},
                  ${texts(of((row) => row.because))}, ${integers(of((row) => row.level))},
                  ${integers(of((row) => row.caseItemId))}, ${integers(of((row) => row.tier))},
                  ${integers(of((row) => row.rank))}, ${texts(of((row) => row.chaseable))},
                  ${texts(of((row) => row.overdue))}, ${texts(of((row) => row.itemIds))},
                  ${texts(of((row) => row.itemAmounts))}, ${texts(of((row) => row.exclusions))},
                  ${texts(of((row) => row.checks))}, ${texts(of((row) => row.facts))},
                  ${texts(of((row) => row.digest))})
             as d (customer_id, action, because, level, case_item_id, tier, rank, chaseable, overdue,
                   item_ids, item_amounts, exclusions, checks, facts, digest)`;
}

/**
 * One review of a company at a time. Two at once would each decide from what they read, and the one
 * that read earlier could write last.
 */
export async function takeTurn(ctx: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`review ${ctx.tenantId}`}, 0))`.execute(
    ctx.db,
  );
}
