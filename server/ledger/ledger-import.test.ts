import { createHash } from 'node:crypto';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { money, moneyText, toCurrency } from '@goodterms/core/kernel/money.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { rows, sql } from '../platform/database.ts';
import { ageing } from './ageing.queries.ts';
import { allocateAll } from './allocation.actions.ts';
import { importLedger, type LedgerImportRequest } from './ledger-import.actions.ts';
import { receiveCredits } from './payment.actions.ts';

const house = await testHouse();
house.clock.set('2026-03-31');
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
});

const CUSTOMERS = `Customer number;Customer name;Parent customer number;Country;Terms of payment;Credit limit;Contact name;Email;IBAN;Currency
100;Acme Ltd;;GB;30;50000.00;Ann Larsen;ann@acme.example;GB33BUKB20201555555555;GBP
101;Acme Logistics;100;GB;14;;;;;GBP
`;
const ITEMS = `Customer number;Type;Document number;Document date;Due date;Currency;Amount;Open amount;Applied to
100;Invoice;INV-1;2026-01-31;2026-03-02;GBP;1250.00;1250.00;
100;Invoice;INV-2;2026-01-31;2026-03-02;GBP;100.00;40.00;
101;Invoice;INV-3;2026-03-20;;GBP;70.00;70.00;
100;Payment;P-1;2026-02-20;;GBP;60.00;;INV-2
100;Credit note;CN-1;2026-02-25;;GBP;-15.00;-15.00;
`;

describe('the first files of a ledger', () => {
  test('make customers, people, accounts, items, credits and what settled what', async () => {
    const report = await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
    expect(report.refused).toBeUndefined();
    expect(report.counts.map(({ noun, added }) => [noun, added])).toEqual([
      ['customer', 2],
      ['contact', 1],
      ['bank_account', 1],
      ['invoice', 3],
      ['payment', 1],
      ['credit_note', 1],
    ]);
    expect(
      report.amounts.map(({ before, after }) => [moneyText(before), moneyText(after)]),
    ).toEqual([['0.00', '1360.00']]);
    expect(await open()).toEqual(['INV-1 1250.00', 'INV-2 40.00', 'INV-3 70.00']);
    expect(
      await select(sql`
      select c.name, p.name as parent, c.term_days, c.credit_limit
        from customer c left join customer p on p.tenant_id = c.tenant_id and p.id = c.parent_id
       where c.tenant_id = ${tenantId} order by c.number`),
    ).toEqual([
      { name: 'Acme Ltd', parent: null, term_days: 30, credit_limit: 5000000n },
      { name: 'Acme Logistics', parent: 'Acme Ltd', term_days: 14, credit_limit: null },
    ]);
    expect(
      await select(sql`
      select c.reference, i.reference as item, a.amount
        from allocation a
        join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
        join open_item i on i.tenant_id = a.tenant_id and i.id = a.open_item_id
       where a.tenant_id = ${tenantId}`),
    ).toEqual([{ reference: 'P-1', item: 'INV-2', amount: 6000n }]);
  });

  test('an item without a due day is due after the days its customer has', async () => {
    await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
    expect(
      await select(sql`
      select due_on from open_item where tenant_id = ${tenantId} and reference = 'INV-3'`),
    ).toEqual([{ due_on: '2026-04-03' }]);
  });

  test('a dry run says the same and writes nothing', async () => {
    const dry = await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS }, { dryRun: true });
    expect(await howMuch()).toEqual({ customers: 0n, items: 0n, credits: 0n, facts: 0n });
    const real = await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
    expect(real.counts).toEqual(dry.counts);
    expect(real.amounts).toEqual(dry.amounts);
  });

  test('taken in again change nothing, in either order of the rows', async () => {
    await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
    const before = await howMuch();
    const again = await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
    expect(again.alreadyImported).toBe(true);
    const [header, ...lines] = ITEMS.trim().split('\n');
    await take({ 'items.csv': [header, ...lines.toReversed()].join('\n') });
    expect(await howMuch()).toEqual(before);
  });

  test('taken in together with themselves add nothing', async () => {
    const twice = await take({ 'a.csv': ITEMS, 'b.csv': ITEMS });
    expect(twice.counts.find(({ noun }) => noun === 'invoice')?.added).toBe(3);
    expect(await open()).toEqual(['INV-1 1250.00', 'INV-2 40.00', 'INV-3 70.00']);
  });
});

