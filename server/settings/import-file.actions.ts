import type { ImportId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { insertImportFile, type ImportedFile } from './import-file.store.ts';

/** Keeps that a file was taken in. A file is never changed and never forgotten. */
export function keepImportedFile(ctx: Context, file: ImportedFile): Promise<ImportId> {
  return insertImportFile(ctx, file);
}
