import { renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { asOwner, first, sql } from '../database.ts';
import type { Installation } from '../installation.ts';
import { newestMigration } from '../migrate.ts';
import { CannotStart } from '../postgres-program.ts';
import { syncFolder, writeArchive } from './archive.ts';
import { copyCluster } from './cluster-copy.ts';
import { ABOUT, inScratch, openCopy, type About } from './copy.ts';
import { checkSoundness } from './soundness.ts';
import { copyTables } from './table-copy.ts';

export type BackupOptions = {
  /** Looks whether the books are in order; answers what is not, in a sentence. */
  readonly examine: (house: Installation) => Promise<string | undefined>;
  readonly say: (line: string) => void;
};

export type BackedUp = {
  readonly about: About;
  /** What is not in order, in the books as in their copy. */
  readonly concern: string | undefined;
};

/**
 * Saves everything to one file while others work. The file gets its name when it was restored aside
 * and the books in it were examined: a backup that exists is a backup that works.
 */
export async function backUp(
  house: Installation,
  path: string,
  { examine, say }: BackupOptions,
): Promise<BackedUp> {
  const file = resolve(path);
  const unproven = `${file}.unproven`;
  const about = await describe(house);
  say('Saving …');
  const archive = await writeArchive(unproven);
  try {
    await archive.bytes(ABOUT, Buffer.from(JSON.stringify(about)));
    if (house.presence) await copyCluster(house.presence.cluster, archive);
    else await copyTables(house.pool, archive);
    await archive.finish(about);
  } catch (error) {
    await archive.discard();
    throw error;
  }
  try {
    say('Restoring it aside and examining the books …');
    const concern = await inScratch(house.dataFolder, async (scratch) => {
      const copy = await openCopy(unproven, about, scratch, { throwAway: true });
      try {
        await checkSoundness(copy);
        return await examine(copy);
      } finally {
        await copy.close();
      }
    });
    // Books that are not in order can be saved as they are; a copy that differs from them cannot.
    if (concern !== undefined && (await examine(house)) === undefined)
      throw new CannotStart(`The copy is not what the books are: ${concern}`);
    renameSync(unproven, file);
    await syncFolder(dirname(file));
    return { about, concern };
  } finally {
    rmSync(unproven, { force: true });
  }
}

async function describe({ pool, presence, clock }: Installation): Promise<About> {
  const installation = await asOwner(pool, (db) =>
    first<{ id: string }>({ db }, sql`select id::text from installation`),
  );
  return {
    product: 'goodterms',
    kind: presence ? 'cluster' : 'tables',
    madeAt: clock.now().toISOString(),
    migration: newestMigration(),
    installation: installation?.id ?? '',
  };
}
