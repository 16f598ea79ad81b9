import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { makeCustomer, makeInvoices, openInvoices } from './books.ts';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
const acme = await house.inside((ctx) => makeCustomer(ctx, 'Acme', 'ACME'));
await house.inside((ctx) => makeInvoices(ctx, acme, { 'INV-1': 100_00n, 'INV-2': 200_00n }));
house.clock.set('2026-03-16');

const HEADER = ['Alpha', 'Beta', 'Gamma', 'Delta'];
const MARCH = 'Alpha;Beta;Gamma;Delta\n02/03/26;100,00;Acme;INV-1\n14/03/26;-5,00;Elm;fee\n';
const APRIL = 'Alpha;Beta;Gamma;Delta\n15/03/26;200,00;Acme;INV-2\n';
const QIF = '!Type:Bank\nD03/15/2026\nT7.00\nPAcme\n^\n';
const MAPPING = {
  header: HEADER,
  columns: [
    { field: 'bookedOn', header: 'Alpha' },
    { field: 'amount', header: 'Beta' },
    { field: 'name', header: 'Gamma' },
    { field: 'remittance', header: 'Delta' },
  ],
};

test('a table that nobody knows is refused whole, with the name of what is missing', async () => {
  const said = await send({}, 'march.csv', MARCH);
  expect(said.json).toMatchObject({ type: 'columns_must_be_known' });
  expect(said.json.detail).toContain('The columns are: Alpha, Beta, Gamma, Delta.');
});

test('a look shows its columns, and with a mapping the lines as they are understood', async () => {
  const before = await look({}, 'march.csv', MARCH);
  expect(before).toMatchObject({
    lacks: ['columns'],
    table: { header: HEADER, rows: [['02/03/26', '100,00', 'Acme', 'INV-1'], {}], rowCount: 2 },
    lines: [],
    account: null,
    accounts: [],
  });
  const after = await look({ mapping: MAPPING }, 'march.csv', MARCH);
  expect(after).toMatchObject({
    lacks: ['account', 'currency'],
    problem: 'It does not say its account and currency. Say the account and currency with it.',
    lineCount: 2,
    lines: [
      { bookedOn: '2026-03-02', amount: '100.00', name: 'Acme', text: 'INV-1' },
      { bookedOn: '2026-03-14', amount: '-5.00', name: 'Elm', text: 'fee' },
    ],
  });
  const all = await look({ mapping: MAPPING, ...ACCOUNT }, 'march.csv', MARCH);
  expect(all).toMatchObject({ lacks: [], problem: null, account: 'Giro', currency: 'EUR' });
  expect(await house.inside(openInvoices)).toEqual({ 'INV-1': 100_00n, 'INV-2': 200_00n });
});

const ACCOUNT = { account: 'Giro', currency: 'EUR' };

test('explained once it is taken in, and its payment finds its invoice', async () => {
  const said = await send(
    { mapping: MAPPING, saveMapping: 'House bank', ...ACCOUNT },
    'march.csv',
    MARCH,
  );
  expect(said.json).toMatchObject({ counts: { lines: 2, added: 2 } });
  expect(await house.inside(openInvoices)).toEqual({ 'INV-1': 0n, 'INV-2': 200_00n });
});

test('the next table with the same columns asks for the account alone, and proposes it', async () => {
  const unsaid = await send({}, 'april.csv', APRIL);
  expect(unsaid.json).toMatchObject({ type: 'file_must_say_its_account' });
  expect(await look({}, 'april.csv', APRIL)).toMatchObject({
    lacks: ['account', 'currency'],
    account: 'Giro',
    currency: 'EUR',
    accounts: [{ account: 'Giro', currency: 'EUR' }],
    table: { columns: MAPPING.columns },
  });
  const said = await send(ACCOUNT, 'april.csv', APRIL);
  expect(said.json).toMatchObject({ counts: { added: 1, matched: 1 } });
  expect(await house.inside(openInvoices)).toEqual({ 'INV-1': 0n, 'INV-2': 0n });
});

test.each([ACCOUNT, {}])('the same file twice changes nothing and asks nothing', async (body) => {
  const said = await send(body, 'april.csv', APRIL);
  expect(said.json).toMatchObject({ alreadyImported: true, counts: { added: 0 } });
});

