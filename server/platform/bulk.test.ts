import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { copyRows, loadInTurn, withKeysJoined, type LoadStep } from './bulk.ts';
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

test('steps go one after the other, and the rows of the next are written meanwhile', async () => {
  const order: string[] = [];
  const step = (n: number): LoadStep => ({
    target: 'staged (n)',
    rows: () => {
      order.push(`rows ${n}`);
      return [[n]];
    },
    insert: sql`insert into loaded select array_agg(n order by n) from staged`,
  });
  const found = await house.inside(async (ctx) => {
    await sql`create temp table staged (n int) on commit drop`.execute(ctx.db);
    await sql`create temp table loaded (seen int[]) on commit drop`.execute(ctx.db);
    await loadInTurn(ctx, [step(1), step(2), step(3)]);
    return rows(ctx, sql`select seen from loaded order by seen`);
  });
  expect(order).toEqual(['rows 1', 'rows 2', 'rows 3']);
  expect(found).toEqual([{ seen: [1] }, { seen: [1, 2] }, { seen: [1, 2, 3] }]);
});

test('rows that break off while the database works roll everything back', async () => {
  const insert = sql`select pg_sleep(0.05)`;
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    await loadInTurn(ctx, [
      { target: 'loaded', rows: () => [[1]], insert },
      { target: 'loaded', rows: broken, insert },
    ]);
  });
  await expect(attempt).rejects.toThrow('no more');
  expect(await house.inside((ctx) => rows(ctx, sql`select 1 as one`))).toEqual([{ one: 1 }]);
});

test('keys are looked up again, and nothing is rewritten, as soon as the set is in', async () => {
  await house.inside((ctx) =>
    withKeysJoined(ctx, async () => {
      await sql`insert into note (tenant_id, customer_id, kind, text, author)
                values (${ctx.tenantId}, 999, 'note', 'joined', 'ada')`.execute(ctx.db);
    }),
  );
  const loose = house.inside(async (ctx) => {
    await withKeysJoined(ctx, async () => undefined);
    await sql`insert into note (tenant_id, customer_id, kind, text, author)
              values (${ctx.tenantId}, 999, 'note', 'loose', 'ada')`.execute(ctx.db);
  });
  await expect(loose).rejects.toThrow('violates foreign key constraint');
});

test('a row of another company stays out all the same', async () => {
  const other = await house.newTenant();
  const foreign = house.inside((ctx) =>
    withKeysJoined(ctx, async () => {
      await sql`insert into note (tenant_id, customer_id, kind, text, author)
                values (${other}, 1, 'note', 'theirs', 'ada')`.execute(ctx.db);
    }),
  );
  await expect(foreign).rejects.toThrow('row-level security');
});

function* broken() {
  yield ['1'];
  throw new Error('no more');
}
