import { createHash } from 'node:crypto';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { CreditDraft } from '@goodterms/core/ledger/credit-item.ts';
import {
  NO_COUNTERPARTY,
  NO_REFERENCES,
  type BankFile,
  type BankStatement,
  type StatementLine,
} from '@goodterms/formats/bank-statement.ts';
import { statedAmount } from '@goodterms/formats/stated-amount.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { bookOpenItems } from '../ledger/open-item.actions.ts';
import { receiveCredits } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { importBankFile, type BankImport } from './bank-import.actions.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    const acme = await customer(ctx, 'Acme Ltd', 'ACME');
    const borealis = await customer(ctx, 'Borealis A/S', 'BOREALIS');
    await bookOpenItems(ctx, [
      invoice(acme, 'INV-1001', 100_00n),
      invoice(acme, 'INV-1002', 200_00n),
      invoice(borealis, 'INV-2001', 55_00n),
      invoice(await customer(ctx, 'Corvo Lda'), 'INV-3001', 55_00n),
    ]);
    const note: CreditDraft = {
      kind: 'credit_note',
      naturalKey: 'CN-9001',
      customerId: acme,
      reference: 'CN-9001',
      receivedOn: toDay('2026-02-20'),
      amount: money(30_00n, EUR),
      method: undefined,
    };
    await receiveCredits(ctx, [note]);
  });
});

