import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import type { ImportKind } from './import-file.queries.ts';

/** What was saved under a name; the room that saved it knows its shape. */
export async function readMapping(
  ctx: Context,
  { name, kind }: { readonly name: string; readonly kind: ImportKind },
): Promise<unknown> {
  const found = await first<{ value: unknown }>(
    ctx,
    sql`
    select value from import_mapping
     where tenant_id = ${ctx.tenantId} and kind = ${kind} and name = ${name}`,
  );
  return found?.value;
}

/** All that were saved for files of a kind, the newest first. */
export async function readMappings(ctx: Context, kind: ImportKind): Promise<readonly unknown[]> {
  const found = await rows<{ value: unknown }>(
    ctx,
    sql`
    select value from import_mapping
     where tenant_id = ${ctx.tenantId} and kind = ${kind}
     order by changed_at desc, name`,
  );
  return found.map(({ value }) => value);
}

export type MappingLine = {
  readonly name: string;
  readonly kind: ImportKind;
  readonly changedAt: Date;
};

export function listMappings(ctx: Context): Promise<MappingLine[]> {
  return rows<MappingLine>(
    ctx,
    sql`
    select name, kind, changed_at as "changedAt"
      from import_mapping
     where tenant_id = ${ctx.tenantId}
     order by name, kind`,
  );
}
