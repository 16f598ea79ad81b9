import { randomUUID } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import {
  asOwner,
  asTenant,
  rows,
  sql,
  type DatabasePool,
} from '@goodterms/server/platform/database.ts';
import { expect } from 'vitest';

/** A company with 200 customers, and another with 3, to be saved and brought back. */
export const tenantId = randomUUID() as string as TenantId;
export const other = randomUUID() as string as TenantId;

/** Options of a backup and of a restore in which nothing is amiss. */
export const nothing = {
  examine: async () => undefined,
  settle: async () => {},
  say: () => {},
};

export async function fillBooks(pool: DatabasePool): Promise<void> {
  for (const [id, count] of [
    [tenantId, 200],
    [other, 3],
  ] as const) {
    await asOwner(pool, (db) =>
      sql`insert into tenant (id, name) values (${id}, 'Keel & Sons')`.execute(db),
    );
    await addCustomer(pool, id, 1, count);
  }
}

export function addCustomer(pool: DatabasePool, id: TenantId, from: number, until = from) {
  const name = 'Line\nbreak, tab\t and \\ ';
  return asTenant(pool, id, (db) =>
    sql`insert into customer (tenant_id, number, name, currency)
        select ${id}, 'C-' || n, ${name} || n, 'EUR' from generate_series(${from}::int, ${until}::int) n`.execute(
      db,
    ),
  );
}

export async function countCustomers(pool: DatabasePool, id: TenantId): Promise<number> {
  const found = await asTenant(pool, id, (db) =>
    rows<{ name: string }>({ db }, sql`select name from customer where tenant_id = ${id}`),
  );
  expect(found.every(({ name }) => name.startsWith('Line\nbreak, tab\t and \\ '))).toBe(true);
  return found.length;
}

export async function epochOf(pool: DatabasePool): Promise<number | undefined> {
  const [row] = await asOwner(pool, (db) =>
    rows<{ epoch: number }>({ db }, sql`select epoch from installation`),
  );
  return row?.epoch;
}
