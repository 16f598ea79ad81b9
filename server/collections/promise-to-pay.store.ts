import type { PromiseDraft } from '@goodterms/core/collections/promise-to-pay.ts';
import type {
  CustomerId,
  JournalId,
  OpenItemId,
  PromiseToPayId,
} from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export type PromiseWords = {
  readonly saidBy: string;
  readonly said: string;
  readonly channel: 'call' | 'mail' | 'portal' | 'visit' | 'other';
};

export type PromisedPart = {
  readonly id: OpenItemId;
  readonly amount: bigint;
  readonly openBefore: bigint;
};

export async function insertPromise(
  ctx: Context,
  draft: PromiseDraft & PromiseWords,
  parts: readonly PromisedPart[],
  journalId: JournalId,
): Promise<PromiseToPayId> {
  const inserted = await first<{ id: PromiseToPayId }>(
    ctx,
    sql`
    with promise as (
      insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on,
                                  said_by, channel, said, taken_by, journal_id)
      values (${ctx.tenantId}, ${draft.customerId}::bigint, ${draft.amount.currency},
              ${draft.amount.minor}, ${draft.promisedFor}::date, ${ctx.today}::date, ${draft.saidBy},
              ${draft.channel}, ${draft.said}, ${ctx.actor.id}, ${journalId}::bigint)
      returning tenant_id, id),
    parts as (
      insert into promised_item (tenant_id, promise_to_pay_id, open_item_id, amount, open_before)
      select promise.tenant_id, promise.id, part.*
        from promise
       cross join unnest(${parts.map((part) => part.id)}::bigint[],
                         ${parts.map((part) => part.amount)}::bigint[],
                         ${parts.map((part) => part.openBefore)}::bigint[]) as part)
    select promise.id::text as id from promise`,
  );
  if (!inserted) throw new Error('Expected: a promise gets an id');
  return inserted.id;
}

/** Whose promise it is, and whether it was taken back; its row is held. */
export async function lockPromise(
  ctx: Context,
  id: PromiseToPayId,
): Promise<{ customerId: CustomerId; isCancelled: boolean } | undefined> {
  return first(
    ctx,
    sql`
    select p.customer_id::text as "customerId", p.cancelled_at is not null as "isCancelled"
      from promise_to_pay p
     where p.tenant_id = ${ctx.tenantId} and p.id = ${id}::bigint
       for update`,
  );
}

export async function cancelPromiseRow(
  ctx: Context,
  id: PromiseToPayId,
  note: string,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update promise_to_pay
       set cancelled_at = clock_timestamp(), cancelled_by = ${ctx.actor.id}, cancel_note = ${note}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}
