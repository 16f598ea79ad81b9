import { spawn } from 'node:child_process';
import {
  accessSync,
  constants as access,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { constants, homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * What every command needs before its first line: the packages of the lockfile, Node 24, and for
 * the server the built web application. Plain JavaScript for Node 18 and later, without packages.
 * Everything said here goes to standard error, so that a command's answer stays alone on the other.
 */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const OLDEST_NODE = 18;
const OUR_NODE = 24;
const SPEAK_AFTER_MS = 2000;
const SPEAK_EVERY_MS = 10_000;
const GIVE_UP_LOCK_MS = 600_000;

export async function prepare({ web = false } = {}) {
  const version = Number(process.versions.node.split('.')[0]);
  if (version < OLDEST_NODE)
    stop(`Node ${OLDEST_NODE} or later is needed; this is Node ${version}.`);
  if (!packagesFit())
    await alone(async () => {
      if (!packagesFit()) await installPackages();
    });
  if (web && webIsStale())
    await alone(async () => {
      if (webIsStale()) await buildWeb();
    });
}

/** Runs a program of ours under Node 24 and ends as it ends. */
export async function handOver(file, args, { nodeArgs = [], env = {} } = {}) {
  const { code, signal } = await run(node24(), [...nodeArgs, join(root, file), ...args], { env });
  if (signal) process.exit(128 + (constants.signals[signal] ?? 0));
  process.exit(code ?? 1);
}

/** Runs a program with our input and output; signals that reach us reach it too. */
export function run(command, args, { env = {}, stdio = 'inherit' } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, stdio, env: { ...process.env, ...env } });
    const forward = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, forward);
    child.on('error', (error) => {
      say(error.message);
      resolve({ code: 127, signal: null });
    });
    child.on('close', (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve({ code, signal });
    });
  });
}

export function node24() {
  const system = process.platform === 'win32' ? 'win' : process.platform;
  const file = system === 'win' ? 'node.exe' : 'node';
  const brought = join(root, `node_modules/node-${system}-${process.arch}/bin/${file}`);
  if (existsSync(brought)) return brought;
  if (Number(process.versions.node.split('.')[0]) >= OUR_NODE) return process.execPath;
  return stop(
    `Node ${OUR_NODE} is needed on ${system} ${process.arch}, and this is Node ${process.versions.node}. Install it from nodejs.org.`,
  );
}

export function say(line) {
  process.stderr.write(`${line}\n`);
}

export function stop(line, code = 1) {
  say(line);
  return process.exit(code);
}

/** npm writes into node_modules what it installed; the lockfile says what it should have. */
function packagesFit() {
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules/.package-lock.json'));
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/')) return true;
    const here = installed[path];
    if (!here) return Boolean(entry.optional) && !isForThisMachine(entry);
    return here.version === entry.version && here.integrity === entry.integrity;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** Whether an optional package names this system, as npm decides it. */
function isForThisMachine({ os, cpu, libc }) {
  if (!os && !cpu) return false;
  return fits(os, process.platform) && fits(cpu, process.arch) && fits(libc, libcHere());
}

function fits(names, name) {
  const list = [names ?? name].flat();
  return list.includes(name) || list.some((no) => no?.startsWith('!') && no !== `!${name}`);
}

function libcHere() {
  if (process.platform !== 'linux') return undefined;
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/**
 * An older Node makes npm leave out optional packages that ask for a newer one, among them programs
 * we need. By then it has brought Node 24, under which the same npm leaves out nothing.
 */
async function installPackages() {
  await withProgress('Installing the packages', async () => {
    await npmCi(process.execPath);
    if (packagesFit()) return;
    const folder = mkdtempSync(join(root, '.cache/node-'));
    copyFileSync(node24(), join(folder, 'node'));
    await npmCi(join(folder, 'node'));
    rmSync(folder, { recursive: true, force: true });
  });
  if (!packagesFit()) stop('npm left out packages that this machine needs. Try a newer npm.');
}

async function npmCi(node) {
  const npm = process.env.npm_execpath ?? '';
  const [command, first] = /npm-cli\.c?js$/.test(npm) ? [node, [npm]] : ['npm', []];
  const args = [...first, 'ci', '--include=dev', '--include=optional', ...ownCache()];
  const env = { NODE_ENV: '', PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const { code } = await run(command, args, { env, stdio: ['ignore', 2, 2] });
  if (code !== 0) stop('The packages could not be installed; npm says why above.');
}

/** npm's cache lies in the home folder, which a service's user may not have. */
function ownCache() {
  const usual = join(process.env.npm_config_cache || join(homedir(), '.npm'), '_cacache');
  try {
    mkdirSync(usual, { recursive: true });
    accessSync(usual, access.W_OK | access.X_OK);
    return [];
  } catch {
    return [`--cache=${join(root, '.cache/npm')}`];
  }
}

const WEB_SOURCES = ['web', 'ui', 'api', 'core', 'package-lock.json'];

function webIsStale() {
  if (!existsSync(join(root, 'web/index.html'))) return false;
  const built = statSync(join(root, 'web/dist/index.html'), { throwIfNoEntry: false });
  return !built || WEB_SOURCES.some((name) => newest(join(root, name)) > built.mtimeMs);
}

function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) return 0;
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(path) ? 0 : stat.mtimeMs;
  const names = readdirSync(path).filter((name) => name !== 'node_modules' && name !== 'dist');
  return Math.max(0, ...names.map((name) => newest(join(path, name))));
}

async function buildWeb() {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const ended = await withProgress('Building the web application', () =>
    run(node24(), [vite, 'build', 'web', '--logLevel=warn'], { stdio: ['ignore', 2, 2] }),
  );
  if (ended.code !== 0) stop('The web application could not be built; the reason stands above.');
}

/** Says what is going on when it takes longer than two seconds, and again while it does. */
export async function withProgress(what, work) {
  const begun = Date.now();
  const seconds = () => Math.round((Date.now() - begun) / 1000);
  let every;
  const soon = setTimeout(() => {
    say(`${what} …`);
    every = setInterval(() => say(`${what}: ${seconds()} s so far`), SPEAK_EVERY_MS);
  }, SPEAK_AFTER_MS);
  const result = await work();
  clearTimeout(soon);
  clearInterval(every);
  return result;
}

/** `npm start` and `npm test` typed at once must not both install. */
async function alone(work) {
  const lock = join(root, '.cache/preparing');
  mkdirSync(dirname(lock), { recursive: true });
  const deadline = Date.now() + GIVE_UP_LOCK_MS;
  while (!taken(lock)) {
    if (Date.now() > deadline)
      stop(`Another process is preparing. If none is, remove ${lock}.`, 75);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const release = () => rmSync(lock, { force: true });
  process.on('exit', release);
  try {
    await work();
  } finally {
    release();
    process.off('exit', release);
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    if (!isAlive(Number(readFileSync(lock, 'utf8')))) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
