import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { BankStatement } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, returned, takeIn } from '@goodterms/stories/bank-day.ts';
import {
  makeCustomer,
  makeInvoices,
  openInvoices,
  openPayments,
} from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(someBooks);
});

describe('the order of files', () => {
  test.each([
    [
      'when two payments want one invoice',
      [[paid('100.00', 'INV-1001', 'ACME')], [paid('100.00', 'INV-1001 again')]],
    ],
    [
      'when a part comes before the rest',
      [
        [paid('40.00', 'INV-1001', 'ACME')],
        [paid('100.00', 'INV-1001', 'ACME')],
        [paid('60.00', 'INV-1001')],
      ],
    ],
    [
      'when a payment is returned and another one takes its place',
      [
        [paid('100.00', 'INV-1001', 'ACME')],
        [returned('100.00', 'returned: INV-1001', 'ACME')],
        [paid('100.00', 'INV-1001 once more')],
      ],
    ],
    [
      'when one payment frees the item of another',
      [
        [paid('200.00', 'INV-1002')],
        [paid('300.00', 'INV-1001 INV-1002')],
        [paid('100.00', 'INV-1001')],
      ],
    ],
  ])('does not matter %s', async (_when, days) => {
    const statements = days.map((lines, i) => bankDay(`2026-03-0${i + 2}`, lines));
    const states = [];
    for (const order of permutations(statements)) {
      tenantId = await house.newTenant();
      await inside(someBooks);
      for (const statement of order) await take(statement);
      states.push(await books());
    }
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

describe('a payment that the bank takes back', () => {
  const takenBack = returned('100.00', 'Return of INV-1001', 'ACME');

  test('opens again what it had settled, and is not money any more', async () => {
    await take(bankDay('2026-03-02', [paid('100.00', 'INV-1001', 'ACME')]));
    await take(bankDay('2026-03-05', [takenBack]));
    expect(await books()).toMatchObject({ open: { 'INV-1001': 100_00n }, unapplied: [] });
    const [left] = await inside((ctx) =>
      rows<{ left: bigint }>(
        ctx,
        sql`select sum(unallocated)::bigint as left from credit_item where kind = 'payment'`,
      ),
    );
    expect(left).toEqual({ left: 0n });
  });

  test('is found when the payment comes in a later file', async () => {
    await take(bankDay('2026-03-05', [takenBack]));
    expect(await openReturnCount()).toBe(1);
    await take(bankDay('2026-03-02', [paid('100.00', 'INV-1001', 'ACME')]));
    expect(await openReturnCount()).toBe(0);
    expect((await books()).open).toMatchObject({ 'INV-1001': 100_00n });
  });

  test('is work for a person when two payments may be meant', async () => {
    await take(
      bankDay('2026-03-02', [paid('100.00', 'INV-1001', 'ACME'), paid('100.00', 'x', 'ACME')]),
    );
    await take(bankDay('2026-03-05', [{ ...takenBack, remittance: 'R-transaction' }]));
    expect(await openReturnCount()).toBe(1);
  });

  test('of nobody we know is set aside with its payment', async () => {
    await take(bankDay('2026-03-02', [paid('77.00', 'from nobody', 'UNKNOWN')]));
    await take(bankDay('2026-03-05', [returned('77.00', 'from nobody', 'UNKNOWN')]));
    expect(await books()).toMatchObject({ unapplied: [] });
    expect(await openReturnCount()).toBe(0);
  });
});

async function openReturnCount(): Promise<number> {
  const open = await inside((ctx) =>
    rows(ctx, sql`select from bank_line where reversal and amount < 0 and set_aside is null`),
  );
  return open.length;
}

async function someBooks(ctx: Context): Promise<void> {
  const acme = await makeCustomer(ctx, 'Acme Ltd', 'ACME');
  await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
}

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId });
}

function take(statement: BankStatement, name?: string) {
  return inside((ctx) => takeIn(ctx, [statement], name));
}

function books() {
  return inside(async (ctx) => ({
    open: await openInvoices(ctx),
    unapplied: await openPayments(ctx),
  }));
}

function permutations<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, i) =>
    permutations(things.toSpliced(i, 1)).map((rest) => [thing, ...rest]),
  );
}
