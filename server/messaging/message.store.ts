import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import { statesThatAllow, type MessageDraft } from '@goodterms/core/messaging/message.ts';
import type { Context } from '../platform/context.ts';
import { integers, texts } from '../platform/columns.ts';
import { rows, sql } from '../platform/database.ts';
import type { QueuedMessage, Withdrawal } from './message.actions.ts';

/** A reminder that has not gone after three days says yesterday's news; the next run plans anew. */
const DEFAULT_LIFE_MS = 3 * 86_400_000;

/** Inserts what does not wait already. */
export async function insertWaiting(
  ctx: Context,
  drafts: readonly MessageDraft[],
  journalId: JournalId,
): Promise<QueuedMessage[]> {
  const of = <Value>(pick: (draft: MessageDraft) => Value) => drafts.map(pick);
  const availableAt = drafts.map((draft) => draft.availableAt ?? ctx.now);
  return rows<QueuedMessage>(
    ctx,
    sql`
    insert into message (tenant_id, customer_id, contact_id, purpose, case_item_id, level, template,
                         language, business_day, planned, epoch, available_at, deadline, journal_id)
    select ${ctx.tenantId}, d.customer_id, d.contact_id, d.purpose, d.case_item_id, d.level, d.template,
           d.language, d.business_day::date, d.planned::jsonb, i.epoch,
           to_timestamp(d.available_ms / 1000.0), to_timestamp(d.deadline_ms / 1000.0),
           ${journalId}::bigint
      from unnest(${integers(of((d) => d.customerId))}, ${integers(of((d) => d.contactId))},
                  ${texts(of((d) => d.purpose))}, ${integers(of((d) => d.caseItemId))},
                  ${integers(of((d) => d.level))}, ${texts(of((d) => d.template))},
                  ${texts(of((d) => d.language))}, ${texts(of((d) => d.businessDay))},
                  ${texts(of((d) => JSON.stringify(d.planned)))},
                  ${integers(availableAt.map((at) => at.getTime()))},
                  ${integers(drafts.map((d, i) => lastMoment(d, availableAt[i] ?? ctx.now)))})
             with ordinality
             as d (customer_id, contact_id, purpose, case_item_id, level, template, language,
                   business_day, planned, available_ms, deadline_ms, place)
     cross join installation i
     order by d.place
        on conflict (tenant_id, customer_id, purpose) where state = 'waiting' and purpose = 'reminder'
        do nothing
    returning id::text as id, customer_id::text as "customerId"`,
  );
}

function lastMoment(draft: MessageDraft, availableAt: Date): number {
  return draft.deadline?.getTime() ?? availableAt.getTime() + DEFAULT_LIFE_MS;
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
      select distinct on (id) id, because
        from unnest(${withdrawals.map((one) => one.id)}::bigint[],
                    ${withdrawals.map((one) => one.because)}::text[]) as asked (id, because)),
    locked as (
      select id from message
       where tenant_id = ${ctx.tenantId}
         and id in (select id from asked)
         and state = any(${statesThatAllow('withdraw')}::text[])
       order by id for update),
    withdrawn as (
      update message m
         set state = 'withdrawn', state_reason = asked.because, ended_at = clock_timestamp(),
             lease_until = null
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
           ${JSON.stringify({ code })}::jsonb, epoch, ${ctx.now},
           ${new Date(ctx.now.getTime() + CODE_LIFE_MS)}, ${journalId}::bigint
      from installation`,
  );
}