describe('a bank file', () => {
  test('pays what it quotes, and what it does not quote stays unapplied', async () => {
    const result = await take(
      day('2026-03-02', [
        paid('100.00', 'INV-1001'),
        paid('55.00', 'thank you'),
        paid('-20.00', 'bank fee'),
      ]),
    );
    expect(result).toMatchObject({ alreadyImported: false, added: 3, alreadyHere: 0, refused: [] });
    expect(await books()).toMatchObject({
      open: { 'INV-1001': 0n, 'INV-1002': 200_00n, 'INV-2001': 55_00n, 'INV-3001': 55_00n },
      unapplied: ['55.00 thank you'],
    });
  });

  test('a second time changes nothing, nor does the same statement in another file', async () => {
    const statement = day('2026-03-02', [paid('100.00', 'INV-1001'), paid('7.00', 'rent')]);
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
    await take(day('2026-03-02', twice.slice(0, 1)));
    expect(await take(day('2026-03-02', twice))).toMatchObject({ added: 1, alreadyHere: 1 });
    expect(await take(day('2026-03-02', [...twice, paid('9.00', 'tea')]))).toMatchObject({
      added: 1,
      alreadyHere: 2,
    });
    expect((await books()).unapplied).toEqual(['7.00 coffee', '7.00 coffee', '9.00 tea']);
  });

  test('keeps an equal payment in the statement that follows on the same day', async () => {
    await take(day('2026-03-02', [paid('7.00', 'coffee')], '10.00'));
    await take(day('2026-03-02', [paid('7.00', 'coffee')], '17.00'));
    expect((await books()).unapplied).toEqual(['7.00 coffee', '7.00 coffee']);
  });

  test('never decides between two customers who owe the same amount', async () => {
    await take(day('2026-03-02', [paid('55.00', 'invoice of February')]));
    expect(await books()).toMatchObject({ open: { 'INV-2001': 55_00n, 'INV-3001': 55_00n } });
  });

  test('pays a part, several invoices at once, and nets a credit note that is quoted', async () => {
    await take(
      day('2026-03-02', [
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
      day('2026-03-02', [
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
    await take(day('2026-03-02', [paid('100.00', 'INV-1001\u0000 \ud800')]));
    expect((await books()).open).toMatchObject({ 'INV-1001': 0n });
  });

  test('turns each credit into exactly one payment of its amount', async () => {
    await take(
      day('2026-03-02', [paid('100.00', 'INV-1001'), paid('3.00', 'x'), paid('-9.00', 'y')]),
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
        [{ ...paid('-100.00', 'returned: INV-1001', 'ACME'), reversal: true }],
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
    const statements = days.map((lines, i) => day(`2026-03-0${i + 2}`, lines));
    const states = [];
    for (const order of permutations(statements)) {
      tenantId = await house.newTenant();
      await inside(async (ctx) => {
        const acme = await customer(ctx, 'Acme Ltd', 'ACME');
        await bookOpenItems(ctx, [
          invoice(acme, 'INV-1001', 100_00n),
          invoice(acme, 'INV-1002', 200_00n),
        ]);
      });
      for (const statement of order) await take(statement);
      states.push(await books());
    }
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

describe('a payment that the bank takes back', () => {
  const returned = { ...paid('-100.00', 'Return of INV-1001', 'ACME'), reversal: true };

  test('opens again what it had settled, and is not money any more', async () => {
    await take(day('2026-03-02', [paid('100.00', 'INV-1001', 'ACME')]));
    await take(day('2026-03-05', [returned]));
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
    await take(day('2026-03-05', [returned]));
    expect(await openReturnCount()).toBe(1);
    await take(day('2026-03-02', [paid('100.00', 'INV-1001', 'ACME')]));
    expect(await openReturnCount()).toBe(0);
    expect((await books()).open).toMatchObject({ 'INV-1001': 100_00n });
  });

  test('is work for a person when two payments may be meant', async () => {
    await take(
      day('2026-03-02', [paid('100.00', 'INV-1001', 'ACME'), paid('100.00', 'x', 'ACME')]),
    );
    await take(day('2026-03-05', [{ ...returned, remittance: 'R-transaction' }]));
    expect(await openReturnCount()).toBe(1);
  });

  test('of nobody we know is set aside with its payment', async () => {
    await take(day('2026-03-02', [paid('77.00', 'from nobody', 'UNKNOWN')]));
    await take(
      day('2026-03-05', [{ ...paid('-77.00', 'from nobody', 'UNKNOWN'), reversal: true }]),
    );
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

/** What is open and what is unapplied, in words that do not depend on ids. */
async function books() {
  return inside(async (ctx) => {
    const open = await rows<{ reference: string; open: bigint }>(
      ctx,
      sql`select reference, open_amount as open from open_item where kind = 'invoice' order by reference`,
    );
    const unapplied = await rows<{ text: string }>(
      ctx,
      sql`
      select (l.amount::numeric / 100)::numeric(20, 2) || ' ' || l.remittance as text
        from bank_line l
        join credit_item c on c.tenant_id = l.tenant_id and c.id = l.credit_item_id
       where c.unallocated > 0 and l.set_aside is null and l.amount > 0
       order by 1`,
    );
    return {
      open: Object.fromEntries(open.map((row) => [row.reference, row.open])),
      unapplied: unapplied.map(({ text }) => text),
    };
  });
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

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId });
}

let files = 0;

function take(statement: BankStatement, name = `file ${(files += 1)}`): Promise<BankImport> {
  const file: BankFile = {
    format: 'camt',
    message: 'camt.053.001.08',
    encoding: 'utf-8',
    problems: [],
    statements: [statement],
  };
  const sha256 = createHash('sha256').update(name).digest();
  return inside((ctx) => importBankFile(ctx, { name, bytes: 1, sha256, file }));
}

function day(on: string, lines: readonly StatementLine[], opening?: string): BankStatement {
  const dated = lines.map((line): StatementLine => ({ ...line, bookedOn: toDay(on) }));
  const start = opening === undefined ? undefined : statedAmount(opening, EUR);
  const minor = lines.reduce((sum, { amount }) => sum + (amount?.money?.minor ?? 0n), 0n);
  return {
    account: 'NL00OURS0000000001',
    currency: EUR,
    reference: undefined,
    number: undefined,
    opening: start && { on: toDay(on), amount: start },
    closing: start && {
      on: toDay(on),
      amount: statedAmount(`${Number((start.money?.minor ?? 0n) + minor) / 100}`, EUR) ?? start,
    },
    lines: dated,
  };
}

function paid(amount: string, remittance: string, account?: string): StatementLine {
  return {
    bookedOn: undefined,
    valueOn: undefined,
    amount: statedAmount(amount, EUR),
    pending: false,
    reversal: false,
    type: undefined,
    counterparty: { ...NO_COUNTERPARTY, account },
    remittance,
    references: NO_REFERENCES,
    parts: [],
  };
}

async function customer(ctx: Context, name: string, account?: string): Promise<CustomerId> {
  const [made] = await rows<{ id: CustomerId }>(
    ctx,
    sql`
    insert into customer (tenant_id, number, name, currency)
    values (${ctx.tenantId}, ${name}, ${name}, 'EUR') returning id::text as id`,
  );
  const id = made?.id as CustomerId;
  if (account)
    await sql`
      insert into customer_bank_account (tenant_id, customer_id, account, learnt_from)
      values (${ctx.tenantId}, ${id}, ${account}, 'ledger')`.execute(ctx.db);
  return id;
}

function invoice(customerId: CustomerId, reference: string, minor: bigint) {
  return {
    customerId,
    kind: 'invoice' as const,
    reference,
    issuedOn: toDay('2026-01-15'),
    dueOn: toDay('2026-02-15'),
    amount: money(minor, EUR),
    orderReference: undefined,
  };
}

function permutations<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((thing, i) =>
    permutations(things.toSpliced(i, 1)).map((rest) => [thing, ...rest]),
  );
}
