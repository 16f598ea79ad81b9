import { sql } from '../platform/database.ts';
import type { Invariant } from './money-invariants.queries.ts';

/** I33 to I35: what matching remembers is what people have said, and nothing is held back for nothing. */
export const MATCHING_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I33',
    sentence: 'What matching remembers is the sum of the decisions that taught it.',
    violations: ({ tenantId }) => sql`
      with lesson as (
        select * from match_lesson where tenant_id = ${tenantId} and taken_back_at is null),
      payer as (
        select kind, key, customer_id, sum(confirmed) as confirmed, sum(refused) as refused
          from (select 'name' as kind, payer_key as key, customer_id, 1 as confirmed, 0 as refused
                  from lesson where customer_id is not null
                union all
                select 'account', account, customer_id, 1, 0
                  from lesson where customer_id is not null
                union all
                select 'name', payer_key, refused, 0, 1 from lesson, unnest(refused_ids) as refused
                union all
                select 'account', account, refused, 0, 1 from lesson, unnest(refused_ids) as refused) one
         where key is not null
         group by kind, key, customer_id),
      stranger as (
        select payer_key as key, count(*) as times
          from lesson where kind = 'not_receivable' and payer_key is not null group by payer_key),
      word as (
        select word, count(*) filter (where kind <> 'not_receivable') as receivable,
               count(*) filter (where kind = 'not_receivable') as other
          from lesson, unnest(words) as word group by word),
      habit as (
        select customer_id, count(*) as payments,
               count(*) filter (where without_reference) as without_reference,
               count(*) filter (where items > 1) as several,
               count(*) filter (where everything = 'month') as whole_month,
               count(*) filter (where everything = 'due') as everything_due,
               count(*) filter (where everything = 'open') as everything_open
          from lesson where customer_id is not null and items > 0 group by customer_id),
      wrong as (
        select tier, max(id) as id from lesson where not was_right group by tier),
      tier as (
        select l.tier, count(*) filter (where was_right) as correct,
               count(*) filter (where not was_right) as wrong,
               count(*) filter (where was_right and l.id > coalesce(w.id, 0)) as right_since_wrong
          from lesson l left join wrong w on w.tier = l.tier
         where l.tier is not null group by l.tier)
      select format('customer %s', coalesce(r.customer_id, p.customer_id)) as ref,
             format('%s %s/%s instead of %s/%s', coalesce(r.kind, p.kind), r.confirmed, r.refused,
                    p.confirmed, p.refused) as detail
        from (select * from payer_record where tenant_id = ${tenantId}) r
        full join payer p on p.kind = r.kind and p.key = r.key and p.customer_id = r.customer_id
       where (r.confirmed, r.refused) is distinct from (p.confirmed, p.refused)
      union all
      select 'a stranger', format('%s instead of %s', r.times, coalesce(s.times, 0))
        from (select * from stranger_record where tenant_id = ${tenantId}) r
        full join stranger s on s.key = r.key
       where coalesce(r.times, 0) <> coalesce(s.times, 0)
      union all
      select 'a word', format('%s/%s instead of %s/%s', r.receivable, r.other, w.receivable, w.other)
        from (select * from word_record where tenant_id = ${tenantId}) r
        full join word w on w.word = r.word
       where (coalesce(r.receivable, 0), coalesce(r.other, 0))
             <> (coalesce(w.receivable, 0), coalesce(w.other, 0))
      union all
      select format('customer %s', coalesce(r.customer_id, h.customer_id)),
             format('%s payments instead of %s', coalesce(r.payments, 0), coalesce(h.payments, 0))
        from (select * from paying_habit where tenant_id = ${tenantId}) r
        full join habit h on h.customer_id = r.customer_id
       where (coalesce(r.payments, 0), coalesce(r.without_reference, 0), coalesce(r.several, 0),
              coalesce(r.whole_month, 0), coalesce(r.everything_due, 0),
              coalesce(r.everything_open, 0))
             <> (coalesce(h.payments, 0), coalesce(h.without_reference, 0), coalesce(h.several, 0),
                 coalesce(h.whole_month, 0), coalesce(h.everything_due, 0),
                 coalesce(h.everything_open, 0))
      union all
      select format('tier %s', coalesce(r.tier, t.tier)),
             format('%s/%s/%s instead of %s/%s/%s', r.correct, r.wrong, r.right_since_wrong,
                    t.correct, t.wrong, t.right_since_wrong)
        from (select * from tier_record where tenant_id = ${tenantId}) r
        full join tier t on t.tier = r.tier
       where (coalesce(r.correct, 0), coalesce(r.wrong, 0), coalesce(r.right_since_wrong, 0))
             <> (coalesce(t.correct, 0), coalesce(t.wrong, 0), coalesce(t.right_since_wrong, 0))`,
  },
  {
    id: 'I34',
    sentence:
      'An item is held back for a probable payment only while that payment waits for a person, or lies on account in another currency.',
    violations: ({ tenantId }) => sql`
      select format('bank_line %s', p.bank_line_id) as ref,
             format('open_item %s', p.open_item_id) as detail
        from probable_payment p
        join bank_line l on l.tenant_id = ${tenantId} and l.id = p.bank_line_id
       where p.tenant_id = ${tenantId}
         and (l.set_aside is not null
              or exists (select from match m
                          where m.tenant_id = ${tenantId} and m.bank_line_id = l.id
                            and m.undone_at is null
                            and (m.items <> '[]' or l.currency = p.currency)))`,
  },
  {
    id: 'I35',
    sentence: 'A decision that a person took back teaches nothing more.',
    violations: ({ tenantId }) => sql`
      select format('bank_line %s', l.bank_line_id) as ref, l.kind as detail
        from match_lesson l
        join match m on m.tenant_id = ${tenantId} and m.id = l.match_id
       where l.tenant_id = ${tenantId} and l.taken_back_at is null
         and l.kind in ('confirmed', 'stood') and m.undone_at is not null
         and m.undone_by <> 'rule'`,
  },
];
