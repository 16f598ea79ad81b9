import { sql, type RawBuilder } from '../platform/database.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Invariant } from './money-invariants.queries.ts';
import { chasedBeyondShortPayment } from './short-payment-invariants.queries.ts';

/**
 * I14 to I20 and I32: nobody hears twice, too early, or about what is paid. The send instant is
 * `message_attempt.started_at`, taken while the items were locked, by the same clock as
 * `allocation.created_at` and `open_item.settled_at`.
 */
export const MESSAGE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I14',
    sentence: 'A step reaches a recipient once: sent, perhaps sent, or being sent.',
    violations: ({ tenantId }) => sql`
      select format('item %s level %s', m.case_item_id, m.level) as ref,
             format('%s attempts', count(*)) as detail
        from message_attempt a
        join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
       where a.tenant_id = ${tenantId} and m.case_item_id is not null
         and (a.outcome in ('accepted', 'unknown') or a.outcome is null)
       group by m.case_item_id, m.level, m.channel, m.recipient_hash
      having count(*) > 1`,
  },
  {
    id: 'I15',
    sentence: 'Nothing that was settled before the send instant is asked for.',
    violations: ({ tenantId }) => sql`
      select format('attempt %s item %s', a.id, i.id) as ref,
             format('settled %s, sent %s', i.settled_at, a.started_at) as detail
        from message_attempt a
        join message_item n on n.tenant_id = a.tenant_id and n.attempt_id = a.id
        join open_item i on i.tenant_id = n.tenant_id and i.id = n.open_item_id
       where a.tenant_id = ${tenantId} and i.settled_at < a.started_at`,
  },
  {
    id: 'I16',
    sentence:
      'Nothing is asked for that was on hold, disputed, short paid or promised at the send instant.',
    violations: ({ tenantId }) => sql`
      ${chasedOnHold(tenantId)}
      union all
      ${chasedBeyondDispute(tenantId)}
      union all
      ${chasedBeyondShortPayment(tenantId)}
      union all
      ${chasedBeyondPromise(tenantId)}`,
  },
  {
    id: 'I17',
    sentence: 'The open amount in a message is what was open at the send instant.',
    violations: ({ tenantId }) => sql`
      select format('attempt %s item %s', a.id, i.id) as ref,
             format('%s instead of %s', n.open_amount, i.amount - coalesce(s.amount, 0)) as detail
        from message_attempt a
        join message_item n on n.tenant_id = a.tenant_id and n.attempt_id = a.id
        join open_item i on i.tenant_id = n.tenant_id and i.id = n.open_item_id
        left join lateral (
          select sum(x.amount) as amount
            from allocation x
           where x.tenant_id = i.tenant_id and x.open_item_id = i.id
             and x.created_at <= a.started_at) s on true
       where a.tenant_id = ${tenantId} and n.open_amount <> i.amount - coalesce(s.amount, 0)`,
  },
  {
    id: 'I18',
    sentence: 'No message is stuck: waiting past its deadline, or held by nobody.',
    violations: ({ tenantId, now }) => sql`
      select format('message %s', id) as ref, state as detail
        from message
       where tenant_id = ${tenantId}
         and ((state = 'waiting' and deadline < ${now}::timestamptz - interval '1 hour')
              or (state in ('claimed', 'data')
                  and (lease_until is null or lease_until < clock_timestamp() - interval '1 hour')))`,
  },
  {
    id: 'I19',
    sentence: 'A recipient gets one reminder a business day, and an item one level.',
    violations: ({ tenantId }) => sql`
      select format('customer %s on %s', m.customer_id, m.business_day) as ref,
             format('%s reminders, levels %s', count(*), string_agg(m.level::text, ', ')) as detail
        from message m
       where m.tenant_id = ${tenantId} and m.purpose = 'reminder'
         and m.state in ('claimed', 'data', 'accepted', 'unknown')
       group by m.customer_id, m.channel, m.recipient_hash, m.business_day
      having count(*) > 1`,
  },
  {
    id: 'I20',
    sentence: 'A level is sent only after the level before it, on an earlier business day.',
    violations: ({ tenantId }) => sql`
      select format('message %s item %s', m.id, m.case_item_id) as ref,
             format('level %s without level %s', m.level, m.level - 1) as detail
        from message m
       where m.tenant_id = ${tenantId} and m.purpose = 'reminder' and m.level > 1
         and m.state in ('accepted', 'unknown')
         and not exists (
               select from message_item n
                 join message_attempt a on a.tenant_id = n.tenant_id and a.id = n.attempt_id
                 join message p on p.tenant_id = a.tenant_id and p.id = a.message_id
                where n.tenant_id = m.tenant_id and n.open_item_id = m.case_item_id
                  and p.level >= m.level - 1 and p.business_day < m.business_day
                  and a.outcome in ('accepted', 'unknown'))`,
  },
  {
    id: 'I32',
    sentence: 'What a message or a decision names exists, and belongs to its customer.',
    violations: ({ tenantId }) => sql`
      select format('message %s', m.id) as ref, 'names nobody, or what is not theirs' as detail
        from message m
        left join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
        left join contact k on k.tenant_id = m.tenant_id and k.id = m.contact_id
        left join open_item i on i.tenant_id = m.tenant_id and i.id = m.case_item_id
        left join journal j on j.tenant_id = m.tenant_id and j.id = m.journal_id
       where m.tenant_id = ${tenantId}
         and ((m.customer_id is not null and c.id is null)
              or (m.contact_id is not null and k.customer_id is distinct from m.customer_id)
              or (m.case_item_id is not null and i.customer_id is distinct from m.customer_id)
              or j.id is null)
      union all
      select format('decision of %s on %s', d.customer_id, d.business_day), 'names nobody, or what is not theirs'
        from decision d
        left join customer c on c.tenant_id = d.tenant_id and c.id = d.customer_id
        left join open_item i on i.tenant_id = d.tenant_id and i.id = d.case_item_id
       where d.tenant_id = ${tenantId}
         and (c.id is null
              or (d.case_item_id is not null and i.customer_id is distinct from d.customer_id))`,
  },
];

