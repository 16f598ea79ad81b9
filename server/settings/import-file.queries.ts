import type { ImportId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';

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

export type ImportLine = {
  readonly id: ImportId;
  readonly kind: ImportKind;
  readonly name: string;
  readonly bytes: bigint;
  readonly importedAt: Date;
  readonly by: string;
  readonly result: unknown;
};

export type ImportQuestion = {
  readonly kind?: ImportKind | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** One file, with what came of it. */
export async function importedFile(ctx: Context, id: ImportId): Promise<ImportLine | undefined> {
  return first<ImportLine>(
    ctx,
    sql`
    select ${IMPORT_LINE_COLUMNS}
     where f.tenant_id = ${ctx.tenantId} and f.id = ${id}::bigint`,
  );
}

const IMPORT_LINE_COLUMNS = sql`
           f.id::text as id, f.kind, f.name, f.bytes, f.imported_at as "importedAt",
           coalesce(m.name, j.actor_id) as by, f.result
      from import_file f
      join journal j on j.tenant_id = f.tenant_id and j.id = f.journal_id
      left join member m on m.tenant_id = f.tenant_id and m.user_id = j.actor_id`;

/** The files that were taken in, newest first. */
export async function importFiles(ctx: Context, { kind, cursor, limit }: ImportQuestion) {
  const [before] = fromCursor(cursor, ['id']) ?? [];
  const found = await rows<ImportLine>(
    ctx,
    sql`
    select ${IMPORT_LINE_COLUMNS}
     where f.tenant_id = ${ctx.tenantId}
       and (${kind ?? null}::text is null or f.kind = ${kind ?? null})
       and (${before ?? null}::bigint is null or f.id < ${before ?? null}::bigint)
     order by f.id desc
     limit ${limit + 1}`,
  );
  return pageOf(found, limit, (line) => [line.id]);
}
