import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { asOwner, rows, sql, type DatabasePool } from './database.ts';

const FOLDER = new URL('../migrations/', import.meta.url);
/** Any number will do, so long as nobody else in this database locks the same one. */
const MIGRATION_LOCK = 7_041_776;

export type Migrated = { readonly applied: readonly string[]; readonly version: string };

/**
 * Brings the database to the newest migration: one transaction a file, in the order of the names,
 * one process at a time. A file that changed after it was applied stops the program. `upTo` stops
 * after a migration, for a backup that was made when it was the newest.
 */
export async function migrate(pool: DatabasePool, upTo?: string): Promise<Migrated> {
  await asOwner(pool, async (db) => {
    await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(db);
    await sql`create table if not exists migration (
      name text primary key, sha256 text not null, applied_at timestamptz not null default clock_timestamp())`.execute(
      db,
    );
  });
  const applied: string[] = [];
  for (const { name, text, sha256 } of migrations()) {
    if (upTo !== undefined && name > upTo) break;
    const isNew = await asOwner(pool, async (db) => {
      await sql`select pg_advisory_xact_lock(${MIGRATION_LOCK})`.execute(db);
      const [known] = await rows<{ sha256: string }>(
        { db },
        sql`select sha256 from migration where name = ${name}`,
      );
      if (known && known.sha256 !== sha256)
        throw new Error(
          `The migration ${name} was changed after it was applied. Restore the file, or use a new database.`,
        );
      if (known) return false;
      await sql.raw(text).execute(db);
      await sql`insert into migration (name, sha256) values (${name}, ${sha256})`.execute(db);
      return true;
    });
    if (isNew) applied.push(name);
  }
  return { applied, version: newestMigration() };
}

/** The names still to be applied. A database that knows more than we do is newer than this program. */
export async function pendingMigrations(pool: DatabasePool): Promise<string[]> {
  const names = migrations().map(({ name }) => name);
  const known = await asOwner(pool, async (db) => {
    const [table] = await rows<{ there: boolean }>(
      { db },
      sql`select to_regclass('migration') is not null as there`,
    );
    return table?.there ? rows<{ name: string }>({ db }, sql`select name from migration`) : [];
  });
  const applied = new Set(known.map(({ name }) => name));
  const strange = [...applied].filter((name) => !names.includes(name));
  if (strange.length > 0)
    throw new Error(
      `The database was brought to ${strange.toSorted().at(-1)} by a newer Goodterms. Use that, or restore a backup.`,
    );
  return names.filter((name) => !applied.has(name));
}

export function newestMigration(): string {
  return migrations().at(-1)?.name ?? '';
}

function migrations(): { name: string; text: string; sha256: string }[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(new URL(name, FOLDER), 'utf8');
      return { name, text, sha256: createHash('sha256').update(text).digest('hex') };
    });
}
