import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import type { ImportKind } from './import-file.queries.ts';

export async function upsertMapping(
  ctx: Context,
  { name, kind, value }: { name: string; kind: ImportKind; value: unknown },
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into import_mapping (tenant_id, name, kind, value, changed_by)
    values (${ctx.tenantId}, ${name}, ${kind}, ${JSON.stringify(value)}::jsonb, ${ctx.actor.id})
        on conflict (tenant_id, kind, name) do update
       set value = excluded.value, changed_by = excluded.changed_by,
           changed_at = clock_timestamp()`,
  );
}

/** False when there was none of this name. */
export async function deleteMapping(
  ctx: Context,
  { name, kind }: { name: string; kind: ImportKind },
): Promise<boolean> {
  const deleted = await rows(
    ctx,
    sql`
    delete from import_mapping
     where tenant_id = ${ctx.tenantId} and kind = ${kind} and name = ${name}
    returning name`,
  );
  return deleted.length > 0;
}
