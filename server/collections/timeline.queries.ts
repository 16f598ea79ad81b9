import {
  TOLD_FACTS,
  timelineWords,
  type TimelineKind,
  type TimelineWords,
} from '@goodterms/core/collections/timeline.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, MessageId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql, type RawBuilder } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';
import { containing, fromCursor, pageOf } from '../platform/page.ts';

export type TimelineLine = TimelineWords & {
  readonly id: string;
  readonly at: string;
  readonly kind: TimelineKind;
  readonly by: string | null;
  readonly amount: Money | undefined;
  readonly messageId: MessageId | null;
};

export type TimelineQuestion = {
  readonly kind?: TimelineKind | undefined;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Everything that happened with a customer, newest first, from every room in one stream. */
export async function timelineOf(
  ctx: Context,
  customerId: CustomerId,
  { kind, search, cursor, limit }: TimelineQuestion,
): Promise<{ rows: TimelineLine[]; nextCursor: string | null } | undefined> {
  if (!(await customerExists(ctx, customerId))) return undefined;
  const [atBefore, idBefore] = fromCursor(cursor, ['moment', 'text']) ?? [];
  const sources = SOURCES.filter((source) => kind === undefined || source.kind === kind);
  const streams = sources.map((source) => source.select(ctx.tenantId, customerId));
  const word = search?.trim().toLowerCase() ?? '';
  const found = await rows<TimelineRow>(
    ctx,
    planKept(sql`
    select e.kind, e.what, e.id, coalesce(e.text, '') as text, coalesce(e.extra, '') as extra,
           e.level, e.amount, e.currency, e.on_day as "on", e.message_id::text as "messageId",
           to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
           coalesce(m.name, e.by_id) as by
      from (${COLUMNS} union all ${sql.join(streams, sql` union all `)}) e
      left join member m on m.tenant_id = ${ctx.tenantId} and m.user_id = e.by_id
     where true
           ${word === '' ? sql`` : sql`and lower(concat_ws(' ', e.text, replace(concat_ws(' ', e.text, e.extra), '_', ' '), m.name)) like ${containing(word)}`}
           ${atBefore === undefined ? sql`` : sql`and (e.at, e.id) < (${atBefore}::timestamptz, ${idBefore})`}
     order by e.at desc, e.id desc
     limit ${limit + 1}`),
  );
  const page = pageOf(found, limit, ({ at, id }) => [at, id]);
  return { rows: page.rows.map((row) => toLine(row, ctx.today)), nextCursor: page.nextCursor };
}

async function customerExists(ctx: Context, customerId: CustomerId): Promise<boolean> {
  const found = await first(
    ctx,
    sql`select 1 from customer where tenant_id = ${ctx.tenantId} and id = ${customerId}::bigint`,
  );
  return found !== undefined;
}

type Source = {
  readonly kind: TimelineKind;
  readonly select: (tenantId: string, customerId: string) => RawBuilder<unknown>;
};

/** No row; it gives the columns of the stream their names and types. */
const COLUMNS = sql`
      select ''::text as kind, ''::text as what, ''::text as id, ''::text as text,
             ''::text as extra, 0 as level, 0::bigint as amount, ''::text as currency,
             null::date as on_day, null::timestamptz as at, ''::text as by_id,
             0::bigint as message_id
       where false`;

/** A day in the books has no hour: it stands at the beginning of its day. */
const SOURCES: readonly Source[] = [
  {
    kind: 'message',
    select: (tenantId, customerId) => sql`
      select 'message', 'message', 'message ' || id, subject, state, level, null, null,
             business_day, coalesce(sent_at, ended_at, queued_at), null, id
        from message
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'payment',
    select: (tenantId, customerId) => sql`
      select 'payment', kind, 'credit ' || id, reference, null, null, amount, currency,
             received_on, received_on::timestamp at time zone 'UTC', null, null
        from credit_item
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'ledger',
    select: (tenantId, customerId) => sql`
      select 'ledger', kind || '_issued', 'item ' || id, reference, null, null, amount, currency,
             due_on, issued_on::timestamp at time zone 'UTC', null, null
        from open_item
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'promise',
    select: (tenantId, customerId) => sql`
      select 'promise', 'promise_made', 'promise ' || id, said, said_by, null, amount, currency,
             promised_for, made_at, taken_by, null
        from promise_to_pay
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'promise',
    select: (tenantId, customerId) => sql`
      select 'promise', 'promise_cancelled', 'promise cancelled ' || id, cancel_note, null, null,
             amount, currency, promised_for, cancelled_at, cancelled_by, null
        from promise_to_pay
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint
         and cancelled_at is not null`,
  },
  {
    kind: 'dispute',
    select: (tenantId, customerId) => sql`
      select 'dispute', 'dispute_opened', 'dispute ' || d.id, d.reason, i.reference, null,
             d.amount, d.currency, d.opened_on, d.opened_at, d.opened_by, null
        from dispute d
        join open_item i on i.tenant_id = d.tenant_id and i.id = d.open_item_id
       where d.tenant_id = ${tenantId} and d.customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'dispute',
    select: (tenantId, customerId) => sql`
      select 'dispute', 'dispute_closed', 'dispute closed ' || d.id, d.verdict, i.reference, null,
             null, null, null, d.closed_at, d.closed_by, null
        from dispute d
        join open_item i on i.tenant_id = d.tenant_id and i.id = d.open_item_id
       where d.tenant_id = ${tenantId} and d.customer_id = ${customerId}::bigint
         and d.closed_at is not null`,
  },
  {
    kind: 'hold',
    select: (tenantId, customerId) => sql`
      select 'hold', 'hold_set', 'hold ' || id, note, reason, null, null, null, until_on, set_at,
             set_by, null
        from dunning_hold
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'hold',
    select: (tenantId, customerId) => sql`
      select 'hold', 'hold_lifted', 'hold lifted ' || id, null, reason, null, null, null, null,
             lifted_at, lifted_by, null
        from dunning_hold
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint
         and lifted_at is not null`,
  },
  {
    kind: 'note',
    select: (tenantId, customerId) => sql`
      select 'note', kind, 'note ' || id, text, outcome, null, null, null, null, written_at,
             author, null
        from note
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint`,
  },
  {
    kind: 'change',
    select: (tenantId, customerId) => sql`
      select 'change', fact, 'fact ' || id, null, null, null, null, null, null, recorded_at,
             actor_id, null
        from journal
       where tenant_id = ${tenantId} and customer_id = ${customerId}::bigint
         and fact = any(${TOLD_FACTS}::text[])`,
  },
];

type TimelineRow = {
  readonly kind: TimelineKind;
  readonly what: string;
  readonly id: string;
  readonly text: string;
  readonly extra: string;
  readonly level: number | null;
  readonly amount: bigint | null;
  readonly currency: Currency | null;
  readonly on: Day | null;
  readonly at: string;
  readonly by: string | null;
  readonly messageId: MessageId | null;
};

function toLine(row: TimelineRow, today: Day): TimelineLine {
  const { kind, what, id, text, extra, at, by, messageId } = row;
  const amount =
    row.amount === null || row.currency === null ? undefined : money(row.amount, row.currency);
  const level = row.level ?? undefined;
  const on = row.on ?? undefined;
  const words = timelineWords({ kind, what, text, extra, level, amount, on }, today);
  return { ...words, id, at, kind, by, amount, messageId };
}
