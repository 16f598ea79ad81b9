import type { CustomerId, JournalId, MessageId } from '@goodterms/core/kernel/id.ts';
import {
  statesThatAllow,
  type MessageDraft,
  type MessageState,
} from '@goodterms/core/messaging/message.ts';
import type { Context } from '../platform/context.ts';
import { asTable, integers, texts } from '../platform/columns.ts';
import { first, rows, sql, sqlState, type RawBuilder } from '../platform/database.ts';
import type { Withdrawal } from './message.actions.ts';

/** A reminder that has not gone after three days says yesterday's news; the next run plans anew. */
const DEFAULT_LIFE_MS = 3 * 86_400_000;

/** Inserts what does not wait already; answers how many. */
export async function insertWaiting(
  ctx: Context,
  drafts: readonly MessageDraft[],
  journalId: JournalId,
): Promise<number> {
  const table = tableOf(ctx, drafts);
  await rows(ctx, sql`savepoint insert_waiting`);
  try {
    const inserted = await insert(ctx, table, journalId);
    await rows(ctx, sql`release savepoint insert_waiting`);
    return inserted;
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    // Seldom: one began to wait since we looked. To ask about each row costs all others a quarter.
    await rows(ctx, sql`rollback to savepoint insert_waiting`);
    return insert(ctx, table, journalId, UNLESS_ONE_WAITS);
  }
}

const UNLESS_ONE_WAITS = sql`
        on conflict (tenant_id, customer_id,
                     (case when state = 'waiting' and purpose = 'reminder' then 0 else id end))
        do nothing`;

async function insert(
  ctx: Context,
  table: RawBuilder<unknown>,
  journalId: JournalId,
  onConflict = sql``,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into message (tenant_id, customer_id, contact_id, purpose, case_item_id, level, template,
                         language, business_day, planned, digest, epoch, available_at, deadline,
                         journal_id)
    select ${ctx.tenantId}, d.customer_id, d.contact_id, d.purpose, d.case_item_id, d.level, d.template,
           d.language, d.business_day::date, d.planned::json, d.digest, (select epoch from installation),
           to_timestamp(d.available_ms::float8 / 1000), to_timestamp(d.deadline_ms::float8 / 1000),
           ${journalId}::bigint
      from ${table} as d ${onConflict}`.execute(ctx.db);
  return Number(numAffectedRows ?? 0);
}

function tableOf(ctx: Context, drafts: readonly MessageDraft[]): RawBuilder<unknown> {
  const of = <Value>(pick: (draft: MessageDraft) => Value) => drafts.map(pick);
  return asTable({
    customer_id: integers(of((draft) => draft.customerId)),
    contact_id: integers(of((draft) => draft.contactId)),
    purpose: texts(of((draft) => draft.purpose)),
    case_item_id: integers(of((draft) => draft.caseItemId)),
    level: integers(of((draft) => draft.level)),
    template: texts(of((draft) => draft.template)),
    language: texts(of((draft) => draft.language)),
    business_day: texts(of((draft) => draft.businessDay)),
    planned: texts(of((draft) => JSON.stringify(draft.planned))),
    digest: integers(of((draft) => draft.digest)),
    available_ms: integers(of((draft) => (draft.availableAt ?? ctx.now).getTime())),
    deadline_ms: integers(of((draft) => lastMoment(draft, draft.availableAt ?? ctx.now))),
  });
}

function lastMoment(draft: MessageDraft, availableAt: Date): number {
  return draft.deadline?.getTime() ?? availableAt.getTime() + DEFAULT_LIFE_MS;
}

/** Messages are locked before their tries, everywhere. */
export async function lockMessage(
  ctx: Context,
  id: MessageId,
): Promise<{ readonly state: MessageState; readonly customerId: CustomerId | null } | undefined> {
  return first(
    ctx,
    sql`
    select state, customer_id::text as "customerId" from message
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint
       for update`,
  );
}

export type NextTry = {
  readonly availableAt: Date;
  readonly because: string | undefined;
  /** What the count of tries becomes, when it changes. */
  readonly attempts?: number | undefined;
  /** A person lets it go anew: it belongs to the epoch of now and has this deadline. */
  readonly deadline?: Date | undefined;
};

/**
 * Lets a message wait again. False when a newer reminder waits for the customer meanwhile, since
 * one waits at a time; then nothing is changed.
 */
export async function letWait(ctx: Context, id: MessageId, next: NextTry): Promise<boolean> {
  await rows(ctx, sql`savepoint let_wait`);
  try {
    await rows(
      ctx,
      sql`
      update message m
         set state = 'waiting', state_reason = ${next.because ?? null}, lease_until = null,
             ended_at = null, available_at = ${next.availableAt},
             epoch = case when ${next.deadline === undefined} then m.epoch else i.epoch end,
             attempts = coalesce(${next.attempts ?? null}::int, m.attempts),
             deadline = coalesce(${next.deadline ?? null}::timestamptz, m.deadline)
        from installation i
       where m.tenant_id = ${ctx.tenantId} and m.id = ${id}::bigint`,
    );
    await rows(ctx, sql`release savepoint let_wait`);
    return true;
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    await rows(ctx, sql`rollback to savepoint let_wait`);
    return false;
  }
}

/** A newer reminder has taken its place. */
export async function markReplaced(ctx: Context, id: MessageId): Promise<void> {
  await rows(
    ctx,
    sql`
    update message
       set state = 'withdrawn', state_reason = 'replaced', lease_until = null, ended_at = clock_timestamp()
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}

