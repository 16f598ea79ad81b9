import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { withKeysKnown } from './bulk.ts';
import type { Context } from './context.ts';
import { list, rows, sql } from './database.ts';

/** Something that became true, named `room.noun_verbed`. */
export type Fact = {
  readonly fact: `${string}.${string}`;
  readonly customerId?: CustomerId | undefined;
  /** Ids, amounts as text, counts, days, reasons. No personal data: the journal is never erased. */
  readonly data: Readonly<Record<string, unknown>>;
};

/**
 * Records a fact in the same transaction as the change it tells of, and leaves it for the
 * switchboard. Rows of money name the id that comes back as their `journal_id`.
 */
export async function record(ctx: Context, fact: Fact): Promise<JournalId> {
  const [id] = await recordAll(ctx, [fact]);
  if (!id) throw new Error('Expected: the journal gives an id');
  return id;
}

/** Records many facts with one statement; the ids come back in the order of the facts. */
export async function recordAll(ctx: Context, facts: readonly Fact[]): Promise<JournalId[]> {
  if (facts.length === 0) return [];
  const insert = sql`
    with told as (
      select * from unnest(${list(facts.map((fact) => fact.fact))}::text[],
                           ${list(facts.map((fact) => fact.customerId ?? null))}::bigint[],
                           ${list(facts.map((fact) => JSON.stringify(fact.data)))}::jsonb[])
               with ordinality as told (fact, customer_id, data, place)),
    recorded as (
      insert into journal (tenant_id, actor_kind, actor_id, fact, customer_id, data)
      select ${ctx.tenantId}, ${ctx.actor.kind}, ${ctx.actor.id}, fact, customer_id, data
        from told order by place
      returning tenant_id, id),
    left_for_the_switchboard as (
      insert into unhandled_fact (tenant_id, journal_id) select tenant_id, id from recorded)
    select r.id::text as id from recorded r order by r.id`;
  const recorded = await withKeysKnown(ctx, facts.length, () =>
    rows<{ id: JournalId }>(ctx, insert),
  );
  return recorded.map((row) => row.id);
}

export type FactTaken = {
  readonly id: JournalId;
  readonly fact: string;
  readonly customerId: CustomerId | null;
};

const FACTS_AT_ONCE = 1000;

/** Hands out facts once each, oldest first; a transaction that fails puts its facts back. */
export async function takeFacts(ctx: Context): Promise<FactTaken[]> {
  return rows<FactTaken>(
    ctx,
    sql`
    with taken as (
      delete from unhandled_fact
       where tenant_id = ${ctx.tenantId}
         and journal_id in (select journal_id from unhandled_fact
                             where tenant_id = ${ctx.tenantId}
                             order by journal_id limit ${FACTS_AT_ONCE} for update skip locked)
      returning journal_id)
    select j.id::text as id, j.fact, j.customer_id::text as "customerId"
      from journal j join taken on taken.journal_id = j.id
     where j.tenant_id = ${ctx.tenantId}
     order by j.id`,
  );
}
