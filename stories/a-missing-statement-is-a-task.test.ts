import { expect, test } from 'vitest';
import type { BankStatement } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, takeIn } from './bank-day.ts';
import { makeCustomer, makeInvoices, openInvoices } from './books.ts';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
const acme = await house.inside((ctx) => makeCustomer(ctx, 'Acme', 'ACME'));
await house.inside((ctx) => makeInvoices(ctx, acme, { 'INV-1': 100_00n, 'INV-2': 200_00n }));
house.clock.set('2026-03-05');

const MONDAY = numbered('12/1', bankDay('2026-03-02', [paid('10.00', 'interest')], '500.00'));
const TUESDAY = numbered(
  '13/1',
  bankDay('2026-03-03', [paid('100.00', 'INV-1', 'ACME')], '510.00'),
);
const WEDNESDAY = numbered(
  '14/1',
  bankDay('2026-03-04', [paid('200.00', 'INV-2', 'ACME')], '610.00'),
);

const gaps = async () =>
  (await door.ask('GET', '/bank-statements', { as: clerk })).json.gaps.map(
    (gap: Record<string, string>) => `${gap['title']}: ${gap['from']} to ${gap['until']}`,
  );

test('a statement that was left out is a task with its number, its days and its amount', async () => {
  await house.inside((ctx) => takeIn(ctx, [MONDAY]));
  expect(await gaps()).toEqual([]);
  await house.inside((ctx) => takeIn(ctx, [WEDNESDAY]));
  expect(await gaps()).toEqual(['Statement 13: 2026-03-02 to 2026-03-04']);
  const { json } = await door.ask('GET', '/bank-statements', { as: clerk });
  expect(json.gaps[0]).toMatchObject({
    because: 'balances',
    difference: { amount: '100.00', currency: 'EUR' },
  });
});

test('and whoever asks how fresh the bank is hears of it', async () => {
  const { json } = await door.ask('GET', '/bank-freshness', { as: clerk });
  expect(json).toMatchObject({ asOf: '2026-03-04', fresh: true, missing: 1 });
  expect(json.sentence).toContain('One statement is missing');
});

test('another company hears nothing of it', async () => {
  const other = await door.keyFor('owner', await house.newTenant());
  const { json } = await door.ask('GET', '/bank-freshness', { as: other });
  expect(json.missing).toBe(0);
});

test('when the file comes, its payments are booked and the task is gone by itself', async () => {
  await house.inside((ctx) => takeIn(ctx, [TUESDAY]));
  expect(await house.inside(openInvoices)).toEqual({ 'INV-1': 0n, 'INV-2': 0n });
  expect(await gaps()).toEqual([]);
  const { json } = await door.ask('GET', '/bank-freshness', { as: clerk });
  expect(json.missing).toBe(0);
});

test('a statement that does not add up is shown as it is, and never repaired', async () => {
  const wrong = bankDay('2026-03-05', [paid('5.00', 'interest')], '810.00');
  const closing = bankDay('2026-03-05', [paid('7.00', 'interest')], '810.00').closing;
  const report = await house.inside((ctx) => takeIn(ctx, [{ ...wrong, closing }]));
  expect(report.added).toBe(1);
  const { json } = await door.ask('GET', '/bank-statements', { as: clerk });
  expect(json.rows[0]).toMatchObject({
    addsUp: false,
    opening: { amount: '810.00' },
    closing: { amount: '817.00' },
  });
});

function numbered(number: string, statement: BankStatement): BankStatement {
  return { ...statement, number };
}
