import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';
import { record } from '../platform/journal.ts';

/** Acme, of the Delft Group, looked after by Ben: one invoice paid late, one open and partly promised. */
const house = await testHouse();
const door = await openDoor(house);
const ada = await door.keyFor('manager');
const { acme, promise } = await house.inside(async (ctx) => {
  const T = ctx.tenantId;
  const journalId = await record(ctx, { fact: 'ledger.imported', data: {} });
  const one = async (query: ReturnType<typeof sql>) =>
    (await rows<{ id: string }>(ctx, query))[0]?.id ?? '';
  await rows(
    ctx,
    sql`
    insert into member (tenant_id, user_id, name, email, role)
    values (${T}, 'ben', 'Ben', 'ben@keel.example', 'collector')`,
  );
  const delft = await one(sql`
    insert into customer (tenant_id, number, name, currency)
    values (${T}, 'C-9', 'Delft Group', 'EUR') returning id::text as id`);
  const id = await one(sql`
    insert into customer (tenant_id, number, name, currency, parent_id, collector_id, time_zone,
                          country, credit_limit, term_days, created_on, sponsor)
    values (${T}, 'C-1', 'Acme', 'EUR', ${delft}::bigint, 'ben', 'Asia/Tokyo', 'JP',
            9007199254740993, 30, '2019-05-01', 'Cleo') returning id::text as id`);
  await rows(
    ctx,
    sql`
    insert into contact (tenant_id, customer_id, name, is_primary, hours_from, hours_until, closed_weekdays, left_on)
    values (${T}, ${id}::bigint, 'Zoe Mori', true, '09:00', '16:30', '{5}', null),
           (${T}, ${id}::bigint, 'Anna Larsen', false, null, null, '{}', null),
           (${T}, ${id}::bigint, 'Gone Already', false, null, null, '{}', '2020-01-01')`,
  );
  const item = (reference: string, dueOn: string, amount: number) =>
    one(sql`
    insert into open_item (tenant_id, customer_id, reference, reference_key, issued_on, due_on,
                           currency, amount, journal_id)
    values (${T}, ${id}::bigint, ${reference}, ${reference.replaceAll('-', '')}, '2026-01-01',
            ${dueOn}, 'EUR', ${amount}, ${journalId}::bigint) returning id::text as id`);
  const paid = await item('INV-6', '2026-01-15', 5000);
  const open = await item('INV-7', '2026-02-01', 100_000);
  const credit = (reference: string, amount: number) =>
    one(sql`
    insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                             natural_key, journal_id)
    values (${T}, ${id}::bigint, 'payment', ${reference}, '2026-02-20', 'EUR', ${amount},
            ${reference}, ${journalId}::bigint) returning id::text as id`);
  const payment = await credit('P-1', 5000);
  await credit('P-2', 700);
  await rows(
    ctx,
    sql`
    insert into allocation (tenant_id, credit_item_id, open_item_id, currency, amount, allocated_on, journal_id)
    values (${T}, ${payment}::bigint, ${paid}::bigint, 'EUR', 5000, '2026-02-20', ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    update credit_item set allocated = 5000 where tenant_id = ${T} and id = ${payment}::bigint`,
  );
  await rows(
    ctx,
    sql`
    update open_item set allocated = 5000, settled_at = ${ctx.now}
     where tenant_id = ${T} and id = ${paid}::bigint`,
  );
  await rows(
    ctx,
    sql`
    insert into dispute (tenant_id, customer_id, open_item_id, amount, currency, reason, said,
                         opened_by, opened_on, opened_at, journal_id)
    values (${T}, ${id}::bigint, ${open}::bigint, 2500, 'EUR', 'damaged', 'one box was wet', 'ben',
            '2026-02-25', '2026-02-25T10:00Z', ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    insert into dunning_hold (tenant_id, customer_id, open_item_id, reason, from_on, until_on,
                              set_at, set_by, journal_id)
    values (${T}, ${id}::bigint, ${open}::bigint, 'agreed_pause', '2026-02-21', '2026-03-28',
            '2026-02-21T10:00Z', 'ben', ${journalId}::bigint)`,
  );
  return { acme: id, promise: open };
});
const ask = (path: string) => door.ask('GET', path, { as: ada });
const page = async () => (await ask(`/customers/${acme}`)).json;

