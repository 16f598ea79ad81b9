import type { DecisionFacts } from '@goodterms/core/collections/decision-facts.ts';
import type { Decision, ExcludedPart } from '@goodterms/core/collections/dunning.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { integers, texts } from '../platform/columns.ts';
import { sql } from '../platform/database.ts';
import { quickDigest } from '../platform/digest.ts';

/** Decisions as they are kept, a list for each column: rows would be made only to be taken apart. */
export class DecisionColumns {
  readonly customerIds: CustomerId[] = [];
  readonly actions: string[] = [];
  readonly becauses: string[] = [];
  readonly levels: (number | undefined)[] = [];
  readonly caseItemIds: (OpenItemId | undefined)[] = [];
  readonly tiers: number[] = [];
  readonly ranks: bigint[] = [];
  readonly chaseables: string[] = [];
  readonly overdues: string[] = [];
  readonly itemIds: string[] = [];
  readonly itemAmounts: string[] = [];
  readonly exclusions: (string | undefined)[] = [];
  readonly checks: (string | undefined)[] = [];
  readonly facts: string[] = [];
  readonly digests: string[] = [];

  get count(): number {
    return this.customerIds.length;
  }

  add({ decision, texts: kept, digest }: KeptDecision): void {
    this.customerIds.push(decision.customerId);
    this.actions.push(decision.action);
    this.becauses.push(decision.because);
    this.levels.push(decision.step?.level);
    this.caseItemIds.push(decision.caseItemId);
    this.tiers.push(decision.tier);
    this.ranks.push(decision.rank);
    this.chaseables.push(kept.chaseable);
    this.overdues.push(kept.overdue);
    this.itemIds.push(kept.itemIds);
    this.itemAmounts.push(kept.itemAmounts);
    this.exclusions.push(kept.exclusions);
    this.checks.push(kept.checks);
    this.facts.push(kept.facts);
    this.digests.push(digest);
  }
}

export type KeptDecision = {
  readonly decision: Decision;
  readonly texts: DecisionTexts;
  /** Of everything decided: the same again changes nothing. */
  readonly digest: string;
};

type DecisionTexts = {
  readonly chaseable: string;
  readonly overdue: string;
  readonly itemIds: string;
  readonly itemAmounts: string;
  /** Undefined: there are none, as in most decisions. */
  readonly exclusions: string | undefined;
  readonly checks: string | undefined;
  readonly facts: string;
};

export function toKeep(decision: Decision): KeptDecision {
  const { items, exclusions, failed } = decision;
  const kept: DecisionTexts = {
    chaseable: amountsJson(decision.chaseable),
    overdue: amountsJson(decision.overdue),
    itemIds: `{${items.map((item) => item.id).join(',')}}`,
    itemAmounts: `{${items.map((item) => item.amount).join(',')}}`,
    exclusions:
      exclusions.length === 0 ? undefined : `[${exclusions.map(exclusionJson).join(',')}]`,
    checks: failed.length === 0 ? undefined : JSON.stringify(failed),
    facts: factsJson(decision.facts),
  };
  const { action, because, step, caseItemId, tier, rank } = decision;
  const short = `${action} ${because} ${step?.level} ${caseItemId} ${tier} ${rank}`;
  const long = `${kept.overdue} ${kept.itemIds} ${kept.itemAmounts} ${kept.exclusions} ${kept.checks} ${kept.facts}`;
  return { decision, texts: kept, digest: quickDigest(`${short} ${long}`) };
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
  { day, strategyVersion }: { readonly day: Day; readonly strategyVersion: number },
  { fresh, changed }: { readonly fresh: DecisionColumns; readonly changed: DecisionColumns },
): Promise<void> {
  if (fresh.count > 0)
    await sql`
      insert into decision (tenant_id, customer_id, business_day, strategy_version, action, because,
                            level, case_item_id, tier, rank, chaseable, overdue, item_ids,
                            item_amounts, exclusions, checks, facts, digest, actor_kind, actor_id)
      select ${ctx.tenantId}, d.customer_id, ${day}::date, ${strategyVersion}, ${COLUMNS},
             ${ctx.actor.kind}, ${ctx.actor.id}
        from ${asTable(fresh)}`.execute(ctx.db);
  if (changed.count > 0)
    await sql`
      update decision
         set (strategy_version, action, because, level, case_item_id, tier, rank, chaseable, overdue,
              item_ids, item_amounts, exclusions, checks, facts, digest, actor_kind, actor_id,
              decided_at)
           = (${strategyVersion}, ${COLUMNS}, ${ctx.actor.kind}, ${ctx.actor.id}, clock_timestamp())
        from ${asTable(changed)}
       where decision.tenant_id = ${ctx.tenantId} and decision.business_day = ${day}::date
         and decision.customer_id = d.customer_id`.execute(ctx.db);
}

const COLUMNS = sql`
             d.action, d.because, d.level::int, d.case_item_id, d.tier::int, d.rank, d.chaseable::jsonb,
             d.overdue::jsonb, d.item_ids::bigint[], d.item_amounts::bigint[],
             coalesce(d.exclusions, '[]')::json, coalesce(d.checks, '[]')::json, d.facts::json,
             d.digest`;

function asTable(of: DecisionColumns) {
  return sql`unnest(${integers(of.customerIds)}, ${texts(of.actions)}, ${texts(of.becauses)},
                  ${integers(of.levels)}, ${integers(of.caseItemIds)}, ${integers(of.tiers)},
                  ${integers(of.ranks)}, ${texts(of.chaseables)}, ${texts(of.overdues)},
                  ${texts(of.itemIds)}, ${texts(of.itemAmounts)}, ${texts(of.exclusions)},
                  ${texts(of.checks)}, ${texts(of.facts)}, ${texts(of.digests)})
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
