import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { backUp } from '@goodterms/server/platform/backup/backup.ts';
import { restore } from '@goodterms/server/platform/backup/restore.ts';
import {
  asOwner,
  asTenant,
  openPool,
  rows,
  sql,
  type DatabasePool,
} from '@goodterms/server/platform/database.ts';
import { openHouse, type Installation } from '@goodterms/server/platform/installation.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'gt-backup-'));
const tenantId = randomUUID() as string as TenantId;
const other = randomUUID() as string as TenantId;
const nothing = { examine: async () => undefined, settle: async () => {}, say: () => {} };

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the embedded database', () => {
  const dataFolder = join(folder, 'embedded');
  const file = join(folder, 'embedded.goodterms');
  let house: Installation;

  beforeAll(async () => {
    house = await openHouse({ dataFolder, embedded: true });
    await fillBooks(house.pool);
  });

  test('a backup is made while others write, and is proven before it gets its name', async () => {
    const proven = new AbortController();
    let written = 200;
    const writer = (async () => {
      while (!proven.signal.aborted) await addCustomer(house.pool, tenantId, (written += 1));
    })();
    const seen: number[] = [];
    const { about } = await backUp(house, file, {
      ...nothing,
      examine: async (copy) => {
        expect(existsSync(file)).toBe(false);
        seen.push(await countCustomers(copy.pool, tenantId));
        return undefined;
      },
    });
    proven.abort();
    await writer;
    expect(about.kind).toBe('cluster');
    expect(seen[0]).toBeGreaterThanOrEqual(200);
    expect(seen[0]).toBeLessThanOrEqual(written);
    expect(await countCustomers(house.pool, tenantId)).toBe(written);
  });

  test('a copy that is not what the books are gets no name', async () => {
    const bad = join(folder, 'bad.goodterms');
    const examine = async ({ dataFolder: where }: Installation) =>
      where === dataFolder ? undefined : 'A sum is wrong.';
    await expect(backUp(house, bad, { ...nothing, examine })).rejects.toThrow('not what the books');
    expect(readdirSync(folder).filter((name) => name.startsWith('bad'))).toEqual([]);
  });

  test('books that are not in order are saved as they are, and it says so', async () => {
    const poor = join(folder, 'poor.goodterms');
    const examine = async () => 'A sum is wrong.';
    const { concern } = await backUp(house, poor, { ...nothing, examine });
    expect(concern).toBe('A sum is wrong.');
    expect(existsSync(poor)).toBe(true);
  });

  test('a restore waits for nobody: while somebody works on the folder it is refused', async () => {
    await expect(restore(file, { ...nothing, dataFolder })).rejects.toThrow('is at work');
    await house.close();
  });

  test('a restore brings back the rows, begins a new epoch, and keeps what was there', async () => {
    const settled: unknown[] = [];
    await restore(file, {
      ...nothing,
      dataFolder,
      settle: async (copy, { madeAt }) => {
        settled.push(await epochOf(copy.pool), madeAt);
      },
    });
    expect(settled).toEqual([2, expect.stringMatching(/^\d{4}-/)]);
    house = await openHouse({ dataFolder, embedded: true });
    expect(await countCustomers(house.pool, tenantId)).toBeGreaterThanOrEqual(200);
    expect(await countCustomers(house.pool, other)).toBe(3);
    expect(await epochOf(house.pool)).toBe(2);
    await addCustomer(house.pool, tenantId, 100_000);
    await house.close();
    expect(readdirSync(dataFolder).filter((name) => name.startsWith('scratch'))).toEqual([]);
    expect(readdirSync(dataFolder).some((name) => name.includes('before-restore'))).toBe(true);
  });

  test('a restore whose books are not in order changes nothing', async () => {
    const examine = async () => 'A sum is wrong.';
    await expect(restore(file, { ...nothing, dataFolder, examine })).rejects.toThrow('--anyway');
    await expect(restore(file, { ...nothing, dataFolder, settle: fail })).rejects.toThrow(
      'on purpose',
    );
    house = await openHouse({ dataFolder, embedded: true });
    expect(await epochOf(house.pool)).toBe(2);
    await house.close();
  });

  test('a restore that was killed between its last two steps left the old database within reach', async () => {
    renameSync(join(dataFolder, 'postgresql'), join(dataFolder, 'postgresql.before-restore-9999'));
    writeFileSync(join(dataFolder, 'restoring'), '4194304');
    house = await openHouse({ dataFolder, embedded: true });
    expect(await epochOf(house.pool)).toBe(2);
    await house.close();
  });

  test('while a restore is under way nobody opens the folder', async () => {
    writeFileSync(join(dataFolder, 'restoring'), '1');
    await expect(openHouse({ dataFolder, embedded: true })).rejects.toThrow('under way');
    rmSync(join(dataFolder, 'restoring'));
  });

  test('a database with a damaged page makes no backup', async () => {
    house = await openHouse({ dataFolder, embedded: true });
    const path = await asOwner(house.pool, (db) =>
      rows<{ path: string }>({ db }, sql`select pg_relation_filepath('customer') as path`),
    );
    await house.close();
    const page = join(dataFolder, 'postgresql', path[0]!.path);
    const bytes = readFileSync(page);
    bytes[5000] = bytes[5000]! ^ 1;
    writeFileSync(page, bytes);

    house = await openHouse({ dataFolder, embedded: true });
    const bad = join(folder, 'bad.goodterms');
    await expect(backUp(house, bad, nothing)).rejects.toThrow('The copy is not sound');
    expect(existsSync(bad)).toBe(false);
    await house.close();
  });

  test('a file that is no backup is refused', async () => {
    const strange = join(folder, 'strange');
    writeFileSync(strange, readFileSync(new URL('../../package.json', import.meta.url)));
    await expect(restore(strange, { ...nothing, dataFolder })).rejects.toThrow('is damaged');
  });
});

