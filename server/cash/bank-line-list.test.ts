import type { BankStatementId, TenantId } from '@goodterms/core/kernel/id.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';
import { linesOfStatement, listOpenLines } from './bank-line-list.queries.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    await makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd', 'ACME'), { 'INV-1001': 100_00n });
    await makeInvoices(ctx, await makeCustomer(ctx, 'Borealis A/S'), { 'INV-2001': 55_00n });
  });
});

test('a statement lists its lines with the balance after each, also those shown before', async () => {
  const morning = [paid('5.00', 'a')];
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', morning, '10.00')]));
  await inside((ctx) =>
    takeIn(ctx, [bankDay('2026-03-02', [...morning, paid('-3.00', 'b')], '10.00')]),
  );
  const statement = await inside((ctx) =>
    first<{ id: BankStatementId }>(
      ctx,
      sql`select id::text as id from bank_statement order by id desc limit 1`,
    ),
  );
  const page = await inside((ctx) =>
    linesOfStatement(ctx, statement?.id as BankStatementId, { limit: 10 }),
  );
  expect(page.rows.map(({ line, balance }) => [line.remittance, balance])).toEqual([
    ['a', 15_00n],
    ['b', 12_00n],
  ]);
});

test('open lines are listed with the strongest proposals first', async () => {
  const lines = [
    paid('1.00', 'nothing'),
    paid('55.00', 'amount only'),
    paid('101.00', 'INV-1001', 'ACME'),
  ];
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', lines)]));
  const page = await inside((ctx) => listOpenLines(ctx, { limit: 10 }));
  expect(page.rows.map(({ line }) => line.remittance)).toEqual([
    'INV-1001',
    'amount only',
    'nothing',
  ]);
  const second = await inside((ctx) => listOpenLines(ctx, { limit: 2 }));
  const rest = await inside((ctx) =>
    listOpenLines(ctx, { limit: 2, cursor: second.nextCursor ?? undefined }),
  );
  expect(rest.rows.map(({ line }) => line.remittance)).toEqual(['nothing']);
});

test('open lines keep the order of their last reading, and what is shown of them is read now', async () => {
  const lines = [paid('1.00', 'nothing'), paid('55.00', 'amount only')];
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', lines)]));
  await inside((ctx) =>
    sql`update open_line set strength = 100 where strength = 0`.execute(ctx.db),
  );
  const page = await inside((ctx) => listOpenLines(ctx, { state: 'proposed', limit: 10 }));
  expect(
    page.rows.map(({ line, reading }) => [line.remittance, reading?.proposals.length]),
  ).toEqual([
    ['nothing', 0],
    ['amount only', 1],
  ]);
});

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId });
}
