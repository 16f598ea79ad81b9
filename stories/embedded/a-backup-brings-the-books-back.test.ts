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
import type { About } from '@goodterms/server/platform/backup/copy.ts';
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
  const seen: { whileProving: number[]; written: number; nameBefore: boolean } = {
    whileProving: [],
    written: 200,
    nameBefore: true,
  };

  beforeAll(async () => {
    const house = await openHouse({ dataFolder, embedded: true });
    await fillBooks(house.pool);
    const proven = new AbortController();
    const writer = (async () => {
      while (!proven.signal.aborted) await addCustomer(house.pool, tenantId, (seen.written += 1));
    })();
    await backUp(house, file, {
      ...nothing,
      examine: async (copy) => {
        seen.nameBefore = existsSync(file);
        seen.whileProving.push(await countCustomers(copy.pool, tenantId));
        return undefined;
      },
    });
    proven.abort();
    await writer;
    await house.close();
  });

  test('a backup is made while others write, and is proven before it gets its name', async () => {
    expect(existsSync(file)).toBe(true);
    expect(seen.nameBefore).toBe(false);
    expect(seen.whileProving[0]).toBeGreaterThanOrEqual(200);
    expect(seen.whileProving[0]).toBeLessThanOrEqual(seen.written);
  });

  test('a copy that is not what the books are gets no name', async () => {
    const bad = join(folder, 'bad.goodterms');
    const examine = async ({ dataFolder: where }: Installation) =>
      where === dataFolder ? undefined : 'A sum is wrong.';
    await inHouse(async (house) => {
      await expect(backUp(house, bad, { ...nothing, examine })).rejects.toThrow(
        'not what the books',
      );
    });
    expect(readdirSync(folder).filter((name) => name.startsWith('bad'))).toEqual([]);
  });

  test('books that are not in order are saved as they are, and it says so', async () => {
    const poor = join(folder, 'poor.goodterms');
    const examine = async () => 'A sum is wrong.';
    const { concern, about } = await inHouse((house) =>
      backUp(house, poor, { ...nothing, examine }),
    );
    expect([concern, about.kind]).toEqual(['A sum is wrong.', 'cluster']);
    expect(existsSync(poor)).toBe(true);
  });

  test('a restore waits for nobody: while somebody works on the folder it is refused', async () => {
    await inHouse(async () => {
      await expect(restore(file, { ...nothing, dataFolder })).rejects.toThrow('is at work');
    });
  });

  test('a restore brings back the rows, begins a new epoch, and keeps what was there', async () => {
    const before = await inHouse((house) => epochOf(house.pool));
    const settled: unknown[] = [];
    await restore(file, {
      ...nothing,
      dataFolder,
      settle: async (copy, { madeAt }) => {
        settled.push(await epochOf(copy.pool), madeAt);
      },
    });
    expect(before).toBeGreaterThan(0);
    expect(settled).toEqual([2, expect.stringMatching(/^\d{4}-/)]);
    await inHouse(async (house) => {
      expect(await countCustomers(house.pool, tenantId)).toBe(seen.whileProving[0]);
      expect(await countCustomers(house.pool, other)).toBe(3);
      expect(await epochOf(house.pool)).toBe(2);
      await addCustomer(house.pool, other, 100_000);
    });
    expect(readdirSync(dataFolder).filter((name) => name.startsWith('scratch'))).toEqual([]);
    expect(readdirSync(dataFolder).some((name) => name.includes('before-restore'))).toBe(true);
    await restore(file, { ...nothing, dataFolder });
  });

  test('a restore whose books are not in order, or which fails, changes nothing', async () => {
    const before = await inHouse(stateOf);
    const examine = async () => 'A sum is wrong.';
    await expect(restore(file, { ...nothing, dataFolder, examine })).rejects.toThrow('--anyway');
    await expect(restore(file, { ...nothing, dataFolder, settle: fail })).rejects.toThrow(
      'on purpose',
    );
    expect(await inHouse(stateOf)).toEqual(before);
  });

  test('a restore that was killed between its last two steps left the old database within reach', async () => {
    const before = await inHouse(stateOf);
    renameSync(join(dataFolder, 'postgresql'), join(dataFolder, 'postgresql.before-restore-9999'));
    writeFileSync(join(dataFolder, 'restoring'), '4194304');
    expect(await inHouse(stateOf)).toEqual(before);
  });

  test('while a restore is under way nobody opens the folder', async () => {
    writeFileSync(join(dataFolder, 'restoring'), '1');
    await expect(openHouse({ dataFolder, embedded: true })).rejects.toThrow('under way');
    rmSync(join(dataFolder, 'restoring'));
  });

  test('a database with a damaged page makes no backup', async () => {
    const damaged = join(folder, 'damaged');
    await restore(file, { ...nothing, dataFolder: damaged });
    const path = await inHouse(
      (house) =>
        asOwner(house.pool, (db) =>
          rows<{ path: string }>({ db }, sql`select pg_relation_filepath('customer') as path`),
        ),
      damaged,
    );
    const page = join(damaged, 'postgresql', path[0]!.path);
    const bytes = readFileSync(page);
    bytes[5000] = bytes[5000]! ^ 1;
    writeFileSync(page, bytes);

    const bad = join(folder, 'bad.goodterms');
    await inHouse(async (house) => {
      await expect(backUp(house, bad, nothing)).rejects.toThrow('The copy is not sound');
    }, damaged);
    expect(existsSync(bad)).toBe(false);
  });

  test('a file that is no backup is refused', async () => {
    const strange = join(folder, 'strange');
    writeFileSync(strange, readFileSync(new URL('../../package.json', import.meta.url)));
    await expect(restore(strange, { ...nothing, dataFolder })).rejects.toThrow('is damaged');
  });

  async function inHouse<Result>(
    work: (house: Installation) => Promise<Result>,
    where = dataFolder,
  ): Promise<Result> {
    const house = await openHouse({ dataFolder: where, embedded: true });
    return work(house).finally(() => house.close());
  }

  async function stateOf({ pool }: Installation): Promise<unknown> {
    return [await epochOf(pool), await countCustomers(pool, tenantId)];
  }
});

