import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUSY } from './embedded-postgres.ts';
import { CannotStart } from './postgres-program.ts';
import { isAlive } from './postmaster.ts';

/** What was in the folder before a restore keeps this name, with the moment after it. */
export const BEFORE_RESTORE = 'postgresql.before-restore-';
const MARK = 'restoring';
const UNDER_WAY = 'A restore is under way on this folder. Wait until it has ended.';

/** While a restore works on a folder, nobody else opens it. Answers how to lift the mark. */
export function markRestore(dataFolder: string): () => void {
  checkNoRestore(dataFolder);
  const mark = join(dataFolder, MARK);
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx', mode: 0o600 });
  } catch {
    throw new CannotStart(UNDER_WAY, BUSY);
  }
  return () => rmSync(mark, { force: true });
}

/**
 * The mark of a process that was killed is lifted. Killed between the two renames at the very end,
 * it left the folder without a database: then the one from before goes back to its place.
 */
export function checkNoRestore(dataFolder: string): void {
  const mark = join(dataFolder, MARK);
  if (!existsSync(mark)) return;
  const pid = Number(readFileSync(mark, 'utf8'));
  if (pid === process.pid) return;
  if (isAlive(pid)) throw new CannotStart(UNDER_WAY, BUSY);
  const database = join(dataFolder, 'postgresql');
  const before = readdirSync(dataFolder)
    .filter((name) => name.startsWith(BEFORE_RESTORE))
    .toSorted()
    .at(-1);
  if (!existsSync(database) && before) renameSync(join(dataFolder, before), database);
  rmSync(mark, { force: true });
}