describe('a later file', () => {
  beforeEach(async () => {
    await take({ 'customers.csv': CUSTOMERS, 'items.csv': ITEMS });
  });

  test('changes a due day and tells what it was', async () => {
    await take({
      'items.csv': ITEMS.replace('GBP;1250', 'GBP;1250').replace(
        'INV-1;2026-01-31;2026-03-02',
        'INV-1;2026-01-31;2026-04-15',
      ),
    });
    expect(
      await select(sql`
      select fact, data #> '{items,0,dueOn}' as due from journal
       where tenant_id = ${tenantId} and fact = 'ledger.items_changed'`),
    ).toEqual([{ fact: 'ledger.items_changed', due: { from: '2026-03-02', to: '2026-04-15' } }]);
  });

  test('that says less is open settles the difference elsewhere', async () => {
    await take({ 'items.csv': later({ 'INV-1': ['1250.00', '250.00'] }) });
    expect(await open()).toEqual(['INV-1 250.00', 'INV-2 40.00', 'INV-3 70.00']);
    expect(await unallocated()).toBe('15.00');
  });

  test('that says more is open takes the settlement back, to the cent', async () => {
    await take({ 'items.csv': later({ 'INV-1': ['1250.00', '250.00'] }) });
    await take({ 'items.csv': later({ 'INV-1': ['1250.00', '900.00'] }) });
    expect(await open()).toEqual(['INV-1 900.00', 'INV-2 40.00', 'INV-3 70.00']);
    await take({ 'items.csv': later({ 'INV-1': ['1250.00', '1250.00'] }) });
    expect(await open()).toEqual(['INV-1 1250.00', 'INV-2 40.00', 'INV-3 70.00']);
    expect(await unallocated()).toBe('15.00');
  });

  test('with a higher amount adds a correction, with a lower one a credit', async () => {
    await take({ 'items.csv': later({ 'INV-1': ['1300.00', '1300.00'] }) });
    expect(await open()).toEqual(['INV-1 1250.00', 'INV-1 50.00', 'INV-2 40.00', 'INV-3 70.00']);
    await take({ 'items.csv': later({ 'INV-1': ['1200.00', '1200.00'] }) });
    expect(await totalOpen()).toBe('1310.00');
    await take({ 'items.csv': later({ 'INV-1': ['1200.00', '0.00'] }) });
    expect(await totalOpen()).toBe('110.00');
    const before = await howMuch();
    await take({ 'items.csv': later({ 'INV-1': ['1200.00', '0.00'] }) });
    expect(await howMuch()).toEqual(before);
  });

  test('closes what disappeared only when the user says so', async () => {
    const only = later({ 'INV-1': ['1250.00', '1250.00'] });
    const careful = await take({ 'items.csv': only });
    expect(careful.counts.find(({ noun }) => noun === 'invoice')?.missing).toBe(2);
    expect(await totalOpen()).toBe('1360.00');
    const closing = await take({ 'items.csv': only }, { closeMissing: true });
    expect(closing.counts.find(({ noun }) => noun === 'invoice')?.closed).toBe(2);
    expect(await open()).toEqual(['INV-1 1250.00']);
  });

  test('that does not know our payment yet leaves the payment alone', async () => {
    await house.inside(
      async (ctx) => {
        const [item] = await rows<{ id: never; customer_id: never }>(
          ctx,
          sql`select id::text as id, customer_id::text as customer_id from open_item
               where tenant_id = ${tenantId} and reference = 'INV-1'`,
        );
        const amount = money(1250_00n, toCurrency('GBP'));
        const received = await receiveCredits(ctx, [
          {
            kind: 'payment',
            naturalKey: 'bank 1',
            customerId: item?.customer_id,
            reference: 'bank 1',
            receivedOn: toDay('2026-03-30'),
            amount,
            method: 'bank',
          },
        ]);
        if (!received.accepted || !received.value[0] || !item) throw new Error('refused');
        await allocateAll(ctx, [
          { creditItemId: received.value[0].id, openItemId: item.id, amount },
        ]);
      },
      { tenantId },
    );
    const report = await take({ 'items.csv': ITEMS });
    expect(report.counts.find(({ noun }) => noun === 'invoice')).toMatchObject({ unchanged: 3 });
    expect(await open()).toEqual(['INV-2 40.00', 'INV-3 70.00']);
  });

  test('as of a past day the books are as they were', async () => {
    await take({ 'items.csv': later({ 'INV-1': ['1250.00', '250.00'] }) });
    const asOf = await house.inside(
      (ctx) => ageing(ctx, { by: 'company', asOf: toDay('2026-02-22') }),
      {
        tenantId,
      },
    );
    expect(asOf.map(({ total, credits }) => [total, credits])).toEqual([[1290_00n, 0n]]);
  });
});