describe('a server', () => {
  const home = join(folder, 'server');
  const beside = join(folder, 'beside');
  const seen: number[] = [];
  let about: About | undefined;
  const file = join(folder, 'tables.goodterms');
  let server: Installation;
  let socketFolder: string;
  const url = (database: string) =>
    `postgresql://goodterms@/${database}?host=${encodeURIComponent(socketFolder)}`;

  beforeAll(async () => {
    server = await openHouse({ dataFolder: home, embedded: true, as: 'owner' });
    ({ socketFolder } = server.presence!.cluster);
    for (const name of ['books', 'target', 'grown'])
      await asSuperuser(server, `create database ${name} owner goodterms`);
    const house = await openHouse({ dataFolder: beside, databaseUrl: url('books') });
    await fillBooks(house.pool);
    ({ about } = await backUp(house, file, {
      ...nothing,
      examine: async (copy) => {
        seen.push(
          await countCustomers(copy.pool, tenantId),
          await countCustomers(copy.pool, other),
        );
        expect(copy.presence).toBeDefined();
        return undefined;
      },
    }));
    await house.close();
  });
  afterAll(() => server.close());

  test('its tables are saved row by row and proven in a database of our own', () => {
    expect(about?.kind).toBe('tables');
    expect(seen).toEqual([200, 3]);
  });

  test('they are restored into an empty database there, and numbers go on after the last', async () => {
    await restore(file, { ...nothing, dataFolder: beside, databaseUrl: url('target') });
    const house = await openHouse({ dataFolder: beside, databaseUrl: url('target') });
    expect(await countCustomers(house.pool, tenantId)).toBe(200);
    expect(await epochOf(house.pool)).toBe(2);
    await addCustomer(house.pool, tenantId, 999);
    expect(await countCustomers(house.pool, tenantId)).toBe(201);
    const open = await asOwner(house.pool, (db) => rows({ db }, sql`select from customer`));
    expect(open).toEqual([]);
    await expect(
      restore(file, { ...nothing, dataFolder: beside, databaseUrl: url('target') }),
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
    const embedded = join(folder, 'moving.goodterms');
    await backUp(server, embedded, nothing);
    await restore(embedded, { ...nothing, dataFolder: beside, databaseUrl: url('grown') });
    const house = await openHouse({ dataFolder: beside, databaseUrl: url('grown') });
    expect(await epochOf(house.pool)).toBe(2);
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
