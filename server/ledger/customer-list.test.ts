import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';
import { record } from '../platform/journal.ts';

const house = await testHouse();
const door = await openDoor(house);
const viewer = await door.keyFor('viewer');

await house.inside(async (ctx) => {
  const journalId = await record(ctx, { fact: 'ledger.imported', data: {} });
  await rows(
    ctx,
    sql`
    insert into member (tenant_id, user_id, name, email, role)
    values (${ctx.tenantId}, 'ben', 'Ben', 'ben@keel.example', 'collector')`,
  );
  await rows(
    ctx,
    sql`
    insert into customer (tenant_id, number, name, currency, collector_id)
    select ${ctx.tenantId}, 'C-' || n, name, 'EUR', collector
      from unnest(array['Acme', 'acme & daughters', 'Borealis', 'Corvo 100%', 'Élan'],
                  array['ben', 'ben', null, null, null]) with ordinality as t (name, collector, n)`,
  );
  await rows(
    ctx,
    sql`
    insert into contact (tenant_id, customer_id, name, email)
    select ${ctx.tenantId}, id, 'Anna Larsen', 'a.larsen@acme.example'
      from customer where tenant_id = ${ctx.tenantId} and name = 'Acme'`,
  );
  const items = [
    ['INV-2026-1', '2026-02-01', 'EUR', 100_00],
    ['INV-2026-2', '2026-04-01', 'EUR', 50_00],
    ['INV-2026-3', '2026-01-10', 'USD', 9007199254740993n],
  ] as const;
  for (const [reference, dueOn, currency, amount] of items)
    await rows(
      ctx,
      sql`
      insert into open_item (tenant_id, customer_id, reference, reference_key, issued_on, due_on,
                             currency, amount, journal_id)
      select ${ctx.tenantId}, id, ${reference}, ${referenceKey(reference)}, '2026-01-01', ${dueOn},
             ${currency}, ${amount}, ${journalId}::bigint
        from customer where tenant_id = ${ctx.tenantId} and name = 'Acme'`,
    );
  await rows(
    ctx,
    sql`
    insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                             natural_key, journal_id)
    select ${ctx.tenantId}, id, 'credit_note', 'CN-77', '2026-02-02', 'EUR', 1000, 'cn-77',
           ${journalId}::bigint
      from customer where tenant_id = ${ctx.tenantId} and name = 'Borealis'`,
  );
  await rows(
    ctx,
    sql`
    insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                             natural_key, journal_id)
    select ${ctx.tenantId}, id, 'payment', 'P-9001', '2026-02-03', 'EUR', 2000,
           'ledger payment P-9001', ${journalId}::bigint
      from customer where tenant_id = ${ctx.tenantId} and name = 'Borealis'`,
  );
});

const list = async (query = '') =>
  (await door.ask('GET', `/customers${query}`, { as: viewer })).json;
const names = ({ rows: found }: { rows: { name: string }[] }) => found.map(({ name }) => name);
const hits = async (q: string) =>
  (await door.ask('GET', `/search?q=${encodeURIComponent(q)}`, { as: viewer })).json.hits as {
    kind: string;
    title: string;
    detail: string;
  }[];

test('customers stand by name, each with what is open and overdue per currency', async () => {
  const { rows: found, nextCursor } = await list();
  expect(nextCursor).toBeNull();
  expect(found[0]).toMatchObject({
    number: 'C-1',
    name: 'Acme',
    collectorName: 'Ben',
    oldestDueOn: '2026-01-10',
  });
  expect(found[0].open).toEqual([
    { amount: '90071992547409.93', currency: 'USD' },
    { amount: '150.00', currency: 'EUR' },
  ]);
  expect(found[0].overdue).toContainEqual({ amount: '100.00', currency: 'EUR' });
  expect(found[2]).toMatchObject({ name: 'Borealis', open: [], overdue: [], oldestDueOn: null });
});

test('page by page, every customer comes once', async () => {
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await list(`?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    seen.push(...names(page));
    cursor = page.nextCursor;
  }
  expect(seen).toHaveLength(5);
  expect(new Set(seen).size).toBe(5);
});

test('a cursor that is not ours begins anew instead of failing', async () => {
  for (const cursor of ['x', Buffer.from('["a","1 or 1=1"]').toString('base64url')])
    expect(names(await list(`?cursor=${cursor}`))).toHaveLength(5);
});

test('words are searched for as they are, not as a pattern', async () => {
  expect(names(await list('?search=ACME'))).toEqual(['Acme', 'acme & daughters']);
  expect(names(await list('?search=100%25'))).toEqual(['Corvo 100%']);
  expect(names(await list('?search=%25'))).toEqual(['Corvo 100%']);
  expect(names(await list('?search=c-3'))).toEqual(['Borealis']);
  expect(names(await list('?collector=ben'))).toEqual(['Acme', 'acme & daughters']);
});

test('everything is found by name, number, person, and any part of a reference', async () => {
  expect(await hits('acme')).toEqual([
    expect.objectContaining({ kind: 'customer', title: 'Acme', detail: 'C-1' }),
    expect.objectContaining({ kind: 'customer', title: 'acme & daughters' }),
    expect.objectContaining({ kind: 'contact', title: 'Anna Larsen', detail: 'Acme' }),
  ]);
  expect(await hits('inv 2026/2')).toEqual([
    expect.objectContaining({
      kind: 'open_item',
      title: 'INV-2026-2',
      detail: 'Acme, 50.00 EUR open, due 2026-04-01',
    }),
  ]);
  expect((await hits('20263')).map(({ title }) => title)).toEqual(['INV-2026-3']);
  expect(await hits('CN-7')).toEqual([
    expect.objectContaining({
      kind: 'credit_item',
      title: 'CN-77',
      detail: 'Borealis, 10.00 EUR received 2026-02-02',
    }),
  ]);
  expect((await hits('P-90')).map(({ title }) => title)).toEqual(['P-9001']);
  expect(await hits('%')).toEqual([expect.objectContaining({ title: 'Corvo 100%' })]);
});

test('a list is had as a file, without a formula in it', async () => {
  const said = await door.ask('GET', '/customers?limit=2', {
    as: viewer,
    headers: { accept: 'text/csv' },
  });
  expect(said.headers['content-type']).toBe('text/csv; charset=utf-8');
  expect(said.headers['content-disposition']).toBe('attachment; filename="customers.csv"');
  const lines = said.text.trim().split('\r\n');
  expect(lines).toHaveLength(6);
  expect(lines[0]).toContain('"number","name"');
  expect(lines[1]).toContain('"90071992547409.93 USD; 150.00 EUR"');
});
