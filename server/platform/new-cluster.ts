import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CannotStart, giveTo, invocation, type PostgresProgram } from './postgres-program.ts';
import { isAlive } from './postmaster.ts';

/** The user who may do everything in the cluster; our database has an owner who may not. */
export const SUPERUSER = 'postgres';

/** Made beside its place and then moved into it, so that half a cluster is never taken for one. */
export async function makeCluster(
  program: PostgresProgram,
  folder: string,
  { durable }: { readonly durable: boolean },
): Promise<void> {
  const place = isLink(folder) ? readlinkSync(folder) : folder;
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
    if (stderr.includes('user does not exist'))
      throw new CannotStart(
        'PostgreSQL wants its user to have a name, and this one has none: add it to /etc/passwd, run as another user, or set DATABASE_URL.',
      );
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

function isLink(path: string): boolean {
  try {
    readlinkSync(path);
    return true;
  } catch {
    return false;
  }
}
