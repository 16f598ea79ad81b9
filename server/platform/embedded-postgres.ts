import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { tmpdir, totalmem } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CannotStart,
  findPostgres,
  giveTo,
  invocation,
  openDatabaseFolder,
  type PostgresProgram,
} from './postgres-program.ts';

export type ClusterOptions = {
  /** Holds `postgresql/` with the database's files and `postgresql.log`. */
  readonly dataFolder: string;
  /** False only where the data is thrown away: a test run. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  readonly say?: (line: string) => void;
};

/** A PostgreSQL that runs on this machine for us alone, reached by a socket in a closed folder. */
export type Cluster = {
  readonly socketFolder: string;
  readonly databaseFolder: string;
  readonly pid: number;
  /** True when it was running already: left by a process that was killed, or shared with one that works. */
  readonly adopted: boolean;
  isRunning(): boolean;
  /** Ends it in order: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

/** The user who may do everything in the cluster, and the one who owns our database and no more. */
export const SUPERUSER = 'postgres';
export const OWNER = 'goodterms';

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 8000;
const LOOK_AGAIN_MS = 25;
const LOG_LIMIT_BYTES = 5_000_000;
/** sockaddr_un holds 107 characters; PostgreSQL adds the name of the socket. */
const SOCKET_FOLDER_LIMIT = 107 - '/.s.PGSQL.5432'.length;
const SOCKET_PREFIX = 'goodterms-';

/** Adopts the cluster that runs on the folder, or starts it, making it first when there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const say = options.say ?? (() => undefined);
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const dataFolder = realpathSync(options.dataFolder);
  const program = findPostgres(dataFolder);
  const folder = openDatabaseFolder(dataFolder, program, say);
  if (!existsSync(join(folder, 'PG_VERSION'))) await initialise(program, folder, options, say);
  const databaseFolder = realpathSync(folder);
  checkMajorVersion(program, databaseFolder);

  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const running = runningPostmaster(databaseFolder);
    if (running?.status === 'ready') return cluster(databaseFolder, running, true);
    if (!running) {
      const started = await launch(program, { ...options, dataFolder }, databaseFolder, deadline);
      if (started) return cluster(databaseFolder, started, false);
    }
    await sleep(LOOK_AGAIN_MS);
  }
  throw new CannotStart(`PostgreSQL did not start within 60 seconds: ${lastLine(dataFolder)}`);
}

type Postmaster = {
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

function worksIn(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  if (process.platform !== 'linux') return true;
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === folder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}

function cluster(databaseFolder: string, postmaster: Postmaster, adopted: boolean): Cluster {
  const { pid, socketFolder } = postmaster;
  const isRunning = () => runningPostmaster(databaseFolder)?.pid === pid;
  return {
    socketFolder,
    databaseFolder,
    pid,
    adopted,
    isRunning,
    async stop() {
      for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (!isRunning()) break;
        process.kill(pid, signal);
        await until(() => !isRunning(), STOP_TIMEOUT_MS);
      }
      removeSocketFolder(socketFolder);
    },
  };
}

/** Made beside its place and then moved into it, so that half a cluster is never taken for one. */
async function initialise(
  program: PostgresProgram,
  folder: string,
  { durable = true }: ClusterOptions,
  say: (line: string) => void,
): Promise<void> {
  say('Making the database …');
  const place = existsSync(dirname(folder)) && isLink(folder) ? readlinkSync(folder) : folder;
  const parent = dirname(place);
  for (const name of readdirSync(parent))
    if (/^postgresql\.new-\d+$/.test(name) && !isAlive(Number(name.split('-')[1])))
      rmSync(join(parent, name), { recursive: true, force: true });
  const fresh = `${place}.new-${process.pid}`;
  mkdirSync(fresh, { mode: 0o700 });
  giveTo(fresh, program);
  const { command, args, options } = invocation(program, 'initdb', [
    `--pgdata=${fresh}`,
    `--username=${SUPERUSER}`,
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=icu',
    '--icu-locale=und',
    '--locale=C',
    '--data-checksums',
    ...(durable ? [] : ['--no-sync']),
  ]);
  const { status, stderr } = await finished(command, args, options);
  if (status !== 0) {
    rmSync(fresh, { recursive: true, force: true });
    throw new CannotStart(
      `PostgreSQL could not make its files: ${stderr.trim().split('\n').at(-1)}`,
    );
  }
  try {
    renameSync(fresh, place);
  } catch (error) {
    // Another process was faster; its cluster is as good as ours.
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(join(place, 'PG_VERSION'))) throw error;
  }
}

function checkMajorVersion(program: PostgresProgram, databaseFolder: string): void {
  const { command, args, options } = invocation(program, 'postgres', ['--version']);
  const ours = /(\d+)\./.exec(
    spawnSync(command, args, { ...options, encoding: 'utf8' }).stdout,
  )?.[1];
  const its = readFileSync(join(databaseFolder, 'PG_VERSION'), 'utf8').trim();
  if (ours !== its)
    throw new CannotStart(
      `${databaseFolder} was written by PostgreSQL ${its}, and this is PostgreSQL ${ours}. Back up with the version that wrote it and restore here.`,
    );
}

async function launch(
  program: PostgresProgram,
  options: ClusterOptions,
  databaseFolder: string,
  deadline: number,
): Promise<Postmaster | undefined> {
  sweepLastSocketFolder(databaseFolder);
  const socketFolder = makeSocketFolder(program);
  const log = openLog(options.dataFolder);
  const {
    command,
    args,
    options: how,
  } = invocation(program, 'postgres', [
    '-D',
    databaseFolder,
    ...settings(options, socketFolder).flatMap((setting) => ['-c', setting]),
  ]);
  // Of its own session, so that Ctrl-C reaches us and we end the database after the work.
  const child = spawn(command, args, { ...how, stdio: ['ignore', log, log], detached: true });
  closeSync(log);
  let ended = false;
  child.on('exit', () => (ended = true)).on('error', () => (ended = true));
  child.unref();

  for (;;) {
    const running = runningPostmaster(databaseFolder);
    if (running?.status === 'ready') {
      if (running.pid !== child.pid) removeSocketFolder(socketFolder);
      return running;
    }
    if (ended) {
      removeSocketFolder(socketFolder);
      if (running) return undefined; // another process was faster; look again
      throw new CannotStart(`PostgreSQL did not start: ${lastLine(options.dataFolder)}`);
    }
    if (Date.now() > deadline) return undefined;
    await sleep(LOOK_AGAIN_MS);
  }
}

function settings({ durable = true, maxConnections = 60 }: ClusterOptions, socketFolder: string) {
  const safety = durable ? 'on' : 'off';
  const sharedMegabytes = Math.max(64, Math.min(512, Math.floor(totalmem() / 1024 ** 2 / 16)));
  return [
    'listen_addresses=',
    `unix_socket_directories=${socketFolder}`,
    'unix_socket_permissions=0700',
    `max_connections=${maxConnections}`,
    `fsync=${safety}`,
    `full_page_writes=${safety}`,
    `synchronous_commit=${safety}`,
    `shared_buffers=${sharedMegabytes}MB`,
    'work_mem=32MB',
    'maintenance_work_mem=128MB',
    'max_wal_size=2GB',
    'random_page_cost=1.1',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // Statements and details of errors hold names and amounts; the log holds neither.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_line_prefix=%m [%p] ',
  ];
}

function makeSocketFolder(program: PostgresProgram): string {
  const roomiest = [tmpdir(), '/tmp'].find(
    (folder) => join(folder, `${SOCKET_PREFIX}123456`).length <= SOCKET_FOLDER_LIMIT,
  );
  const folder = mkdtempSync(join(roomiest ?? '/tmp', SOCKET_PREFIX));
  chmodSync(folder, 0o700);
  giveTo(folder, program);
  return folder;
}

/** PostgreSQL that was killed leaves its socket behind, and its lock file says where. */
function sweepLastSocketFolder(databaseFolder: string): void {
  const lockFile = join(databaseFolder, 'postmaster.pid');
  if (!existsSync(lockFile)) return;
  const folder = readFileSync(lockFile, 'utf8').split('\n')[4];
  if (folder) removeSocketFolder(folder);
  unlinkSync(lockFile);
}

function removeSocketFolder(folder: string): void {
  if (basename(folder).startsWith(SOCKET_PREFIX)) rmSync(folder, { recursive: true, force: true });
}

function openLog(dataFolder: string): number {
  const file = logFile(dataFolder);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  return openSync(file, 'a', 0o600);
}

function lastLine(dataFolder: string): string {
  const text = readFileSync(logFile(dataFolder), 'utf8').trim();
  const fatal = text.split('\n').findLast((line) => line.includes('FATAL'));
  return fatal ?? text.split('\n').at(-1) ?? 'it left no word';
}

const logFile = (dataFolder: string) => join(dataFolder, 'postgresql.log');

function finished(
  command: string,
  args: string[],
  options: object,
): Promise<{ status: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', (error) => resolve({ status: null, stderr: error.message }));
    child.on('close', (status) => resolve({ status, stderr }));
  });
}

async function until(isSo: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isSo() && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
}

function isLink(path: string): boolean {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
