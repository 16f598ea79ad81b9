import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from './database.ts';
import { among, newIds, takeIds } from './taken-ids.ts';

const house = await testHouse();

test('ids follow each other, and nobody is given one of them again', async () => {
  const [one, other] = await Promise.all([
    house.inside((ctx) => takeIds(ctx, 'open_item_id_seq', 3000)),
    house.inside((ctx) => takeIds(ctx, 'open_item_id_seq', 3000)),
  ]);
  expect(one.until - one.from).toBe(2999);
  expect(other.until - other.from).toBe(2999);
  expect(one.until < other.from || other.until < one.from).toBe(true);
});

test('ids of two at once come in order, each once', async () => {
  const taken = await Promise.all(
    [2000, 2000].map((count) => house.inside((ctx) => newIds(ctx, 'open_item_id_seq', count))),
  );
  for (const ids of taken) expect(ids).toEqual(ids.toSorted((a, b) => Number(a) - Number(b)));
  expect(new Set(taken.flat()).size).toBe(4000);
});

test('who holds ids has a transaction that others can wait for', async () => {
  const [now] = await house.inside(async (ctx) => {
    await newIds(ctx, 'journal_id_seq', 1);
    return rows(ctx, sql`select pg_current_xact_id_if_assigned() is not null as "isNumbered"`);
  });
  expect(now).toEqual({ isNumbered: true });
});

test('no ids are among none', async () => {
  const found = await house.inside(async (ctx) => {
    const none = await takeIds(ctx, 'open_item_id_seq', 0);
    return rows(
      ctx,
      sql`select id from (values (0::bigint), (1)) as t (id) where ${among('id', none)}`,
    );
  });
  expect(found).toEqual([]);
});
