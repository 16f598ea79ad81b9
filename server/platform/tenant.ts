import { randomUUID } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { enterTenant, rows, sql, type Database } from './database.ts';

export type Tenant = { readonly id: TenantId; readonly name: string };

/** Every company of this installation. For the owner of the schema; the application role sees one. */
export async function allTenants(db: Database): Promise<Tenant[]> {
  return rows<Tenant>({ db }, sql`select id, name from tenant order by created_at, id`);
}

/** Makes a company and enters it, in a transaction of the owner. */
export async function makeTenant(db: Database, name: string): Promise<TenantId> {
  const id = randomUUID() as string as TenantId;
  await rows({ db }, sql`insert into tenant (id, name) values (${id}, ${name})`);
  await enterTenant(db, id);
  return id;
}

export async function renameTenant(db: Database, { id, name }: Tenant): Promise<void> {
  await rows({ db }, sql`update tenant set name = ${name} where id = ${id}`);
}

/** Whether this is the demo: invented people, and mail that goes nowhere. */
export async function isDemo(ctx: { readonly db: Database }): Promise<boolean> {
  const [row] = await rows<{ isDemo: boolean }>(
    ctx,
    sql`select is_demo as "isDemo" from installation`,
  );
  return row?.isDemo ?? false;
}

/** From here on this is the demo; nothing takes it back. */
export async function declareDemo(db: Database): Promise<void> {
  await rows({ db }, sql`update installation set is_demo = true`);
}
