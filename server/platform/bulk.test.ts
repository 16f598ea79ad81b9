import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { copyRows } from './bulk.ts';
import { rows, sql } from './database.ts';

const house = await testHouse();

test('rows arrive as they were, whatever signs stand in them', async () => {
  const texts = ['plain', 'tab\there', 'two\nlines', 'back\\slash', '\\N', 'é漢', ''];
  const found = await house.inside(async (ctx) => {
    await sql`create temp table loaded (n int, text text, amount bigint) on commit drop`.execute(
      ctx.db,
    );
    await copyRows(
      'loaded',
      texts.map((text, i) => [i, text, 9007199254740993n]),
    );
    await copyRows('loaded (n)', [[99]]);
    return rows<{ text: string | null }>(ctx, sql`select text from loaded order by n`);
  });
  expect(found.map(({ text }) => text)).toEqual([...texts, null]);
});

test('rows that break off roll the transaction back and leave the connection free', async () => {
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    await copyRows('loaded', broken());
  });
  await expect(attempt).rejects.toThrow('no more');
  expect(await house.inside((ctx) => rows(ctx, sql`select 1 as one`))).toEqual([{ one: 1 }]);
});

test('a row that the table refuses says so', async () => {
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    await copyRows('loaded', [['one']]);
  });
  await expect(attempt).rejects.toThrow('invalid input syntax');
});

function* broken() {
  yield ['1'];
  throw new Error('no more');
}
