import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { insertInTurn, withKeysJoined, type Insert } from './bulk.ts';
import { rows, sql } from './database.ts';

const house = await testHouse();

test('statements go one after the other, and the rows of the next are written meanwhile', async () => {
  const order: string[] = [];
  function* inserts(): Generator<Insert> {
    for (const n of [1, 2, 3]) {
      order.push(`rows ${n}`);
      yield { statement: insertSeen(n), rows: 1 };
    }
  }
  const found = await house.inside(async (ctx) => {
    await sql`create temp table loaded (n int, seen int) on commit drop`.execute(ctx.db);
    await insertInTurn(ctx, inserts());
    return rows(ctx, sql`select n, seen from loaded order by n`);
  });
  expect(order).toEqual(['rows 1', 'rows 2', 'rows 3']);
  expect(found).toEqual([
    { n: 1, seen: 0 },
    { n: 2, seen: 1 },
    { n: 3, seen: 2 },
  ]);
});

test('a statement that leaves out a row it was given stops the work', async () => {
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    const statement = sql`insert into loaded select n from generate_series(1, 3) n where n > 1`;
    await insertInTurn(ctx, [{ statement, rows: 3 }].values());
  });
  await expect(attempt).rejects.toThrow('3 rows, not 2');
});

test('rows that cannot be written while the database works roll everything back', async () => {
  function* inserts(): Generator<Insert> {
    yield { statement: sql`insert into loaded select 1 from pg_sleep(0.05)`, rows: 1 };
    throw new Error('no more');
  }
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    await insertInTurn(ctx, inserts());
  });
  await expect(attempt).rejects.toThrow('no more');
  expect(await house.inside((ctx) => rows(ctx, sql`select 1 as one`))).toEqual([{ one: 1 }]);
});

test('a row that the table refuses says so', async () => {
  const attempt = house.inside(async (ctx) => {
    await sql`create temp table loaded (n int) on commit drop`.execute(ctx.db);
    await insertInTurn(
      ctx,
      [{ statement: sql`insert into loaded select 'one'::int`, rows: 1 }].values(),
    );
  });
  await expect(attempt).rejects.toThrow('invalid input syntax');
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

function insertSeen(n: number) {
  return sql`insert into loaded select ${n}::int, count(*) from loaded`;
}
