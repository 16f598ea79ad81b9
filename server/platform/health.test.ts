import { testHouse } from '@goodterms/stories/house.ts';
import { afterEach, expect, test, vi } from 'vitest';
import { asOwner, sql } from './database.ts';
import { answerProbes, watchHealth, type Health } from './health.ts';
import type { Installation } from './installation.ts';

const house = await testHouse();
const installation: Installation = {
  pool: house.pool,
  clock: { now: () => new Date() },
  address: house.address,
  dataFolder: '/tmp',
  presence: undefined,
  secrets: { auth: '', sealing: new Uint8Array() },
  leave: async () => undefined,
  close: async () => undefined,
};
const watched: Health[] = [];
const watch = (change: Partial<Installation> = {}) => {
  const health = watchHealth({ ...installation, ...change });
  watched.push(health);
  return health;
};
afterEach(() => {
  for (const health of watched.splice(0)) health.close();
});

test('a house that can write, with all migrations and its clocks together, is ready', async () => {
  const health = watch();
  expect(await health.ready()).toEqual([]);
  expect(health.live()).toEqual([]);
});

test('a house that is closing is not ready, and lives', async () => {
  const health = watch();
  health.beginLeaving();
  expect(await health.ready()).toEqual(['leaving']);
  expect(health.live()).toEqual([]);
});

test('clocks that stand five seconds apart are told', async () => {
  const clock = { now: () => new Date(Date.now() - 6000) };
  expect(await watch({ clock }).ready()).toEqual(['clocks_apart']);
});

test('a migration that is missing is told', async () => {
  const [last] = await asOwner(house.pool, async (db) => {
    const taken = await sql<{ name: string; sha256: string }>`
      delete from migration where name = (select max(name) from migration) returning name, sha256`.execute(
      db,
    );
    return taken.rows;
  });
  expect(await watch().ready()).toEqual(['migrations_pending']);
  await asOwner(house.pool, (db) =>
    sql`insert into migration (name, sha256) values (${last?.name}, ${last?.sha256})`.execute(db),
  );
});

test('a database that cannot be written to is told', async () => {
  const pool = { ...house.pool, kysely: house.pool.kysely.withTables() };
  vi.spyOn(pool.kysely, 'transaction').mockImplementation(() => {
    throw new Error('the disk is read-only');
  });
  expect(await watch({ pool }).ready()).toEqual(['database_does_not_answer']);
});

test('a loop that stood still for two seconds is told to the supervisor', async () => {
  const health = watch();
  const until = performance.now() + 2700;
  while (performance.now() < until);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(health.live()).toEqual(['event_loop_blocked']);
});

test('a caller who is nobody hears that it is not well, and not why', async () => {
  const health = watch();
  health.beginLeaving();
  const routes = new Map<string, (request: unknown, reply: object) => Promise<unknown>>();
  answerProbes({ get: (path, answer) => routes.set(path, answer as never) }, health);
  const reply = { status: 0, code: (status: number) => (reply.status = status) };
  expect(await routes.get('/readyz')?.({}, reply)).toEqual({ status: 'unavailable' });
  expect(reply.status).toBe(503);
});
