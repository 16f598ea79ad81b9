import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { sql, type RawBuilder } from '../platform/database.ts';

/**
 * Something that is true of the books at every moment. `violations` answers one row for each case
 * in which it is not: `ref` names it by ids, `detail` says what was found, without personal data.
 */
export type Invariant = {
  readonly id: string;
  readonly sentence: string;
  readonly violations: (of: AuditedBooks) => RawBuilder<unknown>;
  /** What the outside did and we only show, such as a bank's own sums: nothing of ours is broken. */
  readonly isNotice?: boolean;
};

export type AuditedBooks = Pick<Context, 'tenantId' | 'now'>;

/** I01 to I13: money is neither made nor lost, and every movement names who moved it. */
export const MONEY_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I01',
    sentence: 'No more is allocated of a credit than it amounts to, and never less than nothing.',
    violations: ({ tenantId }) => sql`
      select format('credit_item %s', c.id) as ref,
             format('%s of %s', coalesce(a.amount, 0), c.amount) as detail
        from credit_item c
        join (select credit_item_id, sum(amount) as amount
                from allocation where tenant_id = ${tenantId} group by 1) a
          on a.credit_item_id = c.id
       where c.tenant_id = ${tenantId} and a.amount not between 0 and c.amount`,
  },
  {
    id: 'I02',
    sentence: 'No more is allocated to an item than it amounts to, and never less than nothing.',
    violations: ({ tenantId }) => sql`
      select format('open_item %s', i.id) as ref,
             format('%s of %s', coalesce(a.amount, 0), i.amount) as detail
        from open_item i
        join (select open_item_id, sum(amount) as amount
                from allocation where tenant_id = ${tenantId} group by 1) a
          on a.open_item_id = i.id
       where i.tenant_id = ${tenantId} and a.amount not between 0 and i.amount`,
  },
  {
    id: 'I03',
    sentence: 'The counter of every credit and item is the sum of its allocations.',
    violations: ({ tenantId }) => sql`
      select format('credit_item %s', c.id) as ref,
             format('%s instead of %s', c.allocated, coalesce(a.amount, 0)) as detail
        from credit_item c
        left join (select credit_item_id, sum(amount) as amount
                     from allocation where tenant_id = ${tenantId} group by 1) a
          on a.credit_item_id = c.id
       where c.tenant_id = ${tenantId} and c.allocated <> coalesce(a.amount, 0)
      union all
      select format('open_item %s', i.id),
             format('%s instead of %s', i.allocated, coalesce(a.amount, 0))
        from open_item i
        left join (select open_item_id, sum(amount) as amount
                     from allocation where tenant_id = ${tenantId} group by 1) a
          on a.open_item_id = i.id
       where i.tenant_id = ${tenantId} and i.allocated <> coalesce(a.amount, 0)`,
  },
  {
    id: 'I05',
    sentence: 'An allocation joins a credit and an item of one company and one currency.',
    violations: ({ tenantId }) => sql`
      select format('allocation %s', a.id) as ref,
             format('%s, %s, %s', a.currency, coalesce(c.currency::text, 'no credit'),
                    coalesce(i.currency::text, 'no item')) as detail
        from allocation a
        left join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
        left join open_item i on i.tenant_id = a.tenant_id and i.id = a.open_item_id
       where a.tenant_id = ${tenantId}
         and (c.id is null or i.id is null or c.currency <> a.currency or i.currency <> a.currency)`,
  },
  {
    id: 'I06',
    sentence: 'An item has a moment of settlement exactly when nothing of it is open.',
    violations: ({ tenantId }) => sql`
      select format('open_item %s', id) as ref,
             format('open %s, settled %s', open_amount, coalesce(settled_at::text, 'never')) as detail
        from open_item
       where tenant_id = ${tenantId} and (amount = allocated) <> (settled_at is not null)`,
  },
  {
    id: 'I07',
    sentence: 'A reversal mirrors one allocation, and nothing is reversed twice.',
    violations: ({ tenantId }) => sql`
      select format('allocation %s', r.id) as ref,
             case when o.id is null then 'reverses nothing'
                  when r.twins > 1 then format('%s reversed %s times', o.id, r.twins)
                  else format('%s against %s of %s', r.amount, o.amount, o.id) end as detail
        from (select a.*, count(*) over (partition by a.reverses_id) as twins
                from allocation a
               where a.tenant_id = ${tenantId} and (a.reverses_id is not null or a.amount < 0)) r
        left join allocation o on o.tenant_id = r.tenant_id and o.id = r.reverses_id
       where o.id is null or r.twins > 1 or r.amount <> -o.amount or o.amount < 0
          or r.credit_item_id <> o.credit_item_id or r.open_item_id <> o.open_item_id`,
  },
  {
    id: 'I08',
    sentence:
      'Every row of money names a fact of its own transaction, and the fact names an actor.',
    violations: ({ tenantId }) => sql`
      select format('%s %s', m.kind, m.id) as ref,
             case when j.id is null then 'no fact'
                  when j.txid <> m.txid then format('fact %s is of another transaction', j.id)
                  else format('fact %s has no actor', j.id) end as detail
        from (${rowsOfMoney(tenantId)}) m
        left join journal j on j.tenant_id = ${tenantId} and j.id = m.journal_id
       where j.id is null or j.txid <> m.txid or j.actor_id = ''`,
  },
  {
    id: 'I09',
    sentence: 'A fact that tells of money is named by the rows it tells of.',
    violations: ({ tenantId }) => sql`
      select format('journal %s', j.id) as ref, j.fact as detail
        from journal j
        left join (${rowsOfMoney(tenantId)}) m on m.journal_id = j.id
       where j.tenant_id = ${tenantId} and m.id is null
         and j.fact in ('ledger.allocated', 'ledger.allocation_reversed', 'ledger.item_booked',
                        'ledger.payment_received', 'ledger.credit_received')`,
  },
  {
    id: 'I10',
    sentence: 'A bank movement is in the books once, however many files show it.',
    violations: ({ tenantId }) => sql`
      select format('bank_line %s', min(id)) as ref, format('%s times', count(*)) as detail
        from bank_line
       where tenant_id = ${tenantId}
       group by bank_account_id, movement, occurrence
      having count(*) > 1`,
  },
  {
    id: 'I11',
    sentence: 'A bank statement whose balances do not add up is marked so.',
    violations: ({ tenantId }) => sql`
      select format('bank_statement %s', id) as ref,
             format('%s + %s - %s instead of %s', opening, money_in, money_out, closing) as detail
        from bank_statement
       where tenant_id = ${tenantId} and adds_up is distinct from false
         and opening + money_in - money_out <> closing`,
  },
  {
    id: 'I12',
    sentence: 'The next statement of an account begins where the one before it ended.',
    isNotice: true,
    violations: ({ tenantId }) => sql`
      select format('bank_statement %s', id) as ref,
             format('opens with %s after %s', opening, before) as detail
        from (select id, opening, number_ as number,
                     lag(closing) over account as before, lag(number_) over account as number_before
                from (select s.*, substring(number from '^[0-9]{1,9}')::int as number_
                        from bank_statement s where tenant_id = ${tenantId}) s
              window account as (partition by bank_account_id order by closing_on, number_, id)) s
       where number = number_before + 1 and opening <> before`,
  },
  {
    id: 'I13',
    sentence: 'Every bank line that brought money is exactly one payment of its amount.',
    violations: ({ tenantId }) => sql`
      select format('bank_line %s', l.id) as ref,
             case when c.id is null then 'no payment'
                  when l.twins > 1 then format('shares payment %s', c.id)
                  else format('%s %s but payment %s is %s %s', l.amount, l.currency, c.id, c.amount,
                              c.currency) end as detail
        from (select b.*, count(*) over (partition by b.credit_item_id) as twins
                from bank_line b where b.tenant_id = ${tenantId} and b.amount > 0) l
        left join credit_item c on c.tenant_id = ${tenantId} and c.id = l.credit_item_id
       where c.id is null or l.twins > 1 or c.amount <> l.amount or c.currency <> l.currency`,
  },
];

function rowsOfMoney(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
      select 'open_item' as kind, id, journal_id, txid from open_item where tenant_id = ${tenantId}
      union all
      select 'credit_item', id, journal_id, txid from credit_item where tenant_id = ${tenantId}
      union all
      select 'allocation', id, journal_id, txid from allocation where tenant_id = ${tenantId}`;
}
