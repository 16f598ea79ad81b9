import { nameKeysOf, payerKey } from '@goodterms/core/cash/name-words.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { withKeysKnown } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';

type NamedCustomer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly number: string;
  readonly isKnown: boolean;
};

/** Notes the names of customers that are new or called otherwise now, for finding them by words. */
export async function keepCustomerNames(ctx: Context): Promise<void> {
  const changed = await rows<NamedCustomer>(
    ctx,
    sql`
    select c.id::text as id, c.name, c.number, n.name is not null as "isKnown"
      from customer c
      left join customer_name n on n.tenant_id = ${ctx.tenantId} and n.customer_id = c.id
     where c.tenant_id = ${ctx.tenantId} and n.name is distinct from c.name
     order by c.id`,
  );
  if (changed.length === 0) return;
  const renamed = changed.filter(({ isKnown }) => isKnown);
  if (renamed.length > 0)
    await sql`
      delete from customer_name_key
       where tenant_id = ${ctx.tenantId}
         and customer_id = any(${list(renamed.map(({ id }) => id))}::bigint[])`.execute(ctx.db);
  await sql`
    insert into customer_name (tenant_id, customer_id, name)
    select ${ctx.tenantId}, id, name
      from unnest(${list(changed.map(({ id }) => id))}::bigint[],
                  ${list(changed.map(({ name }) => name))}::text[]) as d (id, name)
     order by id
        on conflict (tenant_id, customer_id) do update set name = excluded.name`.execute(ctx.db);
  const keys = changed.flatMap(({ id, name, number }) =>
    [...nameKeysOf(name), ...wholeKeys(name, number)].map((key) => ({ id, key })),
  );
  const insert = sql`
    insert into customer_name_key (tenant_id, key, customer_id)
    select ${ctx.tenantId}, key, id
      from unnest(${list(keys.map(({ key }) => key))}::text[],
                  ${list(keys.map(({ id }) => id))}::bigint[]) as d (key, id)
        on conflict do nothing`;
  await withKeysKnown(ctx, keys.length, () => insert.execute(ctx.db));
}

/** A customer's number as payers quote it. No word of a name begins like this. */
export function customerNumberKey(number: string): string {
  return `#${number}`;
}

/** The whole name, as `payerKey` gives it. */
export function wholeNameKey(key: string): string {
  return `=${key}`;
}

function wholeKeys(name: string, number: string): string[] {
  const [nameKey, numberKey] = [payerKey(name), referenceKey(number)];
  return [
    ...(nameKey === '' ? [] : [wholeNameKey(nameKey)]),
    ...(numberKey === '' ? [] : [customerNumberKey(numberKey)]),
  ];
}
