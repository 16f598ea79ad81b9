import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeAll, expect, test } from 'vitest';

/** What no business writes, and what files hold all the same: refused with its place, nothing kept. */
const house = await testHouse();
house.clock.set('2026-03-31');
const door = await openDoor(house);
let clerk: string;

beforeAll(async () => {
  clerk = await door.keyFor('clerk');
});

type Row = Readonly<Record<string, string>>;

const GOOD: Row = {
  'Customer no': 'C1',
  'Customer name': 'Acme',
  Type: 'Invoice',
  'Document no': 'INV-1',
  Date: '2026-01-31',
  'Due date': '2026-03-02',
  Currency: 'EUR',
  Amount: '100.00',
  'Open amount': '100.00',
  Email: 'anna@acme.example',
  Terms: '30 days',
};
const NINES = '999999999999999999999';

test.each<[string, Row, RegExp]>([
  [
    'more than 64 bits count',
    { Amount: '999999999999999999.00', 'Open amount': '999999999999999999.00' },
    /^line 3, column 'Amount': '9{18}\.00' is larger than any amount that is booked\. Correct/,
  ],
  [
    'more digits than any number has',
    { Amount: NINES.repeat(40) },
    /^line 3, column 'Amount': '9{40} …' is larger than any amount that is booked\./,
  ],
  [
    'an open amount that is as large',
    { 'Open amount': `${NINES}.00` },
    /column 'Open amount': '9{21}\.00' is larger than any/,
  ],
  [
    'a day of month 99',
    { 'Due date': '9999-99-99' },
    /^line 3, column 'Due date': '9999-99-99' is no day\. Write a day of the years 1800 to 2999/,
  ],
  [
    'the last day of all',
    { 'Due date': '9999-12-31' },
    /column 'Due date': '9999-12-31' is no day/,
  ],
  [
    'an invoice of the end of time, due by its terms',
    { Date: '9999-12-31', 'Due date': '' },
    /column 'Date': '9999-12-31' is no day/,
  ],
  ['the year nought', { Date: '0000-01-01' }, /column 'Date': '0000-01-01' is no day/],
  [
    'a document number of megabytes',
    { 'Document no': 'INV'.repeat(1_000_000) },
    /^line 3, column 'Document no': the text is longer than the 200 characters that are kept\. Shorten/,
  ],
  [
    'a customer number of pages',
    { 'Customer no': 'C1'.repeat(5_000) },
    /column 'Customer no': the text is longer than the 200/,
  ],
  [
    'a name of megabytes',
    { 'Customer name': 'Acme'.repeat(1_000_000) },
    /column 'Customer name': the text is longer than the 1000/,
  ],
  [
    'a mail address of megabytes',
    { Email: `${'a'.repeat(3_000_000)}@acme.example` },
    /column 'Email': the text is longer than the 1000/,
  ],
])('%s is refused with row, column and advice, and nothing is kept', async (_what, row, words) => {
  const refused = await send(row);
  expect(refused).toMatchObject({ status: 422, json: { type: 'lines_must_be_good' } });
  expect(refused.json.detail).toMatch(words);
  expect(refused.text.length).toBeLessThan(1_000);
  expect(await customers()).toEqual([]);
});

test('the dry run of megabytes in a cell answers in a page', async () => {
  const dry = await send({ 'Customer name': 'Acme'.repeat(1_000_000) }, '?dryRun=true');
  expect(dry.status).toBe(200);
  expect(dry.json.problems).toMatchObject([{ severity: 'error', advice: /Shorten it/ }]);
  expect(dry.text.length).toBeLessThan(10_000);
});

test.each<[string, unknown, string]>([
  ['amount', { amount: '9'.repeat(19), currency: 'EUR' }, 'body.parts.0.amount'],
  ['amount', { amount: '999999999999999999.99', currency: 'EUR' }, 'body.parts.0.amount'],
  ['amount', { amount: '9'.repeat(100_000), currency: 'EUR' }, 'body.parts.0.amount.amount'],
])('a request with an absurd %s is refused with its place', async (_what, amount, where) => {
  const body = { creditItemId: '1', parts: [{ openItemId: '1', amount }] };
  const refused = await door.ask('POST', '/allocations', { as: clerk, body });
  expect(refused.status).toBe(400);
  expect(refused.json.problems).toMatchObject([{ where }]);
});

test('a request with the character NUL is refused with its place', async () => {
  const body = { reason: 'the wrong\0invoice' };
  const refused = await door.ask('PUT', '/allocations/1/reversal', { as: clerk, body });
  expect(refused).toMatchObject({
    status: 400,
    json: { problems: [{ where: 'body.reason', what: 'holds the character NUL' }] },
  });
  const asked = await door.ask('GET', '/search?q=%00', { as: clerk });
  expect(asked).toMatchObject({ status: 400, json: { problems: [{ where: 'query.q' }] } });
});

test('a request about a day that no calendar reaches is refused with its place', async () => {
  for (const on of ['9999-12-31', '0000-01-01', '2026-02-30'])
    expect(await door.ask('GET', `/ageing?on=${on}`, { as: clerk })).toMatchObject({
      status: 400,
      json: { problems: [{ where: 'query.on' }] },
    });
});

test('NUL in a file is a character that was lost', async () => {
  const dry = await send({ 'Customer name': 'Ac\0me' });
  expect(dry).toMatchObject({ status: 200, json: { problems: [{ severity: 'warning' }] } });
});

function send(row: Row, query = '') {
  const rows = [GOOD, { ...GOOD, 'Customer no': 'C2', 'Document no': 'INV-2', ...row }];
  const head = Object.keys(GOOD);
  const bytes = [head, ...rows.map((one) => head.map((name) => one[name]))]
    .map((cells) => `${cells.join(';')}\n`)
    .join('');
  return door.ask('POST', `/ledger-imports${query}`, {
    as: clerk,
    file: { name: 'items.csv', bytes },
  });
}

async function customers(): Promise<unknown> {
  return (await door.ask('GET', '/customers', { as: clerk })).json.rows;
}
