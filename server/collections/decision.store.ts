import type { DecisionFacts } from '@goodterms/core/collections/decision-facts.ts';
import type { AskedItem, Decision, ExcludedPart } from '@goodterms/core/collections/dunning.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { asTable, integers, texts } from '../platform/columns.ts';
import { sql } from '../platform/database.ts';
import { quickDigest } from '../platform/digest.ts';
import { TextColumn } from '../platform/text-column.ts';

/** Decisions as they are kept, a list for each column: rows would be made only to be taken apart. */
export class DecisionColumns {
  readonly customerIds: CustomerId[] = [];
  readonly actions: string[] = [];
  readonly becauses: string[] = [];
  readonly levels: (number | undefined)[] = [];
  readonly caseItemIds: (OpenItemId | undefined)[] = [];
  readonly tiers: number[] = [];
  readonly ranks: bigint[] = [];
  /** What each is told and proved from, as one document. */
  readonly reasons = new TextColumn();
  readonly digests: number[] = [];

  get count(): number {
    return this.customerIds.length;
  }

  /**
   * Writes a decision down; answers the digest of what it asks for, item by item. One that says the
   * same as `before` is not kept.
   */
  add(decision: Decision, before?: number): number {
    const { action, because, step, caseItemId, tier, rank } = decision;
    const { reasons } = this;
    reasons.start();
    const from = reasons.place;
    const asked = writeReasons(reasons, decision);
    const short = `${action} ${because} ${step?.level} ${caseItemId} ${tier} ${rank}`;
    const digest = reasons.digest(from, quickDigest(short));
    if (digest === before) return asked;
    reasons.keep();
    this.customerIds.push(decision.customerId);
    this.actions.push(action);
    this.becauses.push(because);
    this.levels.push(step?.level);
    this.caseItemIds.push(caseItemId);
    this.tiers.push(tier);
    this.ranks.push(rank);
    this.digests.push(digest);
    return asked;
  }
}

/** Codes, ids, days and digits: nothing in it needs escaping. Most often all of it may be asked for. */
function writeReasons(
  to: TextColumn,
  { chaseable, overdue, items, exclusions, failed, facts }: Decision,
): number {
  to.write('{"overdue":');
  writeAmounts(to, overdue);
  if (!areSame(chaseable, overdue)) {
    to.write(',"chaseable":');
    writeAmounts(to, chaseable);
  }
  const asked = writeItems(to, items);
  if (exclusions.length > 0) writeExclusions(to, exclusions);
  if (failed.length > 0) {
    to.write(',"checks":');
    to.write(JSON.stringify(failed));
  }
  writeFacts(to, facts);
  to.write('}');
  return asked;
}

function areSame(some: readonly Money[], others: readonly Money[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ minor, currency }, i) => {
      const other = others[i];
      return other?.minor === minor && other.currency === currency;
    })
  );
}

function writeAmounts(to: TextColumn, amounts: readonly Money[]): void {
  to.write('{');
  for (const [i, { minor, currency }] of amounts.entries()) {
    to.write(i === 0 ? '"' : ',"');
    to.write(currency);
    to.write('":"');
    to.write(String(minor));
    to.write('"');
  }
  to.write('}');
}

function writeItems(to: TextColumn, items: readonly AskedItem[]): number {
  if (items.length === 0) return 0;
  const from = to.place;
  to.write(',"items":"');
  for (let i = 0; i < items.length; i += 1) {
    if (i > 0) to.write(' ');
    to.write(items[i]?.id ?? '');
  }
  to.write('","amounts":"');
  for (let i = 0; i < items.length; i += 1) {
    if (i > 0) to.write(' ');
    to.write(String(items[i]?.amount));
  }
  to.write('"');
  return to.digest(from, 0);
}

function writeExclusions(to: TextColumn, exclusions: readonly ExcludedPart[]): void {
  to.write(',"exclusions":[');
  for (const [i, { id, reason, amount, currency, on }] of exclusions.entries()) {
    const day = on === undefined ? '' : `,"on":"${on}"`;
    to.write(i === 0 ? '{"id":"' : ',{"id":"');
    to.write(`${id}","reason":"${reason}","amount":"${amount}","currency":"${currency}"${day}}`);
  }
  to.write(']');
}

/** Days and counts; what is zero or absent is left out. */
function writeFacts(to: TextColumn, facts: DecisionFacts): void {
  to.write(',"facts":{"today":"');
  to.write(facts.today);
  to.write('"');
  for (const name of FACT_DAYS) {
    const day = facts[name];
    if (day === undefined) continue;
    to.write(`,"${name}":"`);
    to.write(day);
    to.write('"');
  }
  for (const name of FACT_COUNTS) {
    if (facts[name] === 0) continue;
    to.write(`,"${name}":`);
    to.write(String(facts[name]));
  }
  to.write('}');
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
                            level, case_item_id, tier, rank, reasons, digest, actor_kind, actor_id)
      select ${ctx.tenantId}, d.customer_id, ${day}::date, ${strategyVersion}, ${VALUES},
             ${ctx.actor.kind}, ${ctx.actor.id}
        from ${tableOf(fresh)} as d`.execute(ctx.db);
  if (changed.count > 0)
    await sql`
      update decision
         set (strategy_version, action, because, level, case_item_id, tier, rank, reasons, digest,
              actor_kind, actor_id, decided_at)
           = (${strategyVersion}, ${VALUES}, ${ctx.actor.kind}, ${ctx.actor.id}, clock_timestamp())
        from ${tableOf(changed)} as d
       where decision.tenant_id = ${ctx.tenantId} and decision.business_day = ${day}::date
         and decision.customer_id = d.customer_id`.execute(ctx.db);
}

const VALUES = sql`
             d.action, d.because, d.level::int, d.case_item_id, d.tier::int, d.rank, d.reasons::json,
             d.digest`;

function tableOf(of: DecisionColumns) {
  return asTable({
    customer_id: integers(of.customerIds),
    action: texts(of.actions),
    because: texts(of.becauses),
    level: integers(of.levels),
    case_item_id: integers(of.caseItemIds),
    tier: integers(of.tiers),
    rank: integers(of.ranks),
    reasons: of.reasons,
    digest: integers(of.digests),
  });
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