test('a format that never names its account asks for it as well', async () => {
  expect((await send({}, 'cash.qif', QIF)).json).toMatchObject({
    type: 'file_must_say_its_account',
  });
  expect(await look({}, 'cash.qif', QIF)).toMatchObject({ table: null, lineCount: 1 });
  const said = await send(ACCOUNT, 'cash.qif', QIF);
  expect(said.json).toMatchObject({ counts: { added: 1 } });
});

test('an IBAN is the same account however it is written', async () => {
  const said = { account: 'nl00 ours 0000 0000 01', currency: 'EUR' };
  expect((await send(said, 'more.qif', QIF.replace('T7.00', 'T9.00'))).json).toMatchObject({
    statements: [{ account: 'NL00OURS0000000001' }],
  });
});

test('of an account in two currencies none is proposed', async () => {
  const dollars = { ...ACCOUNT, currency: 'USD' };
  await send(dollars, 'dollars.qif', QIF.replace('T7.00', 'T8.00'));
  expect(await look({}, 'may.csv', APRIL.replace('15/03', '16/03'))).toMatchObject({
    account: 'Giro',
    currency: null,
    accounts: [ACCOUNT, dollars, {}],
  });
});

test('what is saved is listed with its kind, is nobody else’s, and can be forgotten', async () => {
  const listed = () => door.ask('GET', '/import-mappings', { as: clerk });
  expect((await listed()).json.mappings).toMatchObject([{ name: 'House bank', kind: 'bank' }]);
  const stranger = await door.keyFor('owner', await house.newTenant());
  const theirs = await door.ask('POST', '/bank-imports/look', {
    as: stranger,
    file: { name: 'april.csv', bytes: APRIL },
  });
  expect(theirs.json).toMatchObject({ lacks: ['columns'], account: null, accounts: [] });

  const manager = await door.keyFor('manager');
  const ledgers = await door.ask('DELETE', '/import-mappings/House%20bank', { as: manager });
  expect(ledgers.json).toMatchObject({ type: 'mapping_must_exist' });
  await door.ask('DELETE', '/import-mappings/House%20bank?kind=bank', { as: manager });
  expect((await listed()).json.mappings).toEqual([]);
});

test.each([
  [{ columns: [] }, 'mapping.columns'],
  ['Alpha', 'mapping'],
])('the mapping %j is told to be none', async (mapping, where) => {
  const { status, json } = await send({ mapping }, 'march.csv', MARCH);
  expect(status).toBe(400);
  expect(json.problems[0].where).toContain(where);
});

test('what is said of a file and is no JSON is told so', async () => {
  const { status, json } = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'march.csv', bytes: MARCH },
    headers: { 'x-file-description': 'account=Giro' },
  });
  expect(status).toBe(400);
  expect(json.problems).toMatchObject([{ what: 'is not JSON, percent-encoded' }]);
});

test('a table of many columns in any script is explained as well', async () => {
  const header = Array.from({ length: 150 }, (_, at) => `Наименование контрагента ${at}`);
  const body = { mapping: { header, columns: [{ field: 'amount', header: header[0] }] } };
  await door.app.listen({ port: 0, host: '127.0.0.1' });
  const asked = request({
    port: (door.app.server.address() as AddressInfo).port,
    method: 'POST',
    path: '/api/bank-imports/look',
    headers: {
      host: '127.0.0.1:3000',
      authorization: `Bearer ${clerk}`,
      'content-type': 'application/octet-stream',
      'x-file-description': encodeURIComponent(JSON.stringify(body)),
    },
  });
  const answer = once(asked, 'response');
  asked.end(MARCH);
  const [reply] = (await answer) as [IncomingMessage];
  expect(reply.statusCode).toBe(200);
  reply.resume();
});

test('a name without a mapping to keep is told so', async () => {
  const { json } = await send({ saveMapping: 'House bank' }, 'march.csv', MARCH);
  expect(json.problems).toMatchObject([{ what: 'needs a mapping with its header to keep' }]);
});

function send(body: object, name: string, bytes: string) {
  return door.ask('POST', '/bank-imports', { as: clerk, body, file: { name, bytes } });
}

async function look(body: object, name: string, bytes: string) {
  const file = { name, bytes };
  return (await door.ask('POST', '/bank-imports/look', { as: clerk, body, file })).json;
}
