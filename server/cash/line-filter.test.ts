import type { LineFilter } from '@goodterms/api/cash/bank-line-filter.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { listLines, listOpenLines } from './bank-line-list.queries.ts';
import { countLines } from './line-filter.queries.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    await makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd', 'ACME'), { 'INV-1001': 100_00n });
    await makeInvoices(ctx, await makeCustomer(ctx, 'Borealis A/S'), { 'INV-2001': 55_00n });
    await takeIn(ctx, [
      bankDay('2026-03-02', [paid('100.00', 'INV-1001', 'ACME'), paid('55.00', 'amount only')]),
    ]);
    await takeIn(ctx, [bankDay('2026-03-03', [paid('9.00', 'nothing'), paid('-4.00', 'a fee')])]);
  });
});

test('each line is counted where it stands', async () => {
  const counts = await inside((ctx) => countLines(ctx, {}));
  expect(counts).toEqual({ open: 2, byRule: 1, byHand: 0, notReceivable: 1, returned: 0, all: 4 });
});

test('open lines with a proposal and without are told apart, also in how many there are', async () => {
  const proposed = await inside((ctx) => listOpenLines(ctx, { state: 'proposed', limit: 10 }));
  const unclear = await inside((ctx) => listOpenLines(ctx, { state: 'unclear', limit: 10 }));
  expect(proposed.rows.map(({ line }) => line.remittance)).toEqual(['amount only']);
  expect(unclear.rows.map(({ line }) => line.remittance)).toEqual(['nothing']);
  expect(proposed.open).toEqual({ proposed: 1, unclear: 1 });
});

test.each<[string, LineFilter, string[]]>([
  ['a payer, or words of the remittance', { search: 'inv-1001' }, ['INV-1001']],
  ['an amount to the cent, whichever way it went', { search: '4.00' }, ['a fee']],
  ['days', { from: toDay('2026-03-03'), until: toDay('2026-03-03') }, ['a fee', 'nothing']],
  ['a span of amounts', { amountMin: '50', amountMax: '60' }, ['amount only']],
  ['an account of which there is nothing', { account: 'XX00' }, []],
])('lines are narrowed to %s', async (_to, filter, remittances) => {
  const page = await inside((ctx) => listLines(ctx, { ...filter, limit: 10 }));
  const counts = await inside((ctx) => countLines(ctx, filter));
  expect(page.rows.map(({ line }) => line.remittance)).toEqual(remittances);
  expect(counts.all).toBe(remittances.length);
});

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId });
}