/**
 * A hold runs by days of the customer's zone, an attempt by moments: on the first and the last day
 * of a hold the two may disagree by hours, so these days are left out.
 */
function chasedOnHold(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
      select distinct format('attempt %s hold %s', a.id, h.id) as ref, 'on hold' as detail
        from message_attempt a
        join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
        join dunning_hold h on h.tenant_id = m.tenant_id and h.customer_id = m.customer_id
        join message_item n on n.tenant_id = a.tenant_id and n.attempt_id = a.id
       where a.tenant_id = ${tenantId} and m.purpose = 'reminder'
         and (h.open_item_id is null or h.open_item_id = n.open_item_id)
         and h.set_at <= a.started_at and (h.lifted_at is null or h.lifted_at > a.started_at)
         and h.from_on < (a.started_at at time zone 'UTC')::date
         and h.until_on > (a.started_at at time zone 'UTC')::date`;
}

function chasedBeyondDispute(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
      select format('attempt %s item %s', n.attempt_id, n.open_item_id),
             format('%s asked of %s, %s disputed', n.asked_amount, n.open_amount, d.amount)
        from message_item n
        join message_attempt a on a.tenant_id = n.tenant_id and a.id = n.attempt_id
        join lateral (
          select sum(least(coalesce(d.amount, n.open_amount), n.open_amount)) as amount
            from dispute d
           where d.tenant_id = n.tenant_id and d.open_item_id = n.open_item_id
             and d.opened_at <= a.started_at
             and (d.closed_at is null or d.closed_at > a.started_at)) d on true
       where n.tenant_id = ${tenantId} and n.asked_amount > greatest(n.open_amount - coalesce(d.amount, 0), 0)`;
}

/** What is less open of an item than when it was promised has been paid, and is promised no longer. */
function chasedBeyondPromise(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
      select format('attempt %s item %s', n.attempt_id, n.open_item_id),
             format('%s asked of %s, %s promised', n.asked_amount, n.open_amount, p.amount)
        from message_item n
        join message_attempt a on a.tenant_id = n.tenant_id and a.id = n.attempt_id
        join lateral (
          select sum(greatest(i.amount - greatest(i.open_before - n.open_amount, 0), 0)) as amount
            from promised_item i
            join promise_to_pay p on p.tenant_id = i.tenant_id and p.id = i.promise_to_pay_id
           where i.tenant_id = n.tenant_id and i.open_item_id = n.open_item_id
             and p.made_at <= a.started_at
             and (p.cancelled_at is null or p.cancelled_at > a.started_at)
             and p.promised_for > (a.started_at at time zone 'UTC')::date) p on true
       where n.tenant_id = ${tenantId} and n.asked_amount > greatest(n.open_amount - coalesce(p.amount, 0), 0)`;
}
