import type { MessageId } from '@goodterms/core/kernel/id.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { money, moneyText, parseCurrency } from '@goodterms/core/kernel/money.ts';
import type { MessageState } from '@goodterms/core/messaging/message.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql, type RawBuilder } from '../platform/database.ts';

/** What the page Messages sorts its messages into. */
export type MessageBox = 'outgoing' | 'sent' | 'withdrawn' | 'to_resolve';

const STATES: Readonly<Record<MessageBox, readonly MessageState[]>> = {
  outgoing: ['waiting', 'claimed', 'data'],
  sent: ['accepted'],
  withdrawn: ['withdrawn'],
  to_resolve: ['unknown', 'refused', 'failed', 'quarantined'],
};

/** An amount as it travels. */
export type AmountText = { readonly amount: string; readonly currency: string };

export type MessageOnPage = {
  readonly id: MessageId;
  readonly customerId: string | null;
  readonly customerName: string | null;
  readonly purpose: string;
  readonly level: number | null;
  readonly template: string;
  readonly language: string;
  readonly recipient: string | null;
  readonly contactName: string | null;
  readonly state: MessageState;
  readonly because: string | null;
  readonly attempts: number;
  readonly amounts: readonly AmountText[];
  readonly itemCount: number;
  readonly businessDay: Day;
  readonly queuedAt: Date;
  readonly sentAt: Date | null;
  /** From when on it may leave, while it waits. */
  readonly availableAt: Date;
};

type Row = Omit<MessageOnPage, 'amounts' | 'itemCount'> & {
  readonly planned: { readonly amounts?: readonly AmountText[]; readonly itemCount?: number };
  readonly asked: readonly { readonly minor: string; readonly currency: string }[] | null;
  readonly named: number | null;
};

/** What is shown of the messages picked, and what each of them asks for. */
function shown(picked: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    with picked as (${picked})
    select m.id::text as id, m.customer_id::text as "customerId", c.name as "customerName", m.purpose,
           m.level, m.template, m.language, coalesce(m.recipient, p.email) as recipient,
           p.name as "contactName", m.state, m.state_reason as because, m.attempts, m.planned,
           m.business_day as "businessDay", m.queued_at as "queuedAt", m.sent_at as "sentAt",
           m.available_at as "availableAt",
           asked.sums as asked, asked.named
      from picked
      join message m on m.tenant_id = picked.tenant_id and m.id = picked.id
      left join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
      left join contact p on p.tenant_id = m.tenant_id and p.id = m.contact_id
      left join lateral (
        select jsonb_agg(jsonb_build_object('minor', s.minor::text, 'currency', s.currency)
                         order by s.currency) as sums, sum(s.named)::int as named
          from (select i.currency, sum(i.asked_amount) as minor, count(*) as named
                  from message_item i
                 where i.tenant_id = m.tenant_id
                   and i.attempt_id = (select max(a.id) from message_attempt a
                                        where a.tenant_id = m.tenant_id and a.message_id = m.id)
                 group by i.currency) as s) as asked on true
     order by m.id desc`;
}

export type MessageSearch = {
  readonly box: MessageBox;
  readonly search: string | undefined;
  readonly before: string | undefined;
  readonly limit: number;
};

/** One page of a box, newest first. What waits has an index of its own, and what does not another. */
export async function messagesInBox(ctx: Context, asked: MessageSearch): Promise<MessageOnPage[]> {
  const part = (which: RawBuilder<unknown>) => sql`
      (select tenant_id, id
         from message
        where tenant_id = ${ctx.tenantId} and ${which}
          and (${asked.before ?? null}::bigint is null or id < ${asked.before ?? null}::bigint)
          ${asked.search === undefined ? sql`` : sql`and customer_id = any(${customersLike(ctx, asked.search)})`}
        order by id desc
        limit ${asked.limit})`;
  const others = STATES[asked.box].filter((state) => state !== 'waiting');
  const parts = [part(sql`state <> 'waiting' and state = any(${others}::text[])`)];
  if (STATES[asked.box].includes('waiting')) parts.push(part(sql`state = 'waiting'`));
  const found = await rows<Row>(
    ctx,
    shown(sql`
      select tenant_id, id from (${sql.join(parts, sql` union all `)}) as message
       order by id desc
       limit ${asked.limit}`),
  );
  return found.map(onPage);
}

/** Whom the words may mean: by name or number, or by the name or address of one of their people. */
function customersLike(ctx: Context, words: string): RawBuilder<unknown> {
  const pattern = `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`array(
    select id from customer
     where tenant_id = ${ctx.tenantId} and (name ilike ${pattern} or number ilike ${pattern})
     union
    select customer_id from contact
     where tenant_id = ${ctx.tenantId} and (name ilike ${pattern} or email ilike ${pattern}))`;
}

