import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeAll, expect, test } from 'vitest';

const house = await testHouse();
house.clock.set('2026-03-31');
const door = await openDoor(house);
let clerk: string;
let viewer: string;

const ITEMS = `Customer no;Customer name;Type;Document no;Date;Due date;Currency;Amount;Open amount
C1;Acme Ltd;Invoice;INV-1;2026-01-31;2026-03-02;EUR;100,00;100,00
C1;Acme Ltd;Invoice;INV-2;2026-01-31;2026-03-02;EUR;50,00;50,00
C1;Acme Ltd;Credit note;CN-1;2026-02-15;;EUR;-60,00;-60,00
`;

beforeAll(async () => {
  clerk = await door.keyFor('clerk');
  viewer = await door.keyFor('viewer');
});

test('a clerk looks at a ledger file, takes it in, and finds it among the imports', async () => {
  const dry = await send(ITEMS, '?dryRun=true&saveMapping=nightly');
  expect(dry).toMatchObject({
    status: 200,
    json: {
      importId: null,
      dryRun: true,
      files: [{ name: 'items.csv', kind: 'items', decimalStyle: ',', dateStyle: 'YMD', rows: 3 }],
      questions: [],
      counts: [
        { noun: 'customer', added: 1 },
        { noun: 'invoice', added: 2 },
        { noun: 'credit_note', added: 1 },
      ],
      amounts: [{ currency: 'EUR', openBefore: '0.00', openAfter: '150.00' }],
    },
  });
  const taken = await send(ITEMS, '?saveMapping=nightly');
  expect(taken.json).toMatchObject({ dryRun: false, alreadyImported: false });

  const imports = await door.ask('GET', '/imports?kind=ledger', { as: clerk });
  expect(imports.json.rows).toMatchObject([
    {
      id: taken.json.importId,
      name: 'items.csv',
      sentence: '1 customer added, 2 invoices added, 1 credit note added.',
    },
  ]);
  const mappings = await door.ask('GET', '/import-mappings', { as: clerk });
  expect(mappings.json.mappings).toMatchObject([{ name: 'nightly', kind: 'ledger' }]);
  await door.ask('DELETE', '/import-mappings/nightly', { as: clerk });
  expect((await door.ask('GET', '/import-mappings', { as: clerk })).json.mappings).toEqual([]);
});

test('what must be answered first, or is bad, is refused with its places', async () => {
  const doubtful = 'Customer no;Invoice no;Date;Amount;Currency\nC1;INV-9;04/03/2026;1,00;EUR\n';
  expect(await send(doubtful)).toMatchObject({
    status: 422,
    json: { type: 'questions_must_be_answered' },
  });
  expect(await send(doubtful, '?dryRun=true')).toMatchObject({
    json: { questions: [{ id: 'day_order', proposed: 'DMY' }] },
  });
  const bad = ITEMS.replace('50,00;50,00', '50,00;60,00');
  const refused = await send(bad);
  expect(refused).toMatchObject({ status: 422, json: { type: 'lines_must_be_good' } });
  expect(refused.text).toContain('line 3');
  expect(await send('Dear all')).toMatchObject({ json: { type: 'file_must_be_readable' } });
});

test('a credit note is set against an invoice and taken back; the ageing follows', async () => {
  const [customer] = (await door.ask('GET', '/customers', { as: viewer })).json.rows;
  const items = () => door.ask('GET', `/customers/${customer.id}/items`, { as: viewer });
  const [first, second] = (await items()).json.rows;
  expect([first.reference, second.reference]).toEqual(['INV-2', 'INV-1']);
  const found = await door.ask('GET', '/search?q=CN-1', { as: viewer });
  const creditItemId = found.json.hits.find(
    (hit: { kind: string }) => hit.kind === 'credit_item',
  ).id;

  const part = { openItemId: second.id, amount: { amount: '60.00', currency: 'EUR' } };
  const body = { creditItemId, parts: [part] };
  const denied = await door.ask('POST', '/allocations', { as: viewer, body });
  expect(denied.status).toBe(403);
  const set = await door.ask('POST', '/allocations', { as: clerk, body });
  expect(set.status).toBe(200);
  const ageing = () => door.ask('GET', '/ageing?byCustomer=true', { as: viewer });
  expect((await ageing()).json).toMatchObject({
    on: '2026-03-31',
    buckets: ['not_due', '1-30', '31-60', '61-90', '91-120', '121+'],
    rows: [{ name: 'Acme Ltd', currency: 'EUR', total: '90.00', credits: '0.00' }],
  });
  const past = await door.ask('GET', '/ageing?on=2026-02-14', { as: viewer });
  expect(past.json.rows).toMatchObject([{ total: '150.00', credits: '0.00' }]);

  const [id] = set.json.ids;
  const reversal = { as: clerk, body: { reason: 'the wrong invoice' } };
  expect((await door.ask('PUT', `/allocations/${id}/reversal`, reversal)).status).toBe(200);
  expect(await door.ask('PUT', `/allocations/${id}/reversal`, reversal)).toMatchObject({
    json: { type: 'allocation_must_be_in_force' },
  });
  const shown = (await items()).json.rows[1];
  expect(shown).toMatchObject({ open: { amount: '100.00' }, settledAt: null });
  expect(shown.allocations).toMatchObject([{ reference: 'CN-1', reversed: true }]);
  expect((await ageing()).json.rows).toMatchObject([{ total: '150.00', credits: '60.00' }]);
});

test('the same request with the same key has one effect', async () => {
  const [customer] = (await door.ask('GET', '/customers', { as: viewer })).json.rows;
  const [item] = (await door.ask('GET', `/customers/${customer.id}/items`, { as: viewer })).json
    .rows;
  const found = await door.ask('GET', '/search?q=CN-1', { as: viewer });
  const creditItemId = found.json.hits.find(
    (hit: { kind: string }) => hit.kind === 'credit_item',
  ).id;
  const part = { openItemId: item.id, amount: { amount: '5.00', currency: 'EUR' } };
  const body = { creditItemId, parts: [part] };
  const ask = () => door.ask('POST', '/allocations', { as: clerk, body, key: 'once' });
  const answers = await Promise.all([ask(), ask(), ask(), ask()]);
  const ids = new Set(
    answers.filter(({ status }) => status === 200).map(({ json }) => json.ids[0]),
  );
  expect(ids.size).toBe(1);
  const { json } = await door.ask('GET', `/customers/${customer.id}/items`, { as: viewer });
  expect(json.rows[0].open).toEqual({ amount: '45.00', currency: 'EUR' });
});

function send(text: string, query = '') {
  return door.ask('POST', `/ledger-imports${query}`, {
    as: clerk,
    file: { name: 'items.csv', bytes: text },
  });
}
