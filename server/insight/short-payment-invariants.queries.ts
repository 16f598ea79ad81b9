import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { sql, type RawBuilder } from '../platform/database.ts';
import type { Invariant } from './money-invariants.queries.ts';

/** I36 and I37: what is settled without money has a reason, and the reason is undone with its ground. */
export const SHORT_PAYMENT_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I36',
    sentence:
      'A discount or write-off answers one short payment, with its amount, and holds exactly while the answer does.',
    violations: ({ tenantId }) => sql`
      select format('credit_item %s', c.id) as ref, 'answers nothing' as detail
        from credit_item c
       where c.tenant_id = ${tenantId} and c.kind in ('discount_allowance', 'write_off')
         and not exists (select from short_payment_answer a
                          where a.tenant_id = c.tenant_id and a.credit_item_id = c.id)
      union all
      select format('short_payment_answer %s', a.id),
             case when c.id is null or x.id is null then 'names nothing that is booked'
                  when x.credit_item_id <> c.id or x.open_item_id <> s.open_item_id
                    then 'is booked elsewhere'
                  when x.amount <> a.amount or c.amount <> a.amount
                    then format('%s booked instead of %s', x.amount, a.amount)
                  when a.undone_at is null then 'holds, and is taken back in the ledger'
                  else 'was undone, and still holds in the ledger' end
        from short_payment_answer a
        join short_payment s on s.tenant_id = a.tenant_id and s.id = a.short_payment_id
        left join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
        left join allocation x on x.tenant_id = a.tenant_id and x.id = a.allocation_id
        left join allocation r on r.tenant_id = a.tenant_id and r.reverses_id = a.allocation_id
       where a.tenant_id = ${tenantId} and a.answer in ('discount', 'write_off')
         and (c.id is null or x.id is null or x.credit_item_id <> c.id
              or x.open_item_id <> s.open_item_id or x.amount <> a.amount or c.amount <> a.amount
              or (a.undone_at is null) <> (r.id is null))`,
  },
  {
    id: 'I37',
    sentence: 'A short payment is undone with its match, and its answer with it.',
    violations: ({ tenantId }) => sql`
      select format('short_payment %s', s.id) as ref, 'holds without its match' as detail
        from short_payment s
        left join match m on m.tenant_id = s.tenant_id and m.id = s.match_id
       where s.tenant_id = ${tenantId} and s.undone_at is null
         and (m.id is null or m.undone_at is not null)
      union all
      select format('short_payment %s', s.id), 'says another answer than its answers do'
        from short_payment s
        left join short_payment_answer a on a.tenant_id = s.tenant_id
         and a.short_payment_id = s.id and a.undone_at is null
       where s.tenant_id = ${tenantId}
         and ((a.id is null) <> (s.answered_at is null) or (a.id is not null and s.undone_at is not null))`,
  },
];

/** What a payment left open and nobody had answered at the send instant; the newest of an item counts. */
export function chasedBeyondShortPayment(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
      select format('attempt %s item %s', n.attempt_id, n.open_item_id),
             format('%s asked of %s, %s short paid', n.asked_amount, n.open_amount, s.amount)
        from message_item n
        join message_attempt a on a.tenant_id = n.tenant_id and a.id = n.attempt_id
        join lateral (
          select s.id, s.amount
            from short_payment s
           where s.tenant_id = n.tenant_id and s.open_item_id = n.open_item_id
             and s.found_at <= a.started_at and (s.undone_at is null or s.undone_at > a.started_at)
           order by s.id desc
           limit 1) s on true
       where n.tenant_id = ${tenantId} and n.asked_amount > greatest(n.open_amount - s.amount, 0)
         and not exists (
               select from short_payment_answer w
                where w.tenant_id = n.tenant_id and w.short_payment_id = s.id
                  and w.answered_at <= a.started_at
                  and (w.undone_at is null or w.undone_at > a.started_at))`;
}