describe('a server', () => {
  const home = join(folder, 'server');
  const file = join(folder, 'tables.goodterms');
  let server: Installation;
  let socketFolder: string;
  const url = (database: string) =>
    `postgresql://goodterms@/${database}?host=${encodeURIComponent(socketFolder)}`;

  beforeAll(async () => {
    server = await openHouse({ dataFolder: home, embedded: true, as: 'owner' });
    ({ socketFolder } = server.presence!.cluster);
    for (const name of ['books', 'target', 'taken'])
      await asSuperuser(server, `create database ${name} owner goodterms`);
  });
  afterAll(() => server.close());

  test('its tables are saved row by row and proven in a database of our own', async () => {
    const house = await openHouse({
      dataFolder: join(folder, 'beside'),
      databaseUrl: url('books'),
    });
    await fillBooks(house.pool);
    const seen: number[] = [];
    const { about } = await backUp(house, file, {
      ...nothing,
      examine: async (copy) => {
        seen.push(
          await countCustomers(copy.pool, tenantId),
          await countCustomers(copy.pool, other),
        );
        expect(copy.presence).toBeDefined();
        return undefined;
      },
    });
    expect(about.kind).toBe('tables');
    expect(seen).toEqual([200, 3]);
    await house.close();
  });

  test('they are restored into an empty database there, and numbers go on after the last', async () => {
    const dataFolder = join(folder, 'beside');
    await restore(file, { ...nothing, dataFolder, databaseUrl: url('target') });
    const house = await openHouse({ dataFolder, databaseUrl: url('target') });
    expect(await countCustomers(house.pool, tenantId)).toBe(200);
    expect(await epochOf(house.pool)).toBe(2);
    await addCustomer(house.pool, tenantId, 999);
    expect(await countCustomers(house.pool, tenantId)).toBe(201);
    const open = await asOwner(house.pool, (db) => rows({ db }, sql`select from customer`));
    expect(open).toEqual([]);
    await expect(
      restore(file, { ...nothing, dataFolder, databaseUrl: url('target') }),
    ).rejects.toThrow('Restore into an empty one');
    await house.close();
  });

  test('they are restored into a data folder as well', async () => {
    const dataFolder = join(folder, 'moved');
    await restore(file, { ...nothing, dataFolder });
    const house = await openHouse({ dataFolder, embedded: true });
    expect(await countCustomers(house.pool, other)).toBe(3);
    await house.close();
  });

  test('the backup of an embedded database moves to a server', async () => {
    const dataFolder = join(folder, 'beside');
    const embedded = join(folder, 'embedded.goodterms');
    await asSuperuser(server, 'create database grown owner goodterms');
    await restore(embedded, { ...nothing, dataFolder, databaseUrl: url('grown') });
    const house = await openHouse({ dataFolder, databaseUrl: url('grown') });
    expect(await countCustomers(house.pool, other)).toBe(3);
    await house.close();
  });
});

async function fail(): Promise<void> {
  throw new Error('on purpose');
}

async function fillBooks(pool: DatabasePool): Promise<void> {
  for (const [id, count] of [
    [tenantId, 200],
    [other, 3],
  ] as const) {
    await asOwner(pool, (db) =>
      sql`insert into tenant (id, name) values (${id}, 'Keel & Sons')`.execute(db),
    );
    await addCustomer(pool, id, 1, count);
  }
}

function addCustomer(pool: DatabasePool, id: TenantId, from: number, until = from) {
  const name = 'Line\nbreak, tab\t and \\ ';
  return asTenant(pool, id, (db) =>
    sql`insert into customer (tenant_id, number, name, currency)
        select ${id}, 'C-' || n, ${name} || n, 'EUR' from generate_series(${from}::int, ${until}::int) n`.execute(
      db,
    ),
  );
}

async function countCustomers(pool: DatabasePool, id: TenantId): Promise<number> {
  const found = await asTenant(pool, id, (db) =>
    rows<{ name: string }>({ db }, sql`select name from customer where tenant_id = ${id}`),
  );
  expect(found.every(({ name }) => name.startsWith('Line\nbreak, tab\t and \\ '))).toBe(true);
  return found.length;
}

async function epochOf(pool: DatabasePool): Promise<number | undefined> {
  const [row] = await asOwner(pool, (db) =>
    rows<{ epoch: number }>({ db }, sql`select epoch from installation`),
  );
  return row?.epoch;
}

async function asSuperuser(house: Installation, statement: string): Promise<void> {
  const { socketFolder } = house.presence!.cluster;
  const pool = openPool({ socketFolder, user: 'postgres', database: 'postgres' }, { max: 1 });
  await pool.pool.query(statement);
  await pool.close();
}
