import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { containing, fromCursor, pageOf } from '../platform/page.ts';

export type CustomerLine = {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
  readonly country: string | null;
  readonly collectorName: string | null;
  readonly open: readonly Money[];
  readonly overdue: readonly Money[];
  readonly oldestDueOn: Day | null;
};

export type CustomerListQuestion = {
  readonly search?: string | undefined;
  readonly collectorId?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Customers by name, with what each owes per currency: open amounts are read for the page only. */
export async function customerLines(
  ctx: Context,
  { search, collectorId, cursor, limit }: CustomerListQuestion,
): Promise<{ rows: CustomerLine[]; nextCursor: string | null }> {
  const [nameAfter, idAfter] = fromCursor(cursor, ['text', 'id']) ?? [];
  const words = search?.trim().toLowerCase() ?? '';
  const found = await rows<CustomerRow>(
    ctx,
    sql`
    with page as (
      select c.id, c.number, c.name, c.country, lower(c.name) as sort_name,
             m.name as collector_name
        from customer c
        left join member m on m.tenant_id = c.tenant_id and m.user_id = c.collector_id
       where c.tenant_id = ${ctx.tenantId}
             ${words === '' ? sql`` : sql`and (lower(c.name) like ${containing(words)} or lower(c.number) like ${containing(words)})`}
             ${collectorId === undefined ? sql`` : sql`and c.collector_id = ${collectorId}`}
             ${nameAfter === undefined ? sql`` : sql`and (lower(c.name), c.id) > (${nameAfter}, ${idAfter}::bigint)`}
       order by lower(c.name), c.id
       limit ${limit + 1})
    select p.id::text as id, p.number, p.name, p.country, p.collector_name as "collectorName",
           p.sort_name as "sortName", o.amounts, o.oldest as "oldestDueOn"
      from page p
      left join lateral (
        select json_agg(json_build_object('currency', s.currency, 'open', s.open::text,
                                          'overdue', s.overdue::text) order by s.open desc) as amounts,
               min(s.oldest) as oldest
          from (select currency, sum(open_amount) as open,
                       coalesce(sum(open_amount) filter (where due_on < ${ctx.today}::date), 0) as overdue,
                       min(due_on) as oldest
                  from open_item
                 where tenant_id = ${ctx.tenantId} and customer_id = p.id and open_amount > 0
                 group by currency) s) o on true
     order by p.sort_name, p.id`,
  );
  const page = pageOf(found, limit, ({ sortName, id }) => [sortName, id]);
  return { rows: page.rows.map(toLine), nextCursor: page.nextCursor };
}

type CustomerRow = Omit<CustomerLine, 'open' | 'overdue'> & {
  readonly sortName: string;
  readonly amounts: readonly { currency: Currency; open: string; overdue: string }[] | null;
};

function toLine({ sortName: _sortName, amounts, ...row }: CustomerRow): CustomerLine {
  const sums = amounts ?? [];
  return {
    ...row,
    open: sums.map(({ currency, open }) => money(BigInt(open), currency)),
    overdue: sums
      .map(({ currency, overdue }) => money(BigInt(overdue), currency))
      .filter(({ minor }) => minor > 0n),
  };
}
