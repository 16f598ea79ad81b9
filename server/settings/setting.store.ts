import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** Two people choose one after the other. Before the first choice there is no row to lock. */
export async function lockSetting(ctx: Context, name: string): Promise<void> {
  const key = `setting ${ctx.tenantId} ${name}`;
  await rows(ctx, sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

export async function putSetting(
  ctx: Context,
  name: string,
  version: number,
  value: object,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into setting (tenant_id, name, version, value, changed_by)
    values (${ctx.tenantId}, ${name}, ${version}, ${JSON.stringify(value)}::jsonb, ${ctx.actor.id})
        on conflict (tenant_id, name) do update
       set version = excluded.version, value = excluded.value,
           changed_at = clock_timestamp(), changed_by = excluded.changed_by`,
  );
}