describe('a file is refused', () => {
  test('whole, when a line is bad; and without that line when the user says so', async () => {
    const bad = ITEMS.replace('1250.00;1250.00', '12,50.0.0;1250.00');
    const refused = await take({ 'items.csv': bad });
    expect(refused.refused).toBe('lines_must_be_good');
    expect(refused.problems).toMatchObject([{ where: "line 2, column 'Amount'" }]);
    expect(await open()).toEqual([]);
    expect((await take({ 'items.csv': bad }, { skipBad: true })).refused).toBeUndefined();
    expect(await open()).toEqual(['INV-2 40.00', 'INV-3 70.00']);
  });

  test('until somebody says how its days are written', async () => {
    const doubtful = `Customer number,Invoice number,Invoice date,Amount,Currency
100,INV-1,04/03/2026,10.00,GBP
`;
    const asked = await take({ 'items.csv': doubtful });
    expect(asked.refused).toBe('questions_must_be_answered');
    expect(asked.questions).toMatchObject([{ id: 'day_order', choices: ['DMY', 'MDY', 'YMD'] }]);
    await take({ 'items.csv': doubtful }, { answers: new Map([['day_order', 'MDY']]) });
    expect(
      await select(sql`select issued_on from open_item where tenant_id = ${tenantId}`),
    ).toEqual([{ issued_on: '2026-04-03' }]);
  });

  test('until somebody says what to do with days that a spreadsheet exchanged', async () => {
    const mixed = `Customer number;Invoice number;Invoice date;Due date;Amount;Currency
100;INV-1;2026-01-13;2026-02-12;10.00;GBP
100;INV-2;2026-02-20;2026-03-22;10.00;GBP
100;INV-3;2026-10-01;2026-02-09;10.00;GBP
`;
    const asked = await take({ 'items.csv': mixed });
    expect(asked.questions).toMatchObject([
      { id: 'exchanged_days', choices: ['exchange', 'keep'] },
    ]);
    await take({ 'items.csv': mixed }, { answers: new Map([['exchanged_days', 'exchange']]) });
    expect(
      await select(sql`
      select issued_on from open_item where tenant_id = ${tenantId} and reference = 'INV-3'`),
    ).toEqual([{ issued_on: '2026-01-10' }]);
  });

  test('when it asks for a mapping that nobody saved; a saved one is used for the next file', async () => {
    const file = { 'items.csv': `A,B,C,D\n100,INV-1,04/03/2026,10.00\n` };
    expect((await take(file, { mapping: 'nightly' })).refused).toBe('mapping_must_exist');
    const answers = new Map([
      ['customerNumber', 'A'],
      ['reference', 'B'],
      ['issuedOn', 'C'],
      ['amount', 'D'],
      ['day_order', 'DMY'],
      ['currency', 'GBP'],
    ]);
    const taught = await take(file, { answers, saveMapping: 'nightly' });
    expect([taught.refused, taught.questions]).toEqual([undefined, []]);
    await take({ 'items.csv': `D,A,C,B\n11.00,100,05/03/2026,INV-2\n` }, { mapping: 'nightly' });
    expect(await open()).toEqual(['INV-1 10.00', 'INV-2 11.00']);
  });
});

