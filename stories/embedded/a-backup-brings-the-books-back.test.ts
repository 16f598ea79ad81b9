import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backUp } from '@goodterms/server/platform/backup/backup.ts';
import { restore } from '@goodterms/server/platform/backup/restore.ts';
import { asOwner, rows, sql } from '@goodterms/server/platform/database.ts';
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

const folder = mkdtempSync(join(tmpdir(), 'gt-backup-'));

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

async function fail(): Promise<void> {
  throw new Error('on purpose');
}
