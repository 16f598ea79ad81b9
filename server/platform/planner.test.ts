import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { asOwner, rows, sql } from './database.ts';
import { recordAll } from './journal.ts';
import { gatherStatistics } from './planner.ts';

const house = await testHouse();

test('of a table that held one row when the planner looked, a tenant may have very many', async () => {
  const saidTimes = (times: number) =>
    Array.from({ length: times }, () => ({ fact: 'test.said' as const, data: {} }));
  await house.inside((ctx) => recordAll(ctx, saidTimes(1)));
  await gatherStatistics(house.pool);
  const [plan] = await house.inside(async (ctx) => {
    await recordAll(ctx, saidTimes(5000));
    return rows<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      ctx,
      sql`explain (format json) select from journal where tenant_id = ${ctx.tenantId}`,
    );
  });
  expect(plan?.['QUERY PLAN'][0].Plan['Plan Rows']).toBeGreaterThan(10);
});

test('the planner is told so of every table of tenants', async () => {
  const untold = await asOwner(house.pool, (db) =>
    rows(
      { db },
      sql`
      select polrelid::regclass::text as name
        from pg_policy p
        join pg_attribute a on a.attrelid = p.polrelid and a.attname = 'tenant_id'
       where a.attoptions is null or not 'n_distinct=1' = any(a.attoptions)`,
    ),
  );
  expect(untold).toEqual([]);
});
