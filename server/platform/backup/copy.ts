import { lstatSync, mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openHouse, type Installation } from '../installation.ts';
import { newestMigration } from '../migrate.ts';
import { CannotStart, findPostgres, giveTo, openDatabaseFolder } from '../postgres-program.ts';
import { isAlive } from '../postmaster.ts';
import { intoFolder, readArchive } from './archive.ts';
import { CLUSTER } from './cluster-copy.ts';
import { loadTables } from './table-copy.ts';

/** What a backup says about itself, before anything else. */
export type About = {
  readonly product: 'goodterms';
  /** The files of an embedded cluster, or the rows of a server's tables. */
  readonly kind: 'cluster' | 'tables';
  readonly madeAt: string;
  readonly migration: string;
  readonly installation: string;
};

/** The name of the first entry. */
export const ABOUT = 'about.json';

export async function readAbout(file: string): Promise<About> {
  let text = '';
  const enough = new Error('enough');
  await readArchive(file, async (name) => {
    if (name !== ABOUT) throw enough;
    return {
      write: async (chunk) => (text += Buffer.from(chunk).toString()),
      close: async () => undefined,
    };
  }).catch((error: unknown) => {
    if (text === '') throw error;
  });
  const about = JSON.parse(text) as About;
  if (about.product !== 'goodterms') throw new CannotStart(`${file} is not a backup of Goodterms.`);
  if (about.migration > newestMigration())
    throw new CannotStart('This backup was made by a newer Goodterms. Use that to restore it.');
  return about;
}

/**
 * The backup as a house of its own, with a database in the scratch folder. PostgreSQL itself brings
 * copied files to the disk when it starts on them, unless the copy is to be thrown away.
 */
export async function openCopy(
  file: string,
  about: About,
  scratch: string,
  { throwAway }: { readonly throwAway: boolean },
): Promise<Installation> {
  const options = { dataFolder: scratch, embedded: true, as: 'owner', throwAway } as const;
  if (about.kind === 'tables')
    return openHouse({
      ...options,
      fill: { upTo: about.migration, load: (pool) => loadTables(pool, file) },
    });
  const program = findPostgres(scratch);
  const folder = openDatabaseFolder(scratch, program, () => undefined);
  const place = linkTarget(folder) ?? folder;
  mkdirSync(place, { recursive: true, mode: 0o700 });
  await readArchive(file, intoFolder(place, CLUSTER));
  for (const entry of readdirSync(place, { recursive: true, encoding: 'utf8' }))
    giveTo(join(place, entry), program);
  giveTo(place, program);
  return openHouse(options);
}

/** A folder for work that is thrown away, on the same disk as the data. */
export async function inScratch<Result>(
  dataFolder: string,
  work: (scratch: string) => Promise<Result>,
): Promise<Result> {
  for (const name of readdirSync(dataFolder))
    if (/^scratch-\d+$/.test(name) && !isAlive(Number(name.split('-')[1])))
      discard(join(dataFolder, name));
  const scratch = join(dataFolder, `scratch-${process.pid}`);
  mkdirSync(scratch, { mode: 0o700 });
  try {
    return await work(scratch);
  } finally {
    discard(scratch);
  }
}

function discard(scratch: string): void {
  const elsewhere = linkTarget(join(scratch, 'postgresql'));
  if (elsewhere) rmSync(dirname(elsewhere), { recursive: true, force: true });
  rmSync(scratch, { recursive: true, force: true });
}

function linkTarget(path: string): string | undefined {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink();
  return isLink ? readlinkSync(path) : undefined;
}
