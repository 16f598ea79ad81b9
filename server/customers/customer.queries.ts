import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

export async function customerExists(ctx: Context, id: CustomerId): Promise<boolean> {
  const found = await first(
    ctx,
    sql`select 1 from customer where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
  return found !== undefined;
}

/** Whoever a person means by a number, a name or an id; several when the words fit several. */
export async function customersCalled(ctx: Context, words: string): Promise<NamedCustomer[]> {
  const id = /^\d{1,18}$/.test(words) ? words : null;
  return rows(
    ctx,
    sql`
    select c.id::text as id, c.number, c.name
      from customer c
     where c.tenant_id = ${ctx.tenantId}
       and (lower(c.number) = lower(${words}) or lower(c.name) = lower(${words})
            or lower(c.name) like lower(${words}) || '%' or c.id = ${id}::bigint)
     order by (lower(c.number) = lower(${words})) desc, (lower(c.name) = lower(${words})) desc, c.id
     limit 20`,
  );
}

export type NamedCustomer = {
  readonly id: CustomerId;
  readonly number: string;
  readonly name: string;
};

export async function customersById(
  ctx: Context,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, NamedCustomer>> {
  const found = await rows<NamedCustomer>(
    ctx,
    planKept(sql`
    select c.id::text as id, c.number, c.name
      from customer c
     where c.tenant_id = ${ctx.tenantId} and c.id = any(${ids}::bigint[])
     order by c.id`),
  );
  return new Map(found.map((customer) => [customer.id, customer]));
}
