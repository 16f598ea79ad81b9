import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { documents, integers, texts } from './columns.ts';
import { rows, sql } from './database.ts';
import { insertRows, type RowsOf } from './new-rows.ts';

const house = await testHouse();

type Said = { readonly fact: string; readonly customerId?: string };

const SAID: RowsOf<Said> = {
  table: 'journal',
  columns: (some) => ({
    actor_kind: texts(some.map(() => 'command')),
    actor_id: texts(some.map(() => 'test')),
    fact: texts(some.map(({ fact }) => fact)),
    customer_id: integers(some.map(({ customerId }) => customerId)),
    data: documents(some.map(() => '{}')),
  }),
};

test('rows come with ids in their order, however many statements they take', async () => {
  const said = Array.from({ length: 20_001 }, (_, i) => ({
    fact: `test.said_${'abc'[i % 3]}`,
    customerId: String(i),
  }));
  await house.inside(async (ctx) => {
    const ids = await insertRows<string, Said>(ctx, SAID, said);
    const found = await rows<{ id: string; fact: string; customerId: string }>(
      ctx,
      sql`
      select id::text as id, fact, customer_id::text as "customerId" from journal
       where tenant_id = ${ctx.tenantId} and fact like 'test.said%' order by customer_id`,
    );
    expect(found).toEqual(said.map((one, i) => ({ id: ids[i], ...one })));
    expect(new Set(ids).size).toBe(said.length);
  });
});

test('a row that the table refuses says so, and none of the others stays', async () => {
  const count = () =>
    house.inside((ctx) =>
      rows(ctx, sql`select count(*)::int as n from journal where tenant_id = ${ctx.tenantId}`),
    );
  const before = await count();
  const attempt = house.inside((ctx) =>
    insertRows(ctx, SAID, [{ fact: 'test.said' }, { fact: 'no fact' }]),
  );
  await expect(attempt).rejects.toThrow('check constraint');
  expect(await count()).toEqual(before);
});

test('no rows need no ids', async () => {
  expect(await house.inside((ctx) => insertRows(ctx, SAID, []))).toEqual([]);
});
