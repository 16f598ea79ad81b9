import type { AttemptId, CustomerId, MessageId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type {
  CustomerPurpose,
  ItemToName,
  MessageToSend,
} from '@goodterms/core/messaging/message.ts';
import type { WrittenMessage } from '@goodterms/core/messaging/message-check.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql, sqlState } from '../platform/database.ts';

/** One claimer a company at a time, so that the cap is exact. False when somebody else is at it. */
export async function isOnlyClaimer(ctx: Context): Promise<boolean> {
  const key = `messaging.claim ${ctx.tenantId}`;
  const row = await first<{ isOurs: boolean }>(
    ctx,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${key}, 0)) as "isOurs"`,
  );
  return row?.isOurs ?? false;
}

/** Messages from before a restore may have been sent after the backup was made (F10). */
export async function quarantineOlderEpochs(ctx: Context, epoch: number): Promise<MessageId[]> {
  const quarantined = await rows<{ id: MessageId }>(
    ctx,
    sql`
    update message
       set state = 'quarantined', state_reason = 'restored_from_backup', lease_until = null
     where tenant_id = ${ctx.tenantId} and state = 'waiting' and epoch < ${epoch}
    returning id::text as id`,
  );
  return quarantined.map(({ id }) => id);
}

export type Overdue = {
  readonly id: MessageId;
  readonly customerId: CustomerId | undefined;
  readonly wasTried: boolean;
};

/** What has waited past its deadline ends: untried it is withdrawn, tried it needs a person. */
export async function endOverdue(ctx: Context): Promise<Overdue[]> {
  return rows<Overdue>(
    ctx,
    sql`
    update message
       set state = case when attempts > 0 then 'failed' else 'withdrawn' end,
           state_reason = case when attempts > 0 then 'could_not_be_delivered' else 'deadline_passed' end,
           ended_at = clock_timestamp(), lease_until = null
     where tenant_id = ${ctx.tenantId} and state = 'waiting' and deadline < ${ctx.now}
    returning id::text as id, customer_id::text as "customerId", attempts > 0 as "wasTried"`,
  );
}

/** A message that is due, with the person it goes to. */
export type DueMessage = Omit<MessageToSend, 'purpose' | 'customerId'> & {
  readonly purpose: CustomerPurpose | 'verification';
  readonly customerId: CustomerId | undefined;
  readonly customerName: string | undefined;
  readonly customerNumber: string | undefined;
  readonly contactName: string | undefined;
  readonly greetingName: string | undefined;
  readonly address: string | undefined;
  readonly headerId: string | undefined;
};

type DueRow = { [Key in keyof DueMessage]: DueMessage[Key] | null };

const DUE_MESSAGE = sql`
  select m.id::text as id, m.customer_id::text as "customerId", m.contact_id::text as "contactId",
         m.purpose, m.case_item_id::text as "caseItemId", m.level, m.template, m.language,
         m.business_day as "businessDay", m.planned,
         m.attempts, m.header_id as "headerId", c.name as "customerName",
         c.number as "customerNumber", p.name as "contactName", p.greeting_name as "greetingName",
         coalesce(p.email, case when m.purpose = 'verification' then m.recipient end) as address
    from message m
    left join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
    left join contact p on p.tenant_id = m.tenant_id and p.id = m.contact_id`;

/** What is due, oldest first. Not locked yet: items come before messages in the order of locks. */
export async function dueMessages(
  ctx: Context,
  limit: number,
  purposes: readonly string[],
): Promise<DueMessage[]> {
  const found = await rows<DueRow>(
    ctx,
    sql`${DUE_MESSAGE}
     where m.tenant_id = ${ctx.tenantId} and m.state = 'waiting' and m.available_at <= ${ctx.now}
       and m.purpose = any(${purposes}::text[])
     order by m.available_at, m.id
     limit ${limit}`,
  );
  return found.map(toDueMessage);
}

/** One that waits, due or not. */
export async function waitingMessage(ctx: Context, id: MessageId): Promise<DueMessage | undefined> {
  const row = await first<DueRow>(
    ctx,
    sql`${DUE_MESSAGE}
     where m.tenant_id = ${ctx.tenantId} and m.id = ${id}::bigint and m.state = 'waiting'`,
  );
  return row && toDueMessage(row);
}

export function isToCustomer(message: DueMessage): message is DueMessage & MessageToSend {
  return message.purpose !== 'verification' && message.customerId !== undefined;
}

function toDueMessage(row: DueRow): DueMessage {
  const present = Object.entries(row).map(([name, value]) => [name, value ?? undefined]);
  return Object.fromEntries(present) as DueMessage;
}

/** Locks those that still wait; others have taken or withdrawn the rest meanwhile. */
export async function lockWaiting(
  ctx: Context,
  ids: readonly MessageId[],
): Promise<ReadonlySet<MessageId>> {
  const locked = await rows<{ id: MessageId }>(
    ctx,
    sql`
    select id::text as id
      from message
     where tenant_id = ${ctx.tenantId} and id = any(${ids}::bigint[]) and state = 'waiting'
     order by message.id
       for update skip locked`,
  );
  return new Set(locked.map(({ id }) => id));
}

/** Not now: the gate says when to ask again. */
export async function putOff(
  ctx: Context,
  id: MessageId,
  until: Date,
  because: string,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update message set available_at = ${until}, state_reason = ${because}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}

/** Ends a message that did not go, and keeps the proof of why. */
export async function endWithoutSending(
  ctx: Context,
  id: MessageId,
  end: {
    readonly state: 'withdrawn' | 'failed';
    readonly because: string;
    readonly detail?: string | undefined;
    readonly proof: object;
  },
): Promise<void> {
  await rows(
    ctx,
    sql`
    with ended as (
      update message
         set state = ${end.state}, state_reason = ${end.because}, ended_at = clock_timestamp()
       where tenant_id = ${ctx.tenantId} and id = ${id}::bigint)
    insert into message_attempt (tenant_id, message_id, stage, outcome, detail, ended_at, gate)
    values (${ctx.tenantId}, ${id}::bigint, 'ended', 'abandoned', ${end.detail ?? end.because},
            clock_timestamp(), ${JSON.stringify(end.proof)}::jsonb)`,
  );
}

export type ClaimToInsert = {
  readonly messageId: MessageId;
  readonly headerId: string;
  readonly recipient: string;
  readonly recipientHash: Uint8Array;
  readonly letter: WrittenMessage;
  readonly items: readonly ItemToName[];
  readonly proof: object;
};

/** A claim that nobody ends is given back after this long; the content may start until 30 s. */
const CLAIM_LEASE_SECONDS = 60;

/**
 * Takes the message for sending. Undefined when one for the same case, step and recipient is on
 * its way, sent or possibly sent: the database itself refuses a second (I14).
 */
export async function insertClaim(
  ctx: Context,
  claim: ClaimToInsert,
): Promise<AttemptId | undefined> {
  await rows(ctx, sql`savepoint claim`);
  try {
    await rows(
      ctx,
      sql`
      update message
         set state = 'claimed', state_reason = null, header_id = ${claim.headerId},
             recipient = ${claim.recipient}, recipient_hash = ${Buffer.from(claim.recipientHash)},
             subject = ${claim.letter.subject}, body_text = ${claim.letter.bodyText},
             body_html = ${claim.letter.bodyHtml},
             lease_until = clock_timestamp() + make_interval(secs => ${CLAIM_LEASE_SECONDS})
       where tenant_id = ${ctx.tenantId} and id = ${claim.messageId}::bigint`,
    );
  } catch (error) {
    if (sqlState(error) !== '23505') throw error;
    await rows(ctx, sql`rollback to savepoint claim`);
    return undefined;
  }
  await rows(ctx, sql`release savepoint claim`);
  return insertAttempt(ctx, claim);
}

async function insertAttempt(ctx: Context, claim: ClaimToInsert): Promise<AttemptId> {
  const { items } = claim;
  const attempt = await first<{ id: AttemptId }>(
    ctx,
    sql`
    insert into message_attempt (tenant_id, message_id, gate)
    values (${ctx.tenantId}, ${claim.messageId}::bigint, ${JSON.stringify(claim.proof)}::jsonb)
    returning id::text as id`,
  );
  if (!attempt) throw new Error('Expected: an attempt');
  await rows(
    ctx,
    sql`
    insert into message_item (tenant_id, attempt_id, open_item_id, reference, due_on, open_amount,
                              asked_amount, currency)
    select ${ctx.tenantId}, ${attempt.id}::bigint, i.*
      from unnest(${items.map((item): OpenItemId => item.openItemId)}::bigint[],
                  ${items.map((item) => item.reference)}::text[],
                  ${items.map((item) => item.dueOn)}::date[],
                  ${items.map((item) => item.open.minor)}::bigint[],
                  ${items.map((item) => item.asked.minor)}::bigint[],
                  ${items.map((item) => item.asked.currency)}::text[]) as i`,
  );
  return attempt.id;
}
