import { openDoor } from '@goodterms/stories/door.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeAll, expect, test } from 'vitest';

const house = await testHouse();
const door = await openDoor(house);
let clerk: string;

beforeAll(async () => {
  clerk = await door.keyFor('clerk');
  await house.inside(async (ctx) => {
    const acme = await makeCustomer(ctx, 'Acme Ltd');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
  });
});

/** Ten in hand; Acme pays one invoice, somebody pays another amount, a fee goes out. */
const STATEMENT = [
  ':20:STMT',
  ':25:NL00OURS0000000001',
  ':28C:61/1',
  ':60F:C260301EUR10,00',
  ':61:2603020302C100,00NTRFNONREF',
  ':86:Acme Ltd INV-1001',
  ':61:2603020302C150,00NTRFNONREF',
  ':86:INV-1002 first part',
  ':61:2603020302D2,50NMSCNONREF',
  ':86:fee',
  ':62F:C260302EUR257,50',
  '-',
  '',
].join('\n');

test('a clerk sends a bank file, confirms what is proposed and takes it back', async () => {
  const sent = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'march.sta', bytes: STATEMENT },
  });
  expect(sent).toMatchObject({
    status: 200,
    json: {
      alreadyImported: false,
      format: 'mt940',
      name: 'march.sta',
      statements: [{ addsUp: true, lines: 3 }],
      counts: { lines: 3, added: 3, matched: 1, proposed: 1, unapplied: 0, setAside: 1 },
      received: [{ amount: '250.00', currency: 'EUR' }],
      applied: [{ amount: '100.00', currency: 'EUR' }],
      problems: [],
    },
  });

  const open = await door.ask('GET', '/bank-lines', { as: clerk });
  const [line] = open.json.rows;
  expect(line).toMatchObject({
    state: 'proposed',
    sentence: 'It quotes a reference, but neither payer nor amount confirms it.',
    proposals: [
      {
        customerName: 'Acme Ltd',
        sentence: 'It pays 150.00 EUR of INV-1002.',
        rest: { amount: '0.00' },
      },
    ],
  });
  const [proposal] = line.proposals;
  const [quoted] = proposal.evidence;
  expect(line.remittance.slice(quoted.from, quoted.until)).toBe('INV-1002');

  const confirmed = await door.ask('PUT', `/bank-lines/${line.id}/match`, {
    as: clerk,
    body: {
      customerId: proposal.customerId,
      items: proposal.items.map((item: { openItemId: string; applied: unknown }) => ({
        openItemId: item.openItemId,
        amount: item.applied,
      })),
    },
  });
  expect(confirmed).toMatchObject({ status: 200, json: { done: true } });
  const shown = await door.ask('GET', `/bank-lines?statementId=${line.statementId}`, { as: clerk });
  expect(shown.json.rows).toMatchObject([
    { state: 'matched', runningBalance: { amount: '110.00' } },
    { state: 'matched', match: { tier: 'confirmed', items: [{ open: { amount: '50.00' } }] } },
    { state: 'set_aside', sentence: 'Money that we paid.', runningBalance: { amount: '257.50' } },
  ]);

  await door.ask('PUT', `/bank-lines/${line.id}/undoing`, { as: clerk, body: {} });
  const after = await door.ask('GET', '/bank-lines?state=open', { as: clerk });
  expect(after.json.rows).toMatchObject([
    { id: line.id, sentence: 'A person took back what the rule had decided.' },
  ]);
});

test('the same file again says that nothing has changed', async () => {
  const again = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'march again.sta', bytes: STATEMENT },
  });
  expect(again.json).toMatchObject({
    alreadyImported: true,
    counts: { lines: 3, added: 0, alreadyHere: 3, matched: 0 },
  });
});

test('the list of statements tells how fresh the bank is and what is missing', async () => {
  await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: {
      name: 'later.sta',
      bytes: STATEMENT.replaceAll('2603020302', '2603060306')
        .replace('C260302', 'C260306')
        .replace('C260301EUR10,00', 'C260305EUR400,00'),
    },
  });
  house.clock.set('2026-03-09');
  const list = await door.ask('GET', '/bank-statements', { as: clerk });
  expect(list.json).toMatchObject({
    bank: { asOf: '2026-03-06', fresh: true },
    gaps: [{ from: '2026-03-02', until: '2026-03-06', difference: { amount: '142.50' } }],
    rows: [
      { fileName: 'later.sta', addsUp: false },
      { fileName: 'march.sta', matched: 1, open: 1 },
    ],
  });
  house.clock.set('2026-03-12');
  expect((await door.ask('GET', '/bank-freshness', { as: clerk })).json).toMatchObject({
    fresh: false,
  });
});

test('what is no bank file is refused with advice, and nothing is kept', async () => {
  const refused = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'letter.txt', bytes: 'Dear all, please find attached' },
  });
  expect(refused).toMatchObject({
    status: 422,
    json: { detail: expect.stringContaining('letter.txt') },
  });
});

test('a viewer looks and changes nothing', async () => {
  const viewer = await door.keyFor('viewer');
  const refused = await door.ask('POST', '/bank-imports', {
    as: viewer,
    file: { name: 'march.sta', bytes: STATEMENT },
  });
  expect(refused.status).toBe(403);
  expect((await door.ask('GET', '/bank-statements', { as: viewer })).status).toBe(200);
});

test('items to choose are found by words, and else those of the amount', async () => {
  const { json } = await door.ask('GET', '/bank-lines?state=open', { as: clerk });
  const [line] = json.rows;
  const found = await door.ask('GET', `/bank-lines/${line.id}/candidates?search=inv%201002`, {
    as: clerk,
  });
  expect(found.json.items).toMatchObject([{ reference: 'INV-1002', customerName: 'Acme Ltd' }]);
  const byName = await door.ask('GET', `/bank-lines/${line.id}/candidates?search=acme`, {
    as: clerk,
  });
  expect(byName.json.items).not.toHaveLength(0);
  expect((await door.ask('GET', '/bank-lines/999999/candidates', { as: clerk })).status).toBe(404);
});
