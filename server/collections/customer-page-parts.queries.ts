import type { CustomerId, Id } from '@goodterms/core/kernel/id.ts';
import type { Day, Weekday } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, sql, type RawBuilder } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

/**
 * Everything that the customer page shows beside what the gate says, in one round trip: the parts
 * are folded into JSON where they lie. Amounts are text of minor units, for JSON bends big numbers.
 */
export async function customerPageParts(
  ctx: Context,
  customerId: CustomerId,
): Promise<CustomerPageParts | undefined> {
  const row = await first<{ page: CustomerPageParts }>(
    ctx,
    planKept(sql`
    select json_build_object(
             'number', c.number, 'name', c.name, 'country', c.country, 'currency', c.currency,
             'language', c.language, 'timeZone', c.time_zone, 'termDays', c.term_days,
             'creditLimit', c.credit_limit::text, 'sponsor', c.sponsor, 'personal', c.personal,
             'insolventOn', c.insolvent_on, 'customerSince', ${customerSince()},
             'parent', (select json_build_object('id', p.id::text, 'name', p.name)
                          from customer p
                         where p.tenant_id = c.tenant_id and p.id = c.parent_id),
             'subsidiaries', ${subsidiaries()},
             'collector', (select json_build_object('userId', m.user_id, 'name', m.name)
                             from member m
                            where m.tenant_id = c.tenant_id and m.user_id = c.collector_id),
             'contacts', ${contacts(ctx)},
             'promises', ${promises()},
             'disputes', ${disputes()},
             'holds', ${holds()},
             'credits', ${credits()},
             'paymentDots', ${paymentDots(ctx)},
             'waitingMessage', (select json_build_object('id', w.id::text, 'level', w.level)
                                  from message w
                                 where w.tenant_id = c.tenant_id and w.customer_id = c.id
                                   and w.state = 'waiting' and w.purpose = 'reminder'
                                 limit 1),
             'lastWords', ${lastWords()}) as page
      from customer c
     where c.tenant_id = ${ctx.tenantId} and c.id = ${customerId}::bigint`),
  );
  return row?.page;
}

const MOST_OF_A_KIND = sql.lit(50);
const MOST_DOTS = sql.lit(150);
const DOTS_SINCE_MONTHS = sql.lit(24);

/** A ledger tells when a customer was set up here; what was invoiced before says more. */
function customerSince(): RawBuilder<unknown> {
  return sql`least(c.created_on, (select min(i.issued_on) from open_item i
                                   where i.tenant_id = c.tenant_id and i.customer_id = c.id))`;
}

function subsidiaries(): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object('id', s.id::text, 'name', s.name)
                                        order by s.name, s.id), '[]')
                 from customer s
                where s.tenant_id = c.tenant_id and s.parent_id = c.id)`;
}

function contacts(ctx: Context): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'id', k.id::text, 'name', k.name, 'greetingName', k.greeting_name,
                        'role', k.role, 'email', k.email, 'phone', k.phone,
                        'language', k.language, 'isPrimary', k.is_primary,
                        'hoursFrom', to_char(k.hours_from, 'HH24:MI'),
                        'hoursUntil', to_char(k.hours_until, 'HH24:MI'),
                        'closedWeekdays', k.closed_weekdays)
                      order by k.is_primary desc, k.name, k.id), '[]')
                 from contact k
                where k.tenant_id = c.tenant_id and k.customer_id = c.id
                  and (k.left_on is null or k.left_on > ${ctx.today}::date))`;
}

