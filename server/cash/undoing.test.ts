import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';

const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
const acme = await house.inside(async (ctx) => {
  const customerId = await makeCustomer(ctx, 'Acme Ltd');
  await makeInvoices(ctx, customerId, { 'INV-1': 100_00n, 'INV-2': 200_00n, 'INV-3': 50_00n });
  return customerId;
});

/** Acme pays two invoices with one transfer, and thirty more than they are. */
const STATEMENT = [
  ':20:STMT',
  ':25:NL00OURS0000000001',
  ':28C:61/1',
  ':60F:C260301EUR10,00',
  ':61:2603020302C330,00NTRFNONREF',
  ':86:Acme Ltd INV-1 INV-2',
  ':62F:C260302EUR340,00',
  '-',
  '',
].join('\n');

type Item = { id: string; reference: string; open: { amount: string }; allocations: Allocation[] };
type Allocation = { id: string; creditItemId: string; reversed: boolean };
const items = async (): Promise<Record<string, Item>> => {
  const { rows } = (await door.ask('GET', `/customers/${acme}/items?state=all`, { as: clerk }))
    .json;
  return Object.fromEntries(rows.map((item: Item) => [item.reference, item]));
};
const line = async () =>
  (await door.ask('GET', '/bank-lines?state=all', { as: clerk })).json.rows[0];
const eur = (amount: string) => ({ amount, currency: 'EUR' });

test('a match is taken back although one of its parts was taken back and the rest was used by hand', async () => {
  await door.ask('POST', '/bank-imports', { as: clerk, file: { name: 'm.sta', bytes: STATEMENT } });
  const before = await items();
  const { id } = await line();
  const confirmed = await door.ask('PUT', `/bank-lines/${id}/match`, {
    as: clerk,
    body: {
      customerId: acme,
      items: [
        { openItemId: before['INV-1']?.id, amount: eur('100.00') },
        { openItemId: before['INV-2']?.id, amount: eur('200.00') },
      ],
    },
  });
  expect([200, 409]).toContain(confirmed.status);

  const [part] = (await items())['INV-1']?.allocations ?? [];
  await door.ask('PUT', `/allocations/${part?.id}/reversal`, {
    as: clerk,
    body: { reason: 'wrong' },
  });
  const used = await door.ask('POST', '/allocations', {
    as: clerk,
    body: {
      creditItemId: part?.creditItemId,
      parts: [{ openItemId: before['INV-3']?.id, amount: eur('30.00') }],
    },
  });
  expect(used.status).toBe(200);

  const undone = await door.ask('PUT', `/bank-lines/${id}/undoing`, { as: clerk, body: {} });
  expect(undone).toMatchObject({ status: 200, json: { done: true } });
  const after = await items();
  expect(after['INV-1']?.open.amount).toBe('100.00');
  expect(after['INV-2']?.open.amount).toBe('200.00');
  expect(after['INV-3']?.open.amount).toBe('20.00');
});
