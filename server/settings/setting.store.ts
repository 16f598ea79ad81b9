import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** The version of a room's document, its row locked until the transaction ends; 0 without a row. */
export async function lockSetting(ctx: Context, room: string): Promise<number> {
  // A room that nobody has chosen for has no row to lock: two first choices queue here instead.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`setting ${ctx.tenantId} ${room}`}, 0))`.execute(
    ctx.db,
  );
  const row = await first<{ version: number }>(
    ctx,
    sql`
    select version
      from setting
     where tenant_id = ${ctx.tenantId} and room = ${room}
       for update`,
  );
  return row?.version ?? 0;
}

export async function putSetting(
  ctx: Context,
  room: string,
  version: number,
  value: object,
): Promise<void> {
  await sql`
    insert into setting (tenant_id, room, version, value, changed_by)
    values (${ctx.tenantId}, ${room}, ${version}, ${JSON.stringify(value)}::jsonb,
            ${`${ctx.actor.kind}:${ctx.actor.id}`})
        on conflict (tenant_id, room) do update
       set version = excluded.version, value = excluded.value,
           changed_at = clock_timestamp(), changed_by = excluded.changed_by`.execute(ctx.db);
}
