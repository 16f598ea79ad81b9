import type { BankLineId, TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { StatementLine } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, returned, takeIn } from '@goodterms/stories/bank-day.ts';
import {
  makeCustomer,
  makeInvoices,
  openInvoices,
  openPayments,
} from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { itemsToChoose } from './choosing.queries.ts';
import { confirmMatch, undoMatch } from './match.actions.ts';
import { nameReturnedPayment } from './named-return.actions.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    const acme = await makeCustomer(ctx, 'Acme Ltd', 'ACME');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
  });
  await takeDay(
    '2026-03-02',
    paid('100.00', 'INV-1001', 'ACME'),
    paid('100.00', 'deposit', 'ACME'),
  );
  await takeDay('2026-03-05', returned('100.00', 'R-transaction', 'ACME'));
});

test('a named payment opens again what it had settled', async () => {
  const named = await name('INV-1001');
  expect(named).toMatchObject({ accepted: true });
  expect(await open()).toMatchObject({ 'INV-1001': 100_00n });
  expect(await inside(openPayments)).toEqual(['100.00 deposit']);
});

test('a payment is money again when the naming is undone, and stays with a person', async () => {
  await name('INV-1001');
  const undone = await undo('R-transaction');
  expect(undone).toMatchObject({ accepted: true });
  expect(await open()).toMatchObject({ 'INV-1001': 0n });
  expect(await owedApart()).toEqual([]);
  await takeDay('2026-03-06', paid('3.00', 'later', 'ACME'));
  expect(await open()).toMatchObject({ 'INV-1001': 0n });

  await name('deposit');
  expect(await open()).toMatchObject({ 'INV-1001': 0n });
  expect(await inside(openPayments)).toEqual(['3.00 later']);
  expect(await owedApart()).toEqual([]);
});

test('undoing the naming leaves what a person had confirmed to a person', async () => {
  await confirmOther();
  await name('deposit');
  expect(await open()).toMatchObject({ 'INV-1002': 200_00n });
  await undo('R-transaction');
  expect(await inside(openPayments)).toEqual(['100.00 deposit']);
});

test('a return that was found by the rule stays apart once a person has taken it apart', async () => {
  await takeDay('2026-03-07', paid('9.00', 'small', 'ACME'));
  await takeDay('2026-03-08', returned('9.00', 'small is back', 'ACME'));
  await undo('small is back');
  expect(await inside(openPayments)).toContain('9.00 small');
  await takeDay('2026-03-07', paid('9.00', 'another', 'ACME'));
  expect(await inside(openPayments)).toContain('9.00 small');
});

test('what went back is never a payment of another amount', async () => {
  await takeDay('2026-03-03', paid('99.00', 'less', 'ACME'));
  const named = await name('less');
  expect(named).toMatchObject({ reason: 'amounts_must_match' });
});

/** Debits of returned payments that anybody would owe. */
function owedApart() {
  return inside((ctx) =>
    rows(ctx, sql`select from open_item where kind = 'correction' and open_amount > 0`),
  );
}

function name(remittance: string) {
  return inside(async (ctx) =>
    nameReturnedPayment(ctx, await lineId(ctx, 'R-transaction'), await lineId(ctx, remittance)),
  );
}

function undo(remittance: string) {
  return inside(async (ctx) => undoMatch(ctx, await lineId(ctx, remittance)));
}

/** A person sets the second payment against a part of the other invoice. */
function confirmOther() {
  return inside(async (ctx) => {
    const id = await lineId(ctx, 'deposit');
    const [item] = (await itemsToChoose(ctx, id, 'INV-1002')) ?? [];
    if (!item) throw new Error('Expected: INV-1002 to choose');
    const { customerId, openItemId } = item;
    await confirmMatch(ctx, id, {
      customerId,
      items: [{ openItemId, amount: money(100_00n, toCurrency('EUR')) }],
    });
  });
}

function takeDay(on: string, ...lines: StatementLine[]) {
  return inside((ctx) => takeIn(ctx, [bankDay(on, lines)]));
}

function open() {
  return inside(openInvoices);
}

async function lineId(ctx: Context, remittance: string): Promise<BankLineId> {
  const line = await first<{ id: BankLineId }>(
    ctx,
    sql`
    select id::text as id from bank_line
     where tenant_id = ${ctx.tenantId} and remittance = ${remittance}`,
  );
  if (!line) throw new Error(`Expected: a line that says ${remittance}`);
  return line.id;
}

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId, actor: { kind: 'user', id: 'cleo' } });
}
