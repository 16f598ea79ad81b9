import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '@goodterms/server/platform/backup/backup.ts';
import type { About } from '@goodterms/server/platform/backup/copy.ts';
import { restore } from '@goodterms/server/platform/backup/restore.ts';
import { asOwner, openPool, rows, sql } from '@goodterms/server/platform/database.ts';
import { openHouse, type Installation } from '@goodterms/server/platform/installation.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addCustomer,
  countCustomers,
  epochOf,
  fillBooks,
  nothing,
  other,
  tenantId,
} from './two-companies.ts';

const folder = mkdtempSync(join(tmpdir(), 'gt-moves-'));

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
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

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

async function asSuperuser(house: Installation, statement: string): Promise<void> {
  const { socketFolder } = house.presence!.cluster;
  const pool = openPool({ socketFolder, user: 'postgres', database: 'postgres' }, { max: 1 });
  await pool.pool.query(statement);
  await pool.close();
}
