import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

/** What was saved under a name; the room that saved it knows its shape. */
export async function readMapping(ctx: Context, name: string): Promise<unknown> {
  const found = await first<{ value: unknown }>(
    ctx,
    sql`select value from import_mapping where tenant_id = ${ctx.tenantId} and name = ${name}`,
  );
  return found?.value;
}

export type MappingLine = {
  readonly name: string;
  readonly kind: string;
  readonly changedAt: Date;
};

export function listMappings(ctx: Context): Promise<MappingLine[]> {
  return rows<MappingLine>(
    ctx,
    sql`
    select name, kind, changed_at as "changedAt"
      from import_mapping
     where tenant_id = ${ctx.tenantId}
     order by name`,
  );
}
