import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { withKeysKnown } from './bulk.ts';
import { asTable, documents, foreignTexts, integers, texts } from './columns.ts';
import type { Context } from './context.ts';
import { rows, sql } from './database.ts';
import { insertRows, type RowsOf } from './new-rows.ts';

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

/** Records many facts as a set; the ids come back in the order of the facts. */
export async function recordAll(ctx: Context, facts: readonly Fact[]): Promise<JournalId[]> {
  if (facts.length === 0) return [];
  const ids = await insertRows<JournalId, Fact>(ctx, factsOf(ctx), facts);
  const left = asTable({ journal_id: integers(ids) });
  await withKeysKnown(ctx, ids.length, () =>
    sql`
    insert into unhandled_fact (tenant_id, journal_id)
    select ${ctx.tenantId}, journal_id from ${left} as d`.execute(ctx.db),
  );
  return ids;
}

function factsOf({ actor }: Context): RowsOf<Fact> {
  return {
    table: 'journal',
    columns: (facts) => ({
      actor_kind: texts(facts.map(() => actor.kind)),
      actor_id: foreignTexts(facts.map(() => actor.id)),
      fact: texts(facts.map(({ fact }) => fact)),
      customer_id: integers(facts.map(({ customerId }) => customerId)),
      data: documents(facts.map(({ data }) => JSON.stringify(data))),
    }),
  };
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
