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
  readonly exclusions: string;
  readonly checks: string;
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
  const parts = `[${exclusions.map(exclusionJson).join(',')}]`;
  const checks = failed.length === 0 ? '[]' : JSON.stringify(failed);
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

/** Writes all decisions of a batch with one statement. */
export async function replaceDecisions(
  ctx: Context,
  strategyVersion: number,
  decided: readonly DecisionRow[],
): Promise<void> {
  if (decided.length === 0) return;
  const of = <Value>(pick: (row: DecisionRow) => Value) => decided.map(pick);
  await sql`
    insert into decision (tenant_id, customer_id, business_day, strategy_version, action, because,
                          level, case_item_id, tier, rank, chaseable, overdue, item_ids, item_amounts,
                          exclusions, checks, facts, digest, actor_kind, actor_id)
    select ${ctx.tenantId}, d.customer_id, ${ctx.today}::date, ${strategyVersion}, d.action, d.because,
           d.level, d.case_item_id, d.tier, d.rank, d.chaseable::jsonb, d.overdue::jsonb,
           d.item_ids::bigint[], d.item_amounts::bigint[], d.exclusions::jsonb, d.checks::jsonb,
           d.facts::jsonb, d.digest, ${ctx.actor.kind}, ${ctx.actor.id}
      from unnest(${integers(of((row) => row.customerId))},
                  ${texts(of((row) => row.action))},
                  ${texts(of((row) => row.because))},
                  ${integers(of((row) => row.level))},
                  ${integers(of((row) => row.caseItemId))},
                  ${integers(of((row) => row.tier))},
                  ${integers(of((row) => row.rank))},
                  ${texts(of((row) => row.chaseable))},
                  ${texts(of((row) => row.overdue))},
                  ${texts(of((row) => row.itemIds))},
                  ${texts(of((row) => row.itemAmounts))},
                  ${texts(of((row) => row.exclusions))},
                  ${texts(of((row) => row.checks))},
                  ${texts(of((row) => row.facts))},
                  ${texts(of((row) => row.digest))})
             as d (customer_id, action, because, level, case_item_id, tier, rank, chaseable, overdue,
                   item_ids, item_amounts, exclusions, checks, facts, digest)
        on conflict (tenant_id, business_day, customer_id) do update
       set strategy_version = excluded.strategy_version, action = excluded.action,
           because = excluded.because, level = excluded.level, case_item_id = excluded.case_item_id,
           tier = excluded.tier, rank = excluded.rank, chaseable = excluded.chaseable,
           overdue = excluded.overdue, item_ids = excluded.item_ids,
           item_amounts = excluded.item_amounts, exclusions = excluded.exclusions,
           checks = excluded.checks, facts = excluded.facts, digest = excluded.digest,
           actor_kind = excluded.actor_kind, actor_id = excluded.actor_id,
           decided_at = clock_timestamp()
     where decision.digest <> excluded.digest`.execute(ctx.db);
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
