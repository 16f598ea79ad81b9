import { assert } from '@goodterms/core/kernel/assert.ts';
import type { ImportId, JournalId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';
import type { ImportKind } from './import-file.queries.ts';

export type ImportedFile = {
  readonly kind: ImportKind;
  readonly name: string;
  readonly sha256: Uint8Array;
  readonly bytes: number;
  /** What came of it, as the page of imports shows it. */
  readonly result: unknown;
  /** The fact that tells of it; the room that takes the file in records its own. */
  readonly journalId: JournalId;
};

export async function insertImportFile(ctx: Context, file: ImportedFile): Promise<ImportId> {
  const inserted = await first<{ id: ImportId }>(
    ctx,
    sql`
    insert into import_file (tenant_id, kind, name, sha256, bytes, result, journal_id)
    values (${ctx.tenantId}, ${file.kind}, ${file.name}, ${file.sha256}, ${file.bytes},
            ${JSON.stringify(file.result)}::jsonb, ${file.journalId}::bigint)
    returning id::text as id`,
  );
  assert(inserted !== undefined, 'an id for the file');
  return inserted.id;
}
