import { testHouse } from '@goodterms/stories/house.ts';
import type { PoolClient } from 'pg';
import { expect, test } from 'vitest';
import { asOwner, asTenant, list, rows, sql } from './database.ts';
import { beforeManyRows } from './planner.ts';
import type { KeepingClient } from './kept-plan.ts';

const house = await testHouse();

test('a tenant sees its own row and no other', async () => {
  const other = await house.newTenant('Another company');
  const seen = await asTenant(house.pool, house.tenantId, (db) =>
    rows<{ id: string }>({ db }, sql`select id from tenant`),
  );
  expect(seen).toEqual([{ id: house.tenantId }]);
  const all = await asOwner(house.pool, (db) => rows({ db }, sql`select id from tenant`));
  expect(all.length).toBe(2);
  expect(other).not.toBe(house.tenantId);
});

test('the owner of the schema is no superuser, and sees no rows of business without a tenant', async () => {
  await house.inside((ctx) =>
    sql`insert into customer (tenant_id, number, name, currency) values (${ctx.tenantId}, 'C-1', 'Acme', 'EUR')`.execute(
      ctx.db,
    ),
  );
  const asTheOwner = await asOwner(house.pool, (db) => rows({ db }, sql`select * from customer`));
  expect(asTheOwner).toEqual([]);
  expect(await house.inside((ctx) => rows(ctx, sql`select * from customer`))).toHaveLength(1);
});

test('whoever may not enter a transaction leaves none behind', async () => {
  const client = (await house.pool.pool.connect()) as PoolClient & KeepingClient;
  client.entering = 'select 1 / 0';
  await expect(client.query('begin')).rejects.toThrow('division by zero');
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  client.release();
});

test('a transaction inside a transaction is refused', async () => {
  await expect(house.inside(() => house.inside(async () => 1))).rejects.toThrow(
    'one transaction at a time',
  );
});

test('amounts arrive as bigint and days as text', async () => {
  const [row] = await house.inside((ctx) =>
    rows(ctx, sql`select 9007199254740993::bigint as amount, date '2026-03-01' as day`),
  );
  expect(row).toEqual({ amount: 9007199254740993n, day: '2026-03-01' });
});

test('a list arrives as it was sent, whatever stands in it', async () => {
  const sent = [
    'INV-1',
    '',
    'null',
    'NULL',
    'a "b" \\ {c},d',
    ' é 請 ',
    '12:30+1',
    null,
    undefined,
  ];
  const [row] = await house.inside((ctx) =>
    rows<{ got: (string | null)[] }>(ctx, sql`select ${list(sent)}::text[] as got`),
  );
  expect(row?.got).toEqual(sent.map((text) => text ?? null));
  const [numbers] = await house.inside((ctx) =>
    rows(ctx, sql`select ${list([1n, -2n, 9007199254740993n])}::bigint[] as got`),
  );
  expect(numbers).toEqual({ got: [1n, -2n, 9007199254740993n] });
});

test('two that insert very many rows at once wait for each other for a moment only', async () => {
  const first = Promise.withResolvers<void>();
  const second = Promise.withResolvers<void>();
  const holding = house.inside(async (ctx) => {
    await beforeManyRows(ctx, ['credit_item']);
    first.resolve();
    await second.promise;
  });
  await first.promise;
  const timeout = await house.inside(async (ctx) => {
    await beforeManyRows(ctx, ['credit_item', 'bank_line']);
    return rows(ctx, sql`select current_setting('lock_timeout') as is`);
  });
  expect(timeout).toEqual([{ is: '15s' }]);
  second.resolve();
  await holding;
});

test('who comes while the table is tidied gets it as soon as that is done', async () => {
  const tidied = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const tidying = asOwner(house.pool, async (db) => {
    await sql`lock table credit_item in share update exclusive mode`.execute(db);
    begun.resolve();
    await tidied.promise;
  });
  await begun.promise;
  const held = house.inside(async (ctx) => {
    await beforeManyRows(ctx, ['credit_item']);
    return rows(
      ctx,
      sql`
      select current_setting('lock_timeout') as timeout, count(*)::int as locks from pg_locks
       where relation = 'credit_item'::regclass and mode = 'ShareUpdateExclusiveLock' and granted
         and pid = pg_backend_pid()`,
    );
  });
  tidied.resolve();
  await tidying;
  expect(await held).toEqual([{ timeout: '15s', locks: 1 }]);
});
