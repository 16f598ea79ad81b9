import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  unlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { giveTo, type PostgresProgram } from './postgres-program.ts';

/** The first process of a running PostgreSQL, as it describes itself in its lock file. */
export type Postmaster = {
  readonly pid: number;
  readonly socketFolder: string;
  readonly status: string;
};

/**
 * What PostgreSQL wrote into its lock file, if that process still works on this folder. After a
 * crash the number may belong to a stranger; PostgreSQL works inside its folder, a stranger does not.
 */
export function runningPostmaster(databaseFolder: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(databaseFolder, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (!worksIn(pid, databaseFolder)) return undefined;
  return { pid, socketFolder: lines[4] ?? '', status: (lines[7] ?? '').trim() };
}

/** Also after it has taken its lock file away, for as long as it is there. */
export function worksIn(pid: number, folder: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

/** sockaddr_un holds 107 characters; PostgreSQL adds the name of the socket. */
const SOCKET_FOLDER_LIMIT = 107 - '/.s.PGSQL.5432'.length;
const SOCKET_PREFIX = 'goodterms-';

export function makeSocketFolder(program: PostgresProgram, usual: string | undefined): string {
  const folder = usual ?? mkdtempSync(join(shortFolder(), SOCKET_PREFIX));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  giveTo(folder, program);
  return folder;
}

function shortFolder(): string {
  const socketFolder = join(tmpdir(), `${SOCKET_PREFIX}123456`);
  return socketFolder.length <= SOCKET_FOLDER_LIMIT ? tmpdir() : '/tmp';
}

/**
 * PostgreSQL that was killed leaves its socket behind, and its lock file says where. The lock file
 * itself PostgreSQL replaces, except when its number has become a stranger's.
 */
export function sweepAfterCrash(databaseFolder: string): void {
  const lockFile = join(databaseFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const [pid, , , , socketFolder] = readFileSync(lockFile, 'utf8').split('\n');
  if (runningPostmaster(databaseFolder)) return;
  if (socketFolder) removeSocketFolder(socketFolder);
  if (isAlive(Number(pid))) unlinkSync(lockFile);
}

export function removeSocketFolder(folder: string): void {
  if (basename(folder).startsWith(SOCKET_PREFIX)) rmSync(folder, { recursive: true, force: true });
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
