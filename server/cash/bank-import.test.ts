import { toDay } from '@goodterms/core/kernel/day.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { BankStatement } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import {
  makeCustomer,
  makeInvoices,
  openInvoices,
  openPayments,
} from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { receiveCredits } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

const house = await testHouse();
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    const acme = await makeCustomer(ctx, 'Acme Ltd', 'ACME');
    const borealis = await makeCustomer(ctx, 'Borealis A/S', 'BOREALIS');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
    await makeInvoices(ctx, borealis, { 'INV-2001': 55_00n });
    await makeInvoices(ctx, await makeCustomer(ctx, 'Corvo Lda'), { 'INV-3001': 55_00n });
    await receiveCredits(ctx, [
      {
        kind: 'credit_note',
        naturalKey: 'CN-9001',
        customerId: acme,
        reference: 'CN-9001',
        receivedOn: toDay('2026-02-20'),
        amount: money(30_00n, toCurrency('EUR')),
        method: undefined,
      },
    ]);
  });
});

describe('a bank file', () => {
  test('pays what it quotes, and what it does not quote stays unapplied', async () => {
    const result = await take(
      bankDay('2026-03-02', [
        paid('100.00', 'INV-1001'),
        paid('55.00', 'thank you'),
        paid('-20.00', 'bank fee'),
      ]),
    );
    expect(result).toMatchObject({ alreadyImported: false, added: 3, alreadyHere: 0 });
    expect(await books()).toMatchObject({
      open: { 'INV-1001': 0n, 'INV-1002': 200_00n, 'INV-2001': 55_00n, 'INV-3001': 55_00n },
      unapplied: ['55.00 thank you'],
    });
  });

  test('a second time changes nothing, nor does the same statement in another file', async () => {
    const statement = bankDay('2026-03-02', [paid('100.00', 'INV-1001'), paid('7.00', 'rent')]);
    await take(statement, 'first');
    const before = await everything();
    expect(await take(statement, 'first')).toMatchObject({ alreadyImported: true, added: 0 });
    expect(await take(statement, 'second')).toMatchObject({
      alreadyImported: true,
      alreadyHere: 2,
    });
    expect(await everything()).toEqual(before);
  });

  test('keeps two equal payments of one day, and adds none when the day is shown again', async () => {
    const twice = [paid('7.00', 'coffee'), paid('7.00', 'coffee')];
    await take(bankDay('2026-03-02', twice.slice(0, 1)));
    expect(await take(bankDay('2026-03-02', twice))).toMatchObject({ added: 1, alreadyHere: 1 });
    expect(await take(bankDay('2026-03-02', [...twice, paid('9.00', 'tea')]))).toMatchObject({
      added: 1,
      alreadyHere: 2,
    });
    expect((await books()).unapplied).toEqual(['7.00 coffee', '7.00 coffee', '9.00 tea']);
  });

  test('keeps an equal payment in the statement that follows on the same day', async () => {
    await take(bankDay('2026-03-02', [paid('7.00', 'coffee')], '10.00'));
    await take(bankDay('2026-03-02', [paid('7.00', 'coffee')], '17.00'));
    expect((await books()).unapplied).toEqual(['7.00 coffee', '7.00 coffee']);
  });

  test('never decides between two customers who owe the same amount', async () => {
    await take(bankDay('2026-03-02', [paid('55.00', 'invoice of February')]));
    expect(await books()).toMatchObject({ open: { 'INV-2001': 55_00n, 'INV-3001': 55_00n } });
  });

  test('pays a part, several invoices at once, and nets a credit note that is quoted', async () => {
    await take(
      bankDay('2026-03-02', [
        paid('30.00', 'INV-2001 part', 'BOREALIS'),
        paid('270.00', 'INV-1001, INV-1002 less CN-9001'),
      ]),
    );
    expect((await books()).open).toEqual({
      'INV-1001': 0n,
      'INV-1002': 0n,
      'INV-2001': 25_00n,
      'INV-3001': 55_00n,
    });
  });

  test('leaves out what is pending or has no amount, and says so', async () => {
    const { content } = await take(
      bankDay('2026-03-02', [
        { ...paid('5.00', 'announced'), pending: true },
        { ...paid('6.00', 'broken'), amount: undefined },
        paid('100.00', 'INV-1001'),
      ]),
    );
    expect(content).toMatchObject({ pending: 1, notImportable: 1 });
    expect(content.problems).toMatchObject([{ where: 'statement 1, line 2', severity: 'error' }]);
    expect((await books()).open).toMatchObject({ 'INV-1001': 0n });
  });

  test('with texts that no database takes is taken in all the same', async () => {
    await take(bankDay('2026-03-02', [paid('100.00', 'INV-1001\u0000 \ud800')]));
    expect((await books()).open).toMatchObject({ 'INV-1001': 0n });
  });

  test('of many payments is taken in at once', async () => {
    const numbers = Array.from({ length: 1200 }, (_, i) => `BIG-${10_000 + i}`);
    await inside(async (ctx) => {
      const elm = await makeCustomer(ctx, 'Elm', 'ELM');
      await makeInvoices(ctx, elm, Object.fromEntries(numbers.map((number) => [number, 5_00n])));
    });
    const { outcome } = await take(
      bankDay(
        '2026-03-02',
        numbers.map((number) => paid('5.00', number, 'ELM')),
      ),
    );
    expect(outcome).toMatchObject({ matched: 1200, refused: [] });
    expect(outcome.applied).toEqual([money(6_000_00n, toCurrency('EUR'))]);
    const open = await inside(openInvoices);
    expect(numbers.filter((number) => open[number] !== 0n)).toEqual([]);
  });

  test('turns each credit into exactly one payment of its amount', async () => {
    await take(
      bankDay('2026-03-02', [paid('100.00', 'INV-1001'), paid('3.00', 'x'), paid('-9.00', 'y')]),
    );
    const unequal = await inside((ctx) =>
      rows(
        ctx,
        sql`
        select l.id from bank_line l
          left join credit_item c on c.tenant_id = l.tenant_id and c.id = l.credit_item_id
         where l.tenant_id = ${ctx.tenantId} and l.amount > 0
           and (c.amount is distinct from l.amount or c.kind <> 'payment')`,
      ),
    );
    expect(unequal).toEqual([]);
    expect(
      await inside((ctx) => rows(ctx, sql`select from credit_item where kind = 'payment'`)),
    ).toHaveLength(2);
  });
});

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

/** Every row of money and of the bank, to see that nothing has changed. */
async function everything() {
  return inside(async (ctx) => ({
    lines: await rows(ctx, sql`select * from bank_line order by id`),
    statements: await rows(ctx, sql`select * from bank_statement order by id`),
    credits: await rows(ctx, sql`select * from credit_item order by id`),
    items: await rows(ctx, sql`select * from open_item order by id`),
    allocations: await rows(ctx, sql`select * from allocation order by id`),
    matches: await rows(ctx, sql`select * from match order by id`),
    facts: await rows(ctx, sql`select id from journal order by id`),
  }));
}
