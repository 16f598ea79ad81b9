import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { ImportKind } from './import-file.queries.ts';
import { deleteMapping, upsertMapping } from './import-mapping.store.ts';

/** Keeps how files of a kind are read, under a name; an older one of the name is replaced. */
export async function saveMapping(
  ctx: Context,
  mapping: { name: string; kind: ImportKind; value: unknown },
): Promise<void> {
  await upsertMapping(ctx, mapping);
  await record(ctx, { fact: 'settings.mapping_saved', data: { name: mapping.name } });
}

export async function forgetMapping(
  ctx: Context,
  mapping: { readonly name: string; readonly kind: ImportKind },
): Promise<Outcome<true, 'mapping_must_exist'>> {
  if (!(await deleteMapping(ctx, mapping))) return refuse('mapping_must_exist');
  await record(ctx, { fact: 'settings.mapping_forgotten', data: { name: mapping.name } });
  return accept(true);
}