/** Three days from now, as for a message that is queued now. */
export function newDeadline(ctx: Context): Date {
  return new Date(ctx.now.getTime() + DEFAULT_LIFE_MS);
}

export type WithdrawnMessage = Withdrawal & { readonly customerId: CustomerId };

/**
 * Takes back what may be taken back, in the order of the ids so that two withdrawals never wait
 * for each other. A try that was under way finds its claim gone and hands nothing over.
 */
export async function withdraw(
  ctx: Context,
  withdrawals: readonly Withdrawal[],
): Promise<WithdrawnMessage[]> {
  if (withdrawals.length === 0) return [];
  return rows<WithdrawnMessage>(
    ctx,
    sql`
    with asked as (
      select distinct on (id) id, because, note
        from unnest(${withdrawals.map((one) => one.id)}::bigint[],
                    ${withdrawals.map((one) => one.because)}::text[],
                    ${withdrawals.map((one) => one.note ?? null)}::text[]) as asked (id, because, note)),
    locked as (
      select id from message
       where tenant_id = ${ctx.tenantId}
         and id in (select id from asked)
         and state = any(${statesThatAllow('withdraw')}::text[])
       order by id for update),
    withdrawn as (
      update message m
         set state = 'withdrawn', state_reason = concat_ws(': ', asked.because, asked.note),
             ended_at = clock_timestamp(), lease_until = null
        from asked join locked using (id)
       where m.tenant_id = ${ctx.tenantId} and m.id = asked.id
      returning m.id, m.customer_id, asked.because),
    abandoned as (
      update message_attempt a
         set stage = 'ended', outcome = 'abandoned', detail = 'withdrawn', ended_at = clock_timestamp()
        from withdrawn
       where a.tenant_id = ${ctx.tenantId} and a.message_id = withdrawn.id and a.outcome is null)
    select id::text as id, customer_id::text as "customerId", because from withdrawn order by id`,
  );
}

const CODE_LIFE_MS = 60 * 60_000;

/** A code to our own address; one that still waits is replaced. */
export async function insertVerification(
  ctx: Context,
  { address, code }: { readonly address: string; readonly code: string },
  journalId: JournalId,
): Promise<void> {
  await rows(
    ctx,
    sql`
    with replaced as (
      update message set state = 'withdrawn', state_reason = 'replaced', ended_at = clock_timestamp()
       where tenant_id = ${ctx.tenantId} and purpose = 'verification' and state = 'waiting')
    insert into message (tenant_id, purpose, template, language, recipient, business_day, planned, epoch,
                         available_at, deadline, journal_id)
    select ${ctx.tenantId}, 'verification', 'sender_code', 'en', ${address}, ${ctx.today}::date,
           ${JSON.stringify({ code })}::json, epoch, ${ctx.now},
           ${new Date(ctx.now.getTime() + CODE_LIFE_MS)}, ${journalId}::bigint
      from installation`,
  );
}
