import type { AttemptId, CustomerId, MessageId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { MessagePurpose, MessageState } from '@goodterms/core/messaging/message.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

/** A try with its message, as the next step needs it. */
export type Attempt = {
  readonly id: AttemptId;
  readonly messageId: MessageId;
  readonly customerId: CustomerId | undefined;
  readonly purpose: MessagePurpose;
  readonly caseItemId: OpenItemId | undefined;
  readonly level: number | undefined;
  readonly openItemIds: readonly OpenItemId[];
  /** Tries of the message that were put off before this one. */
  readonly attempts: number;
  readonly state: MessageState;
  readonly outcome: string | undefined;
  /** It went to the tester and not to the customer. */
  readonly isTest: boolean;
};

type AttemptRow = Omit<Attempt, 'customerId' | 'caseItemId' | 'level' | 'outcome'> & {
  readonly customerId: CustomerId | null;
  readonly caseItemId: OpenItemId | null;
  readonly level: number | null;
  readonly outcome: string | null;
};

const ATTEMPT = sql`
  select a.id::text as id, m.id::text as "messageId", m.customer_id::text as "customerId", m.purpose,
         m.case_item_id::text as "caseItemId", m.level, m.attempts, m.state, a.outcome,
         coalesce((a.gate ->> 'testMode')::boolean, false) as "isTest",
         coalesce((select array_agg(i.open_item_id::text order by i.open_item_id)
                     from message_item i
                    where i.tenant_id = a.tenant_id and i.attempt_id = a.id), '{}') as "openItemIds"
    from message_attempt a
    join message m on m.tenant_id = a.tenant_id and m.id = a.message_id`;

export async function loadAttempt(ctx: Context, id: AttemptId): Promise<Attempt> {
  const row = await first<AttemptRow>(
    ctx,
    sql`${ATTEMPT} where a.tenant_id = ${ctx.tenantId} and a.id = ${id}::bigint`,
  );
  if (!row) throw new Error('Expected: the attempt');
  return toAttempt(row);
}

/** The last try of a message. */
export async function lastAttempt(ctx: Context, id: MessageId): Promise<Attempt | undefined> {
  const row = await first<AttemptRow>(
    ctx,
    sql`${ATTEMPT} where a.tenant_id = ${ctx.tenantId} and a.message_id = ${id}::bigint
         order by a.id desc limit 1`,
  );
  return row && toAttempt(row);
}

/** Tries whose sender has vanished: its lease ran out on the database's clock. */
export async function abandonedAttempts(ctx: Context): Promise<Attempt[]> {
  const found = await rows<AttemptRow>(
    ctx,
    sql`${ATTEMPT}
     where m.tenant_id = ${ctx.tenantId} and m.state in ('claimed', 'data')
       and m.lease_until < clock_timestamp() and a.outcome is null
     order by m.id`,
  );
  return found.map(toAttempt);
}

/** After this long the gate's answer is too old to stand for the instant of handing over. */
const CLAIM_FRESH_SECONDS = 30;
/** Longer than the postman ever waits for the last word. */
const DATA_LEASE_SECONDS = 300;

/**
 * The line between "nothing was handed over" and "it may have arrived". False when the claim is
 * gone, withdrawn or too old; then nothing may be handed over.
 */
export async function markData(
  ctx: Context,
  id: AttemptId,
  messageId: MessageId,
): Promise<boolean> {
  const marked = await first<{ id: string }>(
    ctx,
    sql`
    with taken as (
      update message m
         set state = 'data', lease_until = clock_timestamp() + make_interval(secs => ${DATA_LEASE_SECONDS})
        from message_attempt a
       where m.tenant_id = ${ctx.tenantId} and m.id = ${messageId}::bigint and m.state = 'claimed'
         and a.tenant_id = m.tenant_id and a.id = ${id}::bigint and a.message_id = m.id
         and a.stage = 'claimed' and a.outcome is null
         and a.started_at > clock_timestamp() - make_interval(secs => ${CLAIM_FRESH_SECONDS})
      returning a.id)
    update message_attempt a set stage = 'data', data_at = clock_timestamp()
      from taken
     where a.tenant_id = ${ctx.tenantId} and a.id = taken.id
    returning a.id::text as id`,
  );
  return marked !== undefined;
}

export type AttemptEnd = {
  readonly outcome: 'accepted' | 'refused' | 'deferred' | 'unknown' | 'abandoned';
  readonly code?: string | undefined;
  readonly detail: string;
};

/** Ends the try once. A late yes of the server ends it a second time when it was unknown. */
export async function endAttempt(
  ctx: Context,
  id: AttemptId,
  { outcome, code, detail }: AttemptEnd,
): Promise<boolean> {
  const ended = await first<{ id: string }>(
    ctx,
    sql`
    update message_attempt
       set stage = 'ended', outcome = ${outcome}, reply_code = ${code ?? null}, detail = ${detail},
           ended_at = clock_timestamp()
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint and resolved_by is null
       and (outcome is null or (outcome = 'unknown' and ${outcome} = 'accepted'))
    returning id::text as id`,
  );
  return ended !== undefined;
}

/** The message has ended, for good or until a person looks. */
export async function endMessage(
  ctx: Context,
  { messageId, id }: Pick<Attempt, 'messageId' | 'id'>,
  state: 'accepted' | 'refused' | 'unknown' | 'failed',
  because: string | undefined,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update message m
       set state = ${state}, state_reason = ${because ?? null}, lease_until = null,
           ended_at = clock_timestamp(), attempts = m.attempts + 1,
           sent_at = case when ${state} in ('accepted', 'unknown') then a.started_at end
      from message_attempt a
     where m.tenant_id = ${ctx.tenantId} and m.id = ${messageId}::bigint
       and a.tenant_id = m.tenant_id and a.id = ${id}::bigint`,
  );
}

/** What a person found out about a try of unknown outcome, and how they know. */
export async function resolveAttempt(
  ctx: Context,
  attempt: Pick<Attempt, 'id' | 'messageId'>,
  found: { readonly arrived: boolean; readonly evidence: string },
): Promise<void> {
  const outcome = found.arrived ? 'accepted' : 'abandoned';
  await rows(
    ctx,
    sql`
    with resolved as (
      update message_attempt
         set outcome = ${outcome}, resolved_by = ${`${ctx.actor.kind}:${ctx.actor.id}`},
             detail = concat_ws(' · ', detail, ${found.evidence}::text)
       where tenant_id = ${ctx.tenantId} and id = ${attempt.id}::bigint)
    update message
       set state = ${found.arrived ? 'accepted' : 'withdrawn'},
           state_reason = ${found.arrived ? null : 'did_not_arrive'},
           sent_at = case when ${found.arrived} then sent_at end, ended_at = clock_timestamp()
     where tenant_id = ${ctx.tenantId} and id = ${attempt.messageId}::bigint`,
  );
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    ...row,
    customerId: row.customerId ?? undefined,
    caseItemId: row.caseItemId ?? undefined,
    level: row.level ?? undefined,
    outcome: row.outcome ?? undefined,
  };
}