test('two imports of one company at the same moment add every document once', async () => {
  const reports = await Promise.all([take({ 'items.csv': ITEMS }), take({ 'items.csv': ITEMS })]);
  const added = reports.map(({ counts }) => counts.find(({ noun }) => noun === 'invoice')?.added);
  expect(added.toSorted((a = 0, b = 0) => a - b)).toEqual([0, 3]);
});

test('rows of money and their fact are of one transaction, and one fact tells of the file', async () => {
  await take({ 'items.csv': ITEMS });
  expect(
    await select(sql`
    select distinct j.fact, j.txid = i.txid as same
      from open_item i join journal j on j.tenant_id = i.tenant_id and j.id = i.journal_id
     where i.tenant_id = ${tenantId}`),
  ).toEqual([{ fact: 'ledger.imported', same: true }]);
});

function take(files: Record<string, string>, options: Partial<LedgerImportRequest> = {}) {
  const uploads = Object.entries(files).map(([name, text]) => {
    const bytes = new TextEncoder().encode(text);
    const reading = readTable(bytes);
    if (!reading.readable) throw new Error(reading.refusal.what);
    const sha256 = createHash('sha256').update(bytes).digest();
    return { name, table: reading.table, sha256, bytes: bytes.length };
  });
  return house.inside((ctx) => importLedger(ctx, { files: uploads, ...options }), { tenantId });
}

/** A file of invoices of customer 100 with these amounts and open amounts. */
function later(items: Record<string, readonly [string, string]>): string {
  const lines = Object.entries(items).map(
    ([reference, [amount, left]]) =>
      `100;Invoice;${reference};2026-01-31;2026-03-02;GBP;${amount};${left};`,
  );
  return [ITEMS.split('\n')[0], ...lines].join('\n');
}

function select(query: Parameters<typeof rows>[1]) {
  return house.inside((ctx) => rows<Record<string, unknown>>(ctx, query), { tenantId });
}

async function open(): Promise<string[]> {
  const found = await select(sql`
    select reference, open_amount from open_item
     where tenant_id = ${tenantId} and open_amount > 0 order by reference, id`);
  return found.map(
    ({ reference, open_amount }) =>
      `${String(reference)} ${moneyText(money(open_amount as bigint, toCurrency('GBP')))}`,
  );
}

async function totalOpen(): Promise<string> {
  const [row] = await select(
    sql`select sum(open_amount)::bigint as sum from open_item where tenant_id = ${tenantId}`,
  );
  return moneyText(money(row?.['sum'] as bigint, toCurrency('GBP')));
}

async function unallocated(): Promise<string> {
  const [row] = await select(
    sql`select sum(unallocated)::bigint as sum from credit_item where tenant_id = ${tenantId}`,
  );
  return moneyText(money(row?.['sum'] as bigint, toCurrency('GBP')));
}

async function howMuch() {
  const [row] = await select(sql`
    select (select count(*) from customer where tenant_id = ${tenantId}) as customers,
           (select count(*) from open_item where tenant_id = ${tenantId}) as items,
           (select count(*) from credit_item where tenant_id = ${tenantId}) as credits,
           (select count(*) from journal where tenant_id = ${tenantId}) as facts`);
  return row;
}