export async function messageOnPage(
  ctx: Context,
  id: MessageId,
): Promise<MessageOnPage | undefined> {
  const row = await first<Row>(
    ctx,
    shown(sql`
      select tenant_id, id from message
       where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`),
  );
  return row && onPage(row);
}

export async function countBoxes(ctx: Context): Promise<Record<MessageBox, number>> {
  const counted = await rows<{ state: MessageState; messages: number }>(
    ctx,
    sql`
    select 'waiting' as state, count(*)::int as messages from message
     where tenant_id = ${ctx.tenantId} and state = 'waiting'
     union all
    select state, count(*)::int from message
     where tenant_id = ${ctx.tenantId} and state <> 'waiting' group by state`,
  );
  const of = (box: MessageBox) =>
    counted
      .filter(({ state }) => STATES[box].includes(state))
      .reduce((sum, { messages }) => sum + messages, 0);
  return {
    outgoing: of('outgoing'),
    sent: of('sent'),
    withdrawn: of('withdrawn'),
    to_resolve: of('to_resolve'),
  };
}

/** The letter as it was written; a code to our own address is shown to nobody but its mailbox. */
export async function writtenLetter(
  ctx: Context,
  id: MessageId,
): Promise<{ subject: string; bodyText: string; bodyHtml: string } | undefined> {
  return first(
    ctx,
    sql`
    select subject, body_text as "bodyText", body_html as "bodyHtml" from message
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint and purpose <> 'verification'
       and subject is not null and body_text is not null and body_html is not null`,
  );
}

export type AttemptOnPage = {
  readonly startedAt: Date;
  readonly stage: string;
  readonly outcome: string | null;
  readonly code: string | null;
  readonly detail: string | null;
  readonly gate: Readonly<Record<string, unknown>>;
  readonly items: readonly {
    readonly reference: string;
    readonly dueOn: Day;
    readonly open: AmountText;
    readonly asked: AmountText;
  }[];
};

type AttemptRow = Omit<AttemptOnPage, 'items'> & {
  readonly items:
    | readonly {
        reference: string;
        dueOn: Day;
        currency: string;
        open: string;
        asked: string;
      }[]
    | null;
};

/** Every try of a message with its proof, newest first. */
export async function attemptsOf(ctx: Context, id: MessageId): Promise<AttemptOnPage[]> {
  const found = await rows<AttemptRow>(
    ctx,
    sql`
    select a.started_at as "startedAt", a.stage, a.outcome, a.reply_code as code, a.detail, a.gate,
           (select jsonb_agg(jsonb_build_object(
                     'reference', i.reference, 'dueOn', i.due_on, 'currency', i.currency,
                     'open', i.open_amount::text, 'asked', i.asked_amount::text)
                     order by i.due_on, i.reference)
              from message_item i
             where i.tenant_id = a.tenant_id and i.attempt_id = a.id) as items
      from message_attempt a
     where a.tenant_id = ${ctx.tenantId} and a.message_id = ${id}::bigint
     order by a.id desc`,
  );
  return found.map((row) => ({
    ...row,
    items: (row.items ?? []).map(({ reference, dueOn, currency, open, asked }) => ({
      reference,
      dueOn,
      open: amountText(open, currency),
      asked: amountText(asked, currency),
    })),
  }));
}

function onPage({ planned, asked, named, ...row }: Row): MessageOnPage {
  return {
    ...row,
    amounts:
      asked?.map(({ minor, currency }) => amountText(minor, currency)) ?? planned.amounts ?? [],
    itemCount: named ?? planned.itemCount ?? 0,
  };
}

function amountText(minor: string, code: string): AmountText {
  const currency = parseCurrency(code);
  if (currency === undefined) throw new Error('Expected: a currency in the books');
  return { amount: moneyText(money(BigInt(minor), currency)), currency };
}
