import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';
import { record } from '../platform/journal.ts';

const house = await testHouse();
const door = await openDoor(house);
const ada = await door.keyFor('manager');
const acme = await house.inside(async (ctx) => {
  const journalId = await record(ctx, { fact: 'ledger.imported', data: {} });
  const [made] = await rows<{ id: string }>(
    ctx,
    sql`
    insert into customer (tenant_id, number, name, currency)
    values (${ctx.tenantId}, 'C-1', 'Acme', 'EUR') returning id::text as id`,
  );
  const id = made?.id ?? '';
  await rows(
    ctx,
    sql`
    insert into member (tenant_id, user_id, name, email, role)
    values (${ctx.tenantId}, 'ben', 'Ben', 'ben@keel.example', 'collector')`,
  );
  const [item] = await rows<{ id: string }>(
    ctx,
    sql`
    insert into open_item (tenant_id, customer_id, reference, reference_key, issued_on, due_on,
                           currency, amount, journal_id)
    values (${ctx.tenantId}, ${id}::bigint, 'INV-7', ${referenceKey('INV-7')}, '2026-01-01',
            '2026-02-01', 'EUR', 100000, ${journalId}::bigint) returning id::text as id`,
  );
  await rows(
    ctx,
    sql`
    insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                             natural_key, journal_id)
    values (${ctx.tenantId}, ${id}::bigint, 'payment', 'INV 6 thanks', '2026-02-20', 'EUR', 5000,
            'p1', ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on,
                                made_at, said, taken_by, cancelled_at, cancelled_by, cancel_note,
                                journal_id)
    values (${ctx.tenantId}, ${id}::bigint, 'EUR', 50000, '2026-03-06', '2026-03-01',
            '2026-03-01T10:00Z', 'after the audit', 'ben', '2026-03-01T11:00Z', 'ben', 'typed twice',
            ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    insert into dispute (tenant_id, customer_id, open_item_id, currency, reason, opened_by, opened_on,
                         opened_at, closed_at, closed_by, verdict, journal_id)
    values (${ctx.tenantId}, ${id}::bigint, ${item?.id}::bigint, 'EUR', 'quantity_short', 'ben',
            '2026-02-25', '2026-02-25T10:00Z', '2026-02-26T10:00Z', 'ben', 'not_valid',
            ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    insert into dunning_hold (tenant_id, customer_id, reason, from_on, until_on, set_at, set_by,
                              lifted_at, lifted_by, journal_id)
    values (${ctx.tenantId}, ${id}::bigint, 'agreed_pause', '2026-02-21', '2026-02-28',
            '2026-02-21T10:00Z', 'ben', '2026-02-22T10:00Z', 'ben', ${journalId}::bigint)`,
  );
  await rows(
    ctx,
    sql`
    insert into message (tenant_id, customer_id, purpose, case_item_id, level, template, language,
                         business_day, state, planned, subject, epoch, available_at, deadline, sent_at,
                         journal_id)
    values (${ctx.tenantId}, ${id}::bigint, 'reminder', ${item?.id}::bigint, 1, 'friendly', 'en',
            '2026-02-10', 'accepted', '{}', 'Invoice INV-7', 1, '2026-02-10T08:00Z',
            '2026-02-11T08:00Z', '2026-02-10T09:00Z', ${journalId}::bigint)`,
  );
  return id;
});
await door.ask('POST', `/customers/${acme}/notes`, {
  as: ada,
  body: { kind: 'call', text: 'Ms Larsen asks for a copy', outcome: 'asks_for_copy' },
});

type Line = { id: string; kind: string; title: string; detail: string; by: string | null };
const read = async (query = ''): Promise<{ rows: Line[]; nextCursor: string | null }> =>
  (await door.ask('GET', `/customers/${acme}/timeline${query}`, { as: ada })).json;
const titles = ({ rows: lines }: { rows: Line[] }) => lines.map(({ title }) => title);

test('everything stands in one stream, newest first', async () => {
  expect(titles(await read())).toEqual([
    'Call: asks for copy',
    'Promise for Friday 6 March taken back',
    '€500.00 promised for Friday 6 March',
    'Dispute about INV-7 closed: the item stands',
    'INV-7 disputed: quantity short',
    'Hold ended before its day',
    'No reminders until Saturday 28 February: agreed pause',
    'Payment received',
    'First reminder sent',
    'Invoice INV-7 issued',
  ]);
});

test('each line says who did it and how much it was about', async () => {
  const { rows: lines } = await read('?kind=promise');
  expect(lines[1]).toMatchObject({
    kind: 'promise',
    by: 'Ben',
    detail: 'after the audit',
    amount: { amount: '500.00', currency: 'EUR' },
    at: '2026-03-01T10:00:00.000000Z',
  });
});

test('a kind is shown alone, and a word is found wherever it was said', async () => {
  expect(titles(await read('?kind=dispute'))).toHaveLength(2);
  expect(titles(await read('?search=LARSEN'))).toEqual(['Call: asks for copy']);
  expect(titles(await read('?search=quantity%20short'))).toEqual([
    'INV-7 disputed: quantity short',
  ]);
  expect(titles(await read('?search=%25'))).toEqual([]);
  expect(titles(await read('?search=audit&kind=note'))).toEqual([]);
});

test('page by page, every line comes once and in order', async () => {
  const seen: Line[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await read(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...page.rows);
    cursor = page.nextCursor;
  }
  expect(seen.map(({ id }) => id)).toEqual((await read()).rows.map(({ id }) => id));
});

test('a customer that is not here has no stream', async () => {
  const said = await door.ask('GET', '/customers/999999/timeline', { as: ada });
  expect(said.json).toMatchObject({ status: 404, type: 'customer_must_exist' });
});
