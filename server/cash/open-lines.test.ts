import { assert } from '@goodterms/core/kernel/assert.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import {
  makeCustomer,
  makeInvoices,
  openInvoices,
  openPayments,
} from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, expect, test } from 'vitest';
import { learnBankAccount } from '../customers/bank-account.actions.ts';
import { unallocatedOfMany } from '../ledger/credit-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/database.ts';
import { reconcileOpenLines, rereadOldOpenLines, rereadOpenLines } from './open-lines.job.ts';
import { confirmMatch, undoMatch } from './match.actions.ts';
import { listLines, listOpenLines } from './bank-line-list.queries.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
});

test('an invoice that comes after its payment is settled by it', async () => {
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', [paid('100.00', 'INV-1001')])]));
  await inside(async (ctx) =>
    makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd'), { 'INV-1001': 100_00n }),
  );
  expect(await inside(reconcileOpenLines)).toBe(1);
  expect(await inside(openInvoices)).toEqual({ 'INV-1001': 0n });
  expect(await inside(reconcileOpenLines)).toBe(0);
});

test('a payment from an account that is known by now is its customer’s', async () => {
  const acme = await inside((ctx) => makeCustomer(ctx, 'Acme Ltd'));
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', [paid('7.00', 'x', 'ACME')])]));
  await inside((ctx) => learnBankAccount(ctx, acme, 'ACME'));
  expect(await inside(reconcileOpenLines)).toBe(0);
  const credits = await inside((ctx) => unallocatedOfMany(ctx, [acme]));
  expect(credits.get(acme)).toMatchObject([{ unallocated: { minor: 7_00n } }]);
});

test('what a person took back stays open', async () => {
  await inside(async (ctx) =>
    makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd'), { 'INV-1001': 100_00n }),
  );
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', [paid('100.00', 'INV-1001')])]));
  await inside(undoTheOnlyMatch);
  expect(await inside(reconcileOpenLines)).toBe(0);
  expect(await inside(openPayments)).toEqual(['100.00 INV-1001']);
});

test('what is settled by hand is proposed to no other payment, and is again when it is undone', async () => {
  const acme = await inside((ctx) => makeCustomer(ctx, 'Acme Ltd'));
  await inside((ctx) => makeInvoices(ctx, acme, { 'INV-1001': 100_00n }));
  const lines = [paid('100.00', 'for March'), paid('100.00', 'hello')];
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', lines)]));
  expect(await inside(proposed)).toEqual(['hello', 'for March']);

  const { rows } = await inside((ctx) => listOpenLines(ctx, { limit: 5 }));
  const hello = rows.find(({ line }) => line.remittance === 'hello');
  const [proposal] = hello?.reading?.proposals ?? [];
  assert(hello !== undefined && proposal !== undefined, 'a payment with a proposal');
  const chosen = { customerId: acme, items: proposal.shares };
  await inside((ctx) => confirmMatch(ctx, hello.id, chosen));
  await inside((ctx) => rereadOpenLines(ctx, [acme]));
  expect(await inside(proposed)).toEqual([]);

  await inside((ctx) => undoMatch(ctx, hello.id));
  await inside((ctx) => rereadOpenLines(ctx, [acme]));
  expect(await inside(proposed)).toEqual(['hello', 'for March']);
});

test('a line that was never read is read once a day', async () => {
  await inside(async (ctx) =>
    makeInvoices(ctx, await makeCustomer(ctx, 'Acme Ltd'), { 'INV-1001': 100_00n }),
  );
  await inside((ctx) => takeIn(ctx, [bankDay('2026-03-02', [paid('100.00', 'hello')])]));
  await inside((ctx) => sql`delete from open_line`.execute(ctx.db));
  expect(await inside(proposed)).toEqual([]);
  expect(await inside(rereadOldOpenLines)).toBe(1);
  expect(await inside(proposed)).toEqual(['hello']);
  expect(await inside(rereadOldOpenLines)).toBe(0);
});

async function proposed(ctx: Context): Promise<string[]> {
  const { rows } = await listOpenLines(ctx, { state: 'proposed', limit: 10 });
  return rows.map(({ line }) => line.remittance);
}

async function undoTheOnlyMatch(ctx: Context): Promise<void> {
  const { rows } = await listLines(ctx, { state: 'matched', limit: 5 });
  const [line] = rows;
  if (!line) throw new Error('Expected: a matched line');
  await undoMatch(ctx, line.id);
}

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId, actor: { kind: 'user', id: 'cleo' } });
}
