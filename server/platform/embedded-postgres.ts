import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
} from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeCluster } from './new-cluster.ts';
import {
  CannotStart,
  findPostgres,
  giveTo,
  giveToOwnerOf,
  invocation,
  openDatabaseFolder,
  type PostgresProgram,
} from './postgres-program.ts';
import {
  makeSocketFolder,
  removeSocketFolder,
  runningPostmaster,
  sweepAfterCrash,
  worksIn,
  type Postmaster,
} from './postmaster.ts';

export type ClusterOptions = {
  /** Holds `postgresql/` with the database's files and `postgresql.log`. */
  readonly dataFolder: string;
  /** False only where the data is thrown away: a test run. */
  readonly durable?: boolean;
  readonly maxConnections?: number;
  /** Where the socket was before, so that a pool finds the restarted database in the same place. */
  readonly socketFolder?: string;
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
  /** Asks it to end, and does not wait: for a process that must go at once. */
  interrupt(): void;
  /** Ends it in order: open transactions are rolled back, everything committed is on disk. */
  stop(): Promise<void>;
};

/** Owns our database and is no superuser, as on a server that somebody else runs. */
export const OWNER = 'goodterms';

/** Recovery after a crash reads the whole log since the last checkpoint. */
const START_TIMEOUT_MS = 600_000;
/** The last processes of a database that was killed take a moment to notice. */
const LINGER_TIMEOUT_MS = 6000;
const SPEAK_AFTER_MS = 2000;
const STOP_TIMEOUT_MS = 8000;
const LOOK_AGAIN_MS = 25;
const LOG_LIMIT_BYTES = 5_000_000;
/** What the command line agrees on for "temporarily impossible". */
export const BUSY = 75;

/** Adopts the cluster that runs on the folder, or starts it, making it first when there is none. */
export async function startCluster(options: ClusterOptions): Promise<Cluster> {
  const say = options.say ?? (() => undefined);
  mkdirSync(options.dataFolder, { recursive: true, mode: 0o700 });
  const dataFolder = realpathSync(options.dataFolder);
  const program = findPostgres(dataFolder);
  const folder = openDatabaseFolder(dataFolder, program, say);
  if (!existsSync(join(folder, 'PG_VERSION'))) {
    say('Making the database …');
    await makeCluster(program, folder, { durable: options.durable ?? true });
  }
  const databaseFolder = realpathSync(folder);
  checkMajorVersion(program, databaseFolder);

  const begun = Date.now();
  const deadline = begun + START_TIMEOUT_MS;
  let firstFailure: number | undefined;
  let spoken = false;
  while (Date.now() < deadline) {
    const running = runningPostmaster(databaseFolder);
    if (running?.status === 'ready') return cluster(databaseFolder, running, true);
    if (!running) {
      const started = await launch(program, { ...options, dataFolder }, databaseFolder, deadline);
      if ('pid' in started) return cluster(databaseFolder, started, false);
      firstFailure ??= Date.now();
      if (Date.now() - firstFailure > LINGER_TIMEOUT_MS) throw started;
    }
    if (!spoken && Date.now() - begun > SPEAK_AFTER_MS) {
      spoken = true;
      say('Waiting for the database …');
    }
    await sleep(LOOK_AGAIN_MS);
  }
  throw new CannotStart(`PostgreSQL did not start in 10 minutes: ${lastLine(dataFolder)}`);
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
    interrupt() {
      if (isRunning()) process.kill(pid, 'SIGINT');
    },
    async stop() {
      for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
        if (!isRunning()) break;
        process.kill(pid, signal);
        await until(() => !worksIn(pid, databaseFolder), STOP_TIMEOUT_MS);
      }
      removeSocketFolder(socketFolder);
    },
  };
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

/** Waits until it is ready; answers what went wrong when it ended instead. */
async function launch(
  program: PostgresProgram,
  options: ClusterOptions,
  databaseFolder: string,
  deadline: number,
): Promise<Postmaster | CannotStart> {
  sweepAfterCrash(databaseFolder);
  const socketFolder = makeSocketFolder(program, options.socketFolder);
  const log = openLog(options.dataFolder);
  const postgres = invocation(program, 'postgres', [
    '-D',
    databaseFolder,
    ...settings(options, socketFolder).flatMap((setting) => ['-c', setting]),
  ]);
  const { command, args } = locked(postgres, databaseFolder, program);
  // Of its own session, so that Ctrl-C reaches us and we end the database after the work.
  const child = spawn(command, args, {
    ...postgres.options,
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  let ended: number | undefined;
  child.on('exit', (code) => (ended = code ?? 1)).on('error', () => (ended = 1));
  child.unref();

  for (;;) {
    const running = runningPostmaster(databaseFolder);
    if (running?.status === 'ready') {
      if (running.pid !== child.pid) removeSocketFolder(socketFolder);
      return running;
    }
    if (ended !== undefined) {
      removeSocketFolder(socketFolder);
      return ended === BUSY
        ? new CannotStart(
            `${databaseFolder} is in use by another machine or container. Stop it first.`,
            BUSY,
          )
        : new CannotStart(`PostgreSQL did not start: ${lastLine(options.dataFolder)}`);
    }
    if (Date.now() > deadline) child.kill('SIGQUIT');
    await sleep(LOOK_AGAIN_MS);
  }
}

/**
 * PostgreSQL's own lock file means nothing to a process in another container. A lock of the kernel
 * does, and the database holds it until its last process has ended. macOS has no such program.
 */
function locked(
  { command, args }: { command: string; args: string[] },
  databaseFolder: string,
  program: PostgresProgram,
): { command: string; args: string[] } {
  if (spawnSync('flock', ['--version']).status !== 0) return { command, args };
  const file = `${databaseFolder}.lock`;
  closeSync(openSync(file, 'a', 0o600));
  giveTo(file, program);
  const how = ['--nonblock', '--no-fork', `--conflict-exit-code=${BUSY}`];
  return { command: 'flock', args: [...how, file, command, ...args] };
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
    // So much is logged at once when a ledger comes; else whoever writes waits for the log.
    `wal_buffers=${Math.floor(sharedMegabytes / 8)}MB`,
    'work_mem=32MB',
    'maintenance_work_mem=128MB',
    'max_wal_size=2GB',
    'random_page_cost=1.1',
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // After a crash one call brings the whole file system to disk, not one for each of 1000 files.
    ...(process.platform === 'linux' ? ['recovery_init_sync_method=syncfs'] : []),
    // Statements and details of errors hold names and amounts; the log holds neither.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    'log_line_prefix=%m [%p] ',
  ];
}

function openLog(dataFolder: string): number {
  const file = logFile(dataFolder);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_LIMIT_BYTES) renameSync(file, `${file}.1`);
  const opened = openSync(file, 'a', 0o600);
  giveToOwnerOf(dataFolder, file);
  return opened;
}

function lastLine(dataFolder: string): string {
  const text = readFileSync(logFile(dataFolder), 'utf8').trim();
  const fatal = text.split('\n').findLast((line) => line.includes('FATAL'));
  return fatal ?? text.split('\n').at(-1) ?? 'it left no word';
}

const logFile = (dataFolder: string) => join(dataFolder, 'postgresql.log');

async function until(isSo: () => boolean, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!isSo() && Date.now() < deadline) await sleep(LOOK_AGAIN_MS);
}
