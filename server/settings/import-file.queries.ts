import type { ImportId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

export type ImportKind = 'ledger' | 'bank';

/** The file of the same content that was taken in before: a quick answer, never the guard. */
export async function importedBefore(
  ctx: Context,
  kind: ImportKind,
  sha256: Uint8Array,
): Promise<ImportId | undefined> {
  const file = await first<{ id: ImportId }>(
    ctx,
    sql`
    select id::text as id from import_file
     where tenant_id = ${ctx.tenantId} and kind = ${kind} and sha256 = ${sha256}
     order by id limit 1`,
  );
  return file?.id;
}
