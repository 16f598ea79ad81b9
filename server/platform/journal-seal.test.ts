import { testHouse } from '@goodterms/stories/house.ts';
import { afterAll, expect, test } from 'vitest';
import { asTenant, openPool, rows, sql } from './database.ts';
import { record } from './journal.ts';
import { brokenSeals, sealJournal, sealUntil } from './journal-seal.ts';

const house = await testHouse();
const another = openPool(house.address, { max: 2 });
afterAll(() => another.close());
const tenant = { tenantId: house.tenantId, timeZone: 'UTC' };

test('seals what is final, once, each seal after the one before', async () => {
  await say('ledger.one');
  expect(await sealJournal(house, tenant)).toBe(1);
  expect(await sealJournal(house, tenant)).toBe(0);
  await say('ledger.two');
  await say('ledger.three');
  expect(await sealJournal(house, tenant)).toBe(1);
  expect(await seals()).toEqual([
    { number: 1n, row_count: 1n },
    { number: 2n, row_count: 2n },
  ]);
  expect(await broken()).toEqual([]);
});

test('seals nothing while a transaction may still hold a lower id, and everything after', async () => {
  const inserted = Promise.withResolvers<void>();
  const mayEnd = Promise.withResolvers<void>();
  const slow = asTenant(another, house.tenantId, async (db) => {
    await sql`insert into journal (tenant_id, actor_kind, actor_id, fact, data)
              values (${house.tenantId}, 'user', 'slow', 'ledger.slow', '{}')`.execute(db);
    inserted.resolve();
    await mayEnd.promise;
  });
  await inserted.promise;
  await say('ledger.quick');
  expect(await sealJournal(house, tenant)).toBe(0);
  mayEnd.resolve();
  await slow;
  expect(await sealJournal(house, tenant)).toBe(1);
  expect((await seals()).at(-1)).toEqual({ number: 3n, row_count: 2n });
  expect(await broken()).toEqual([]);
});

test('two that seal at once make one chain', async () => {
  await say('ledger.four');
  const until = 1_000_000n;
  await Promise.all([1, 2, 3].map(() => house.inside((ctx) => sealUntil(ctx, until))));
  expect(await broken()).toEqual([]);
});

function say(fact: `${string}.${string}`) {
  return house.inside((ctx) => record(ctx, { fact, data: { note: 'Ö' } }));
}

function seals() {
  return house.inside((ctx) =>
    rows<{ number: bigint; row_count: bigint }>(
      ctx,
      sql`select number, row_count from journal_seal where tenant_id = ${ctx.tenantId} order by number`,
    ),
  );
}

function broken() {
  return house.inside((ctx) => rows(ctx, brokenSeals(ctx.tenantId)));
}