/** `paid` is what came in since: of the items a promise names, or by the customer when it names none. */
function promises(): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'id', p.id::text, 'currency', p.currency, 'amount', p.amount::text,
                        'promisedFor', p.promised_for, 'madeOn', p.made_on, 'saidBy', p.said_by,
                        'said', p.said, 'channel', p.channel,
                        'isCancelled', p.cancelled_at is not null,
                        'references', coalesce(n.refs, '[]'),
                        'paid', coalesce(n.paid, r.received, 0)::text)
                      order by p.id desc), '[]')
                 from (select * from promise_to_pay p
                        where p.tenant_id = c.tenant_id and p.customer_id = c.id
                        order by p.id desc limit ${MOST_OF_A_KIND}) p
                 left join lateral (
                      select json_agg(i.reference order by i.due_on, i.id) as refs,
                             sum(least(greatest(x.open_before - i.open_amount, 0), x.amount)) as paid
                        from promised_item x
                        join open_item i on i.tenant_id = x.tenant_id and i.id = x.open_item_id
                       where x.tenant_id = p.tenant_id and x.promise_to_pay_id = p.id) n on true
                 left join lateral (
                      select sum(k.amount) as received
                        from credit_item k
                       where n.paid is null and k.tenant_id = p.tenant_id
                         and k.customer_id = p.customer_id and k.currency = p.currency
                         and k.kind = 'payment' and k.created_at > p.made_at) r on true)`;
}

function disputes(): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'id', d.id::text, 'openItemId', d.open_item_id::text,
                        'reference', i.reference, 'currency', d.currency,
                        'amount', d.amount::text, 'reason', d.reason, 'said', d.said,
                        'openedOn', d.opened_on, 'openedBy', coalesce(m.name, d.opened_by),
                        'verdict', d.verdict, 'closedAt', d.closed_at)
                      order by d.closed_at is not null, d.id desc), '[]')
                 from (select * from dispute d
                        where d.tenant_id = c.tenant_id and d.customer_id = c.id
                        order by d.closed_at is not null, d.id desc limit ${MOST_OF_A_KIND}) d
                 join open_item i on i.tenant_id = d.tenant_id and i.id = d.open_item_id
                 left join member m on m.tenant_id = d.tenant_id and m.user_id = d.opened_by)`;
}

function holds(): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'id', h.id::text, 'openItemId', h.open_item_id::text,
                        'reference', i.reference, 'reason', h.reason, 'note', h.note,
                        'fromOn', h.from_on, 'untilOn', h.until_on,
                        'setBy', coalesce(m.name, h.set_by), 'liftedAt', h.lifted_at)
                      order by h.lifted_at is not null, h.until_on desc, h.id desc), '[]')
                 from (select * from dunning_hold h
                        where h.tenant_id = c.tenant_id and h.customer_id = c.id
                        order by h.lifted_at is not null, h.id desc limit ${MOST_OF_A_KIND}) h
                 left join open_item i on i.tenant_id = h.tenant_id and i.id = h.open_item_id
                 left join member m on m.tenant_id = h.tenant_id and m.user_id = h.set_by)`;
}

function credits(): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'id', k.id::text, 'kind', k.kind, 'reference', k.reference,
                        'receivedOn', k.received_on, 'currency', k.currency,
                        'amount', k.amount::text, 'unallocated', k.unallocated::text)
                      order by k.received_on desc, k.id desc), '[]')
                 from (select * from credit_item k
                        where k.tenant_id = c.tenant_id and k.customer_id = c.id
                          and k.unallocated > 0
                        order by k.received_on desc, k.id desc limit ${MOST_OF_A_KIND}) k)`;
}

/** The day on which an item was settled is that of its last allocation. */
function paymentDots(ctx: Context): RawBuilder<unknown> {
  return sql`(
               select coalesce(json_agg(json_build_object(
                        'reference', i.reference, 'dueOn', i.due_on, 'currency', i.currency,
                        'amount', i.amount::text,
                        'paidOn', case when i.settled_at is not null then
                                    (select max(a.allocated_on) from allocation a
                                      where a.tenant_id = i.tenant_id and a.open_item_id = i.id) end)
                      order by i.due_on, i.id), '[]')
                 from (select * from open_item i
                        where i.tenant_id = c.tenant_id and i.customer_id = c.id
                          and i.kind = 'invoice'
                          and i.issued_on >= ${ctx.today}::date - make_interval(months => ${DOTS_SINCE_MONTHS})
                        order by i.issued_on desc, i.id desc limit ${MOST_DOTS}) i)`;
}

