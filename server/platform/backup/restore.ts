import { lstatSync, renameSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { enterCluster } from '../cluster-presence.ts';
import { asOwner, first, rows, sql, type DatabasePool } from '../database.ts';
import { BUSY } from '../embedded-postgres.ts';
import { openDataFolder, openHouse, type Installation } from '../installation.ts';
import { CannotStart } from '../postgres-program.ts';
import { BEFORE_RESTORE, markRestore } from '../restore-mark.ts';
import { syncFolder, writeArchive } from './archive.ts';
import type { BackupOptions } from './backup.ts';
import { inScratch, openCopy, readAbout, type About } from './copy.ts';
import { checkSoundness } from './soundness.ts';
import { copyTables, loadTables } from './table-copy.ts';

export type RestoreOptions = BackupOptions & {
  readonly dataFolder?: string | undefined;
  /** An empty database on a server, instead of the data folder. */
  readonly databaseUrl?: string | undefined;
  /** Also when the books in it are not in order. */
  readonly anyway?: boolean | undefined;
  /** What the rooms settle before the copy may be used: what was on its way is not sent again. */
  readonly settle: (house: Installation, about: About) => Promise<void>;
};

/**
 * Puts a backup in the place of what is there. All work is done aside, on a copy; the last step is
 * a rename, or one transaction. So a restore that is killed has changed nothing, and nothing that
 * was queued long ago is ever in a house whose doors are open.
 */
export async function restore(path: string, options: RestoreOptions): Promise<About> {
  const { databaseUrl, say } = options;
  const file = resolve(path);
  const about = await readAbout(file);
  const dataFolder = openDataFolder(options.dataFolder);
  const unmark = markRestore(dataFolder);
  try {
    if (databaseUrl === undefined) await askEverybodyOut(dataFolder);
    await inScratch(dataFolder, async (scratch) => {
      say('Unpacking …');
      const copy = await openCopy(file, about, scratch, {
        throwAway: databaseUrl !== undefined,
      });
      try {
        await beginNewEpoch(copy.pool);
        await options.settle(copy, about);
        say('Examining the books …');
        await checkSoundness(copy);
        const concern = await options.examine(copy);
        if (concern !== undefined && !options.anyway)
          throw new CannotStart(`${concern} To restore it as it is, add --anyway.`);
        if (databaseUrl !== undefined)
          await moveToServer(copy.pool, join(scratch, 'tables'), databaseUrl, options);
      } finally {
        await copy.close();
      }
      if (databaseUrl === undefined) await putInPlace(scratch, dataFolder, say);
    });
  } finally {
    unmark();
  }
  return about;
}

async function askEverybodyOut(dataFolder: string): Promise<void> {
  if (!lstatSync(join(dataFolder, 'postgresql'), { throwIfNoEntry: false })) return;
  const presence = await enterCluster({ dataFolder, as: 'owner' });
  if (!(await presence.leave()))
    throw new CannotStart('A command is at work on this folder. Wait until it has ended.', BUSY);
}

/** Messages of an older epoch are never sent by a machine; whoever was signed in is so no more. */
async function beginNewEpoch(pool: DatabasePool): Promise<void> {
  await asOwner(pool, async (db) => {
    await rows({ db }, sql`update installation set epoch = epoch + 1`);
    await rows({ db }, sql`delete from auth.session`);
    const queue = await first<{ there: boolean }>(
      { db },
      sql`select to_regclass('pgboss.job') is not null as there`,
    );
    // Jobs look at the state of the books, so none is missed.
    if (queue?.there) await rows({ db }, sql`delete from pgboss.job`);
  });
}

async function moveToServer(
  pool: DatabasePool,
  aside: string,
  databaseUrl: string,
  { dataFolder, say }: RestoreOptions,
): Promise<void> {
  const archive = await writeArchive(aside);
  await copyTables(pool, archive);
  await archive.finish({});
  say('Moving it to the server …');
  const server = await openHouse({ dataFolder, databaseUrl, say });
  try {
    const taken = await asOwner(server.pool, (db) => rows({ db }, sql`select from tenant limit 1`));
    if (taken.length > 0)
      throw new CannotStart('That database has companies in it. Restore into an empty one.');
    await loadTables(server.pool, aside);
  } finally {
    await server.close();
  }
}

async function putInPlace(
  scratch: string,
  dataFolder: string,
  say: (line: string) => void,
): Promise<void> {
  const place = join(dataFolder, 'postgresql');
  const kept = join(dataFolder, BEFORE_RESTORE + new Date().toISOString().replaceAll(/[-:.]/g, ''));
  const hadOne = lstatSync(place, { throwIfNoEntry: false }) !== undefined;
  if (hadOne) renameSync(place, kept);
  renameSync(join(scratch, 'postgresql'), place);
  await syncFolder(dataFolder);
  if (hadOne) say(`What was there before lies in ${kept}. Remove it when you miss nothing.`);
}