test('the page shows who they are, whose they are, and what time it is there', async () => {
  expect(await page()).toMatchObject({
    id: acme,
    number: 'C-1',
    name: 'Acme',
    parent: { name: 'Delft Group' },
    subsidiaries: [],
    collector: { userId: 'ben', name: 'Ben' },
    sponsor: 'Cleo',
    timeZone: 'Asia/Tokyo',
    localTime: '17:00',
    termDays: 30,
    customerSince: '2019-05-01',
    creditLimit: { amount: '90071992547409.93', currency: 'EUR' },
  });
});

test('who was invoiced before being set up here is a customer since the first invoice', async () => {
  await house.inside((ctx) =>
    rows(
      ctx,
      sql`update customer set created_on = '2026-02-20'
           where tenant_id = ${ctx.tenantId} and id = ${acme}::bigint`,
    ),
  );
  expect(await page()).toMatchObject({ customerSince: '2026-01-01' });
});

test('the primary contact stands first, and who has left is not shown', async () => {
  const { contacts } = await page();
  expect(contacts.map(({ name }: { name: string }) => name)).toEqual(['Zoe Mori', 'Anna Larsen']);
  expect(contacts[0]).toMatchObject({
    hoursFrom: '09:00',
    hoursUntil: '16:30',
    closedWeekdays: [5],
  });
});

test('a paid invoice is a dot with its day, an open one has none yet', async () => {
  expect((await page()).paymentDots).toEqual([
    { reference: 'INV-6', dueOn: '2026-01-15', paidOn: '2026-02-20', amount: eur('50.00') },
    { reference: 'INV-7', dueOn: '2026-02-01', paidOn: null, amount: eur('1000.00') },
  ]);
});

test('only what is not set against anything counts as credit', async () => {
  expect((await page()).credits).toEqual([
    expect.objectContaining({ reference: 'P-2', amount: eur('7.00'), unallocated: eur('7.00') }),
  ]);
});

test('disputes and holds name their item, their author and their part', async () => {
  const { disputes, holds, lastWords } = await page();
  expect(disputes).toEqual([
    expect.objectContaining({
      reference: 'INV-7',
      amount: eur('25.00'),
      reason: 'damaged',
      openedBy: 'Ben',
      closedAt: null,
    }),
  ]);
  expect(holds).toEqual([
    expect.objectContaining({ reference: 'INV-7', setBy: 'Ben', untilOn: '2026-03-28' }),
  ]);
  expect(lastWords).toEqual({ at: '2026-02-25T10:00:00.000Z', by: 'Ben', text: 'one box was wet' });
});

test('a promise is open, then kept by what was paid of the item it names', async () => {
  const made = await door.ask('POST', `/customers/${acme}/promises-to-pay`, {
    as: ada,
    body: {
      amount: eur('200.00'),
      promisedFor: '2026-03-06',
      said: 'after the audit',
      saidBy: 'Ms Mori',
      openItemIds: [promise],
    },
  });
  expect(made.status).toBe(200);
  expect((await page()).promises).toEqual([
    expect.objectContaining({
      id: made.json.id,
      amount: eur('200.00'),
      state: 'open',
      references: ['INV-7'],
      said: 'after the audit',
    }),
  ]);
  await house.inside((ctx) =>
    rows(
      ctx,
      sql`
      update open_item set allocated = 20000
       where tenant_id = ${ctx.tenantId} and reference = 'INV-7'`,
    ),
  );
  expect((await page()).promises[0]).toMatchObject({ state: 'kept' });
});

test('beside it stands what may be said now, the same as the explanation alone', async () => {
  const { explanation } = await page();
  expect(explanation).toEqual((await ask(`/customers/${acme}/explanation`)).json);
  expect(explanation.items.map(({ reference }: { reference: string }) => reference)).toEqual([
    'INV-7',
  ]);
});

test('a customer that is not here has no page', async () => {
  expect((await ask('/customers/999999')).json).toMatchObject({
    status: 404,
    type: 'customer_must_exist',
  });
});

function eur(amount: string) {
  return { amount, currency: 'EUR' };
}