/** What was last said by either side, wherever it was written down. */
function lastWords(): RawBuilder<unknown> {
  return sql`(
               select json_build_object('at', w.at, 'by', coalesce(m.name, w.by_id), 'text', w.text)
                 from (select * from (
                         (select n.written_at as at, n.author as by_id, n.text from note n
                           where n.tenant_id = c.tenant_id and n.customer_id = c.id
                           order by n.id desc limit 1)
                         union all
                         (select p.made_at, coalesce(nullif(p.said_by, ''), p.taken_by), p.said
                            from promise_to_pay p
                           where p.tenant_id = c.tenant_id and p.customer_id = c.id and p.said <> ''
                           order by p.id desc limit 1)
                         union all
                         (select d.opened_at, d.opened_by, d.said from dispute d
                           where d.tenant_id = c.tenant_id and d.customer_id = c.id and d.said <> ''
                           order by d.id desc limit 1)) every
                        order by every.at desc limit 1) w
                 left join member m on m.tenant_id = c.tenant_id and m.user_id = w.by_id)`;
}

type Named = { readonly id: string; readonly name: string };

/** Moments are ISO 8601 as PostgreSQL writes them into JSON. */
export type CustomerPageParts = {
  readonly number: string;
  readonly name: string;
  readonly country: string | null;
  readonly currency: Currency;
  readonly language: string;
  readonly timeZone: string | null;
  readonly termDays: number | null;
  readonly creditLimit: string | null;
  readonly sponsor: string | null;
  readonly personal: boolean;
  readonly insolventOn: Day | null;
  readonly customerSince: Day | null;
  readonly parent: Named | null;
  readonly subsidiaries: readonly Named[];
  readonly collector: { readonly userId: string; readonly name: string } | null;
  readonly contacts: readonly {
    readonly id: string;
    readonly name: string;
    readonly greetingName: string | null;
    readonly role: string | null;
    readonly email: string | null;
    readonly phone: string | null;
    readonly language: string | null;
    readonly isPrimary: boolean;
    readonly hoursFrom: string | null;
    readonly hoursUntil: string | null;
    readonly closedWeekdays: readonly Weekday[];
  }[];
  readonly promises: readonly {
    readonly id: Id<'promise to pay'>;
    readonly currency: Currency;
    readonly amount: string;
    readonly paid: string;
    readonly promisedFor: Day;
    readonly madeOn: Day;
    readonly saidBy: string;
    readonly said: string;
    readonly channel: string;
    readonly isCancelled: boolean;
    readonly references: readonly string[];
  }[];
  readonly disputes: readonly {
    readonly id: string;
    readonly openItemId: string;
    readonly reference: string;
    readonly currency: Currency;
    readonly amount: string | null;
    readonly reason: string;
    readonly said: string;
    readonly openedOn: Day;
    readonly openedBy: string;
    readonly verdict: string | null;
    readonly closedAt: string | null;
  }[];
  readonly holds: readonly {
    readonly id: string;
    readonly openItemId: string | null;
    readonly reference: string | null;
    readonly reason: string;
    readonly note: string;
    readonly fromOn: Day;
    readonly untilOn: Day;
    readonly setBy: string;
    readonly liftedAt: string | null;
  }[];
  readonly credits: readonly {
    readonly id: string;
    readonly kind: string;
    readonly reference: string;
    readonly receivedOn: Day;
    readonly currency: Currency;
    readonly amount: string;
    readonly unallocated: string;
  }[];
  readonly paymentDots: readonly {
    readonly reference: string;
    readonly dueOn: Day;
    readonly currency: Currency;
    readonly amount: string;
    readonly paidOn: Day | null;
  }[];
  readonly waitingMessage: { readonly id: string; readonly level: number | null } | null;
  readonly lastWords: { readonly at: string; readonly by: string; readonly text: string } | null;
};
