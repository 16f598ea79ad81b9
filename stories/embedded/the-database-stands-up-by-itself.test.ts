import {
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { openPool, sql } from '@goodterms/server/platform/database.ts';
import { startCluster } from '@goodterms/server/platform/embedded-postgres.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { runningPostmaster } from '@goodterms/server/platform/postmaster.ts';
import { isRunning, startChild, type Child } from '../child.ts';

const CHILD = fileURLToPath(new URL('house-child.ts', import.meta.url));
const BUSY = 75;
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('one folder', () => {
  const dataFolder = newFolder();
  const databaseFolder = join(dataFolder, 'postgresql');
  let owner: Child | undefined;

  afterAll(() => owner?.signal('SIGTERM'));

  test('the first start makes the database, the secrets and nothing anybody else may read', async () => {
    const postmaster = await owned();
    expect(runningPostmaster(databaseFolder)?.pid).toBe(postmaster);
    expect(modeOf('secrets.json')).toBe('600');
    expect(modeOf('postgresql')).toBe('700');
    expect(isRunning(postmaster)).toBe(true);
  });

  test('it listens on a socket in a closed folder and on no port', async () => {
    await owned();
    const { socketFolder } = runningPostmaster(databaseFolder)!;
    expect((statSync(socketFolder).mode & 0o777).toString(8)).toBe('700');
    const pool = openPool({ socketFolder, user: 'goodterms', database: 'goodterms' }, { max: 1 });
    const { rows } = await sql<Record<string, string>>`
      select current_setting('listen_addresses') as addresses, current_setting('fsync') as fsync,
             current_setting('full_page_writes') as pages, current_setting('data_checksums') as sums,
             (select datlocprovider::text || ' ' || datlocale from pg_database where datname = current_database()) as locale,
             (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)::text as powerful`.execute(
      pool.kysely,
    );
    await pool.close();
    expect(rows[0]).toEqual({
      addresses: '',
      fsync: 'on',
      pages: 'on',
      sums: 'on',
      locale: 'i und',
      powerful: 'false',
    });
  });

  test('a second owner is refused with 75 and one clear line', async () => {
    await owned();
    const second = startChild(CHILD, [dataFolder, 'owner']);
    expect(await second.hear('refused')).toContain('Goodterms is already running on');
    expect(await second.ended()).toBe(BUSY);
  });

  test('a command works beside the owner and leaves the database to it', async () => {
    const postmaster = await owned();
    const command = startChild(CHILD, [dataFolder]);
    expect(await command.hear('open')).toBe(`open ${postmaster} adopted`);
    expect(await command.signal('SIGTERM')).toBe(0);
    expect(isRunning(postmaster)).toBe(true);
  });

  test('after kill -9 of its owner the database is adopted by the next', async () => {
    const postmaster = await owned();
    await owner?.signal('SIGKILL');
    owner = undefined;
    expect(isRunning(postmaster)).toBe(true);
    expect(await owned()).toBe(postmaster);
  });

  test('after kill -9 of the database its owner starts it again and keeps its claim', async () => {
    const postmaster = await owned();
    process.kill(postmaster, 'SIGKILL');
    const next = () => {
      const running = runningPostmaster(databaseFolder);
      return running?.status === 'ready' && running.pid !== postmaster;
    };
    await expect.poll(next, { timeout: 60_000 }).toBe(true);
    const second = startChild(CHILD, [dataFolder, 'owner']);
    expect(await second.ended()).toBe(BUSY);
  });

  test('the last to leave ends the database, and no process stays', async () => {
    const postmaster = await owned();
    const command = startChild(CHILD, [dataFolder]);
    await command.hear('open');
    const { socketFolder } = runningPostmaster(databaseFolder)!;
    expect(await owner?.signal('SIGTERM')).toBe(0);
    owner = undefined;
    expect(isRunning(postmaster)).toBe(true);
    expect(await command.signal('SIGTERM')).toBe(0);
    expect(isRunning(postmaster)).toBe(false);
    expect(existsSync(socketFolder)).toBe(false);
  });

  /** The number of the postmaster that an owner runs: the one of before, or a new one. */
  async function owned(): Promise<number> {
    if (!owner) {
      owner = startChild(CHILD, [dataFolder, 'owner']);
      await owner.hear('open');
    }
    return runningPostmaster(databaseFolder)?.pid ?? 0;
  }

  function modeOf(name: string): string {
    return (statSync(join(dataFolder, name)).mode & 0o777).toString(8);
  }
});

test('what the environment says of another PostgreSQL does not concern it', async () => {
  const child = startChild(CHILD, [newFolder()], { env: { PGPORT: '1', PGSSLMODE: 'require' } });
  await child.hear('open');
  expect(await child.signal('SIGTERM')).toBe(0);
});

test('two that start at the same instant on a new folder share one database', async () => {
  const dataFolder = newFolder();
  const both = [startChild(CHILD, [dataFolder]), startChild(CHILD, [dataFolder])];
  const pids = await Promise.all(both.map(async (child) => pidIn(await child.hear('open'))));
  expect(pids[0]).toBe(pids[1]);
  expect(await Promise.all(both.map((child) => child.signal('SIGTERM')))).toEqual([0, 0]);
  expect(isRunning(pids[0]!)).toBe(false);
});

test('a number in the lock file that has become a stranger’s is not taken for the database', async () => {
  const dataFolder = newFolder();
  await startAndStop(dataFolder);
  const lockFile = join(dataFolder, 'postgresql/postmaster.pid');
  const lines = [
    process.pid,
    join(dataFolder, 'postgresql'),
    1,
    5432,
    '/nowhere',
    '',
    '1 1',
    'ready',
  ];
  writeFileSync(lockFile, lines.join('\n'));
  expect(await startAndStop(dataFolder)).toContain('started');
});

describe.runIf(process.getuid?.() === 0)('as root on Linux', () => {
  test('without user namespaces a user without rights runs it', async () => {
    const dataFolder = newFolder();
    const child = startChild(CHILD, [dataFolder, 'owner'], {
      env: { GOODTERMS_USER_NAMESPACES: 'off' },
    });
    const pid = pidIn(await child.hear('open'));
    expect(statSync(`/proc/${pid}`).uid).toBe(65534);
    expect(await child.signal('SIGTERM')).toBe(0);
    expect(isRunning(pid)).toBe(false);
  });

  test('an ordinary user runs it as itself, and root then runs it as that user', async () => {
    const dataFolder = join(newFolder(), 'data');
    mkdirSync(dataFolder, { mode: 0o700 });
    chownSync(dirname(dataFolder), 33, 33);
    chownSync(dataFolder, 33, 33);
    const command = ['setpriv', '--reuid=33', '--regid=33', '--clear-groups'];
    for (const as of [command, [], command]) {
      const child = startChild(CHILD, [dataFolder, 'owner'], { command: as });
      const pid = pidIn(await child.hear('open'));
      expect(statSync(`/proc/${pid}`).uid).toBe(33);
      expect(await child.signal('SIGTERM')).toBe(0);
    }
  });
});

describe('a database that would not keep money safe is refused', () => {
  test('fsync off', async () => {
    const dataFolder = newFolder();
    const cluster = await startCluster({ dataFolder, durable: false });
    await expect(openHouse({ dataFolder })).rejects.toThrow('fsync and full_page_writes off');
    await cluster.stop();
  });

  test.each([
    ['passes by row-level security', 'alter role goodterms_app bypassrls'],
    ['is a superuser', 'alter role goodterms_app superuser'],
  ])('an application role that %s', async (_how, statement) => {
    const dataFolder = newFolder();
    const house = await openHouse({ dataFolder });
    const { socketFolder } = house.presence!.cluster;
    const pool = openPool({ socketFolder, user: 'postgres', database: 'postgres' }, { max: 1 });
    await pool.pool.query(statement);
    await pool.close();
    await expect(openHouse({ dataFolder })).rejects.toThrow('can pass by row-level security');
    await house.close();
  });
});

async function startAndStop(dataFolder: string): Promise<string> {
  const child = startChild(CHILD, [dataFolder]);
  const line = await child.hear('open');
  expect(await child.signal('SIGTERM')).toBe(0);
  return line;
}

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gt-story-'));
  folders.push(folder);
  return folder;
}

function pidIn(line: string): number {
  return Number(line.split(' ')[1]);
}
