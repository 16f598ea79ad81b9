import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { asTenant, openPool, rows, sql, type Database } from './database.ts';
import { planKept } from './kept-plan.ts';

const house = await testHouse();
const other = await house.newTenant('Another');

test('a kept plan is planned once, and never shows one company what another asked', async () => {
  const pool = openPool(house.address, { max: 1 });
  const namesSeen = (db: Database) =>
    rows<{ name: string }>(
      { db },
      planKept(sql`select name from tenant where name <> ${'nobody'}`),
    );
  for (let i = 0; i < 8; i += 1) {
    expect(await asTenant(pool, house.tenantId, namesSeen)).toEqual([{ name: 'Keel & Sons' }]);
    expect(await asTenant(pool, other, namesSeen)).toEqual([{ name: 'Another' }]);
  }
  const kept = await asTenant(pool, other, (db) =>
    rows<{ plans: bigint }>(
      { db },
      sql`
      select generic_plans + custom_plans as plans
        from pg_prepared_statements where statement like '%from tenant where name%'`,
    ),
  );
  expect(kept).toEqual([{ plans: 16n }]);
  await pool.close();
});

test('values arrive in a kept plan as in any other', async () => {
  const found = await house.inside((ctx) =>
    rows(
      ctx,
      planKept(sql`
      select ${9007199254740993n}::bigint as amount, ${['a', 'b']}::text[] as words, ${null}::date as day`),
    ),
  );
  expect(found).toEqual([{ amount: 9007199254740993n, words: ['a', 'b'], day: null }]);
});
