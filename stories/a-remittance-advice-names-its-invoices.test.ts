import { beforeEach, expect, test } from 'vitest';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { bankDay, paid, takeIn } from './bank-day.ts';
import { makeCustomer, makeInvoices, openInvoices } from './books.ts';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
const door = await openDoor(house);
let tenantId: TenantId;
let clerk: string;

const inside: typeof house.inside = (work) => house.inside(work, { tenantId });

beforeEach(async () => {
  house.clock.set('2026-03-04');
  tenantId = await house.newTenant();
  clerk = await door.keyFor('clerk', tenantId);
  await inside(async (ctx) => {
    const acme = await makeCustomer(ctx, 'Acme', 'NL02ABNA0123456789');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n, 'INV-1003': 50_00n });
  });
});

const ADVICE = [
  'Payer;Acme',
  'Payment date;2026-03-04',
  'Payment amount;300.00;EUR',
  '',
  'Invoice number;Invoice date;Paid amount;Currency',
  'INV-1001;2026-01-15;100.00;EUR',
  'INV-1002;2026-01-15;200.00;EUR',
  '',
].join('\n');

const advise = (text = ADVICE) =>
  door.ask('POST', '/remittance-imports', {
    as: clerk,
    file: { name: 'advice.csv', bytes: text },
  });
const payment = () =>
  inside((ctx) => takeIn(ctx, [bankDay('2026-03-04', [paid('300.00', 'RUN 4711', ACCOUNT)])]));
const announced = async () =>
  (await door.ask('GET', '/announced-payments', { as: clerk })).json.rows;
const ACCOUNT = 'NL02ABNA0123456789';

test('a payment that says nothing is a question; the advice that comes later answers it', async () => {
  await payment();
  expect(await inside(openInvoices)).toMatchObject({ 'INV-1001': 100_00n, 'INV-1002': 200_00n });
  const said = await advise(ADVICE.replace('Payer;Acme', `Payer account;${ACCOUNT}`));
  expect(said.json).toMatchObject({ alreadyHere: false, advice: { customer: { name: 'Acme' } } });
  expect(said.json.advice.lineId).not.toBeNull();
  expect(await inside(openInvoices)).toMatchObject({ 'INV-1001': 0n, 'INV-1002': 0n });
});

test('an advice that comes first waits for its payment, and settles nothing by itself', async () => {
  expect((await advise()).json.advice).toMatchObject({
    customer: { name: 'Acme' },
    total: { amount: '300.00', currency: 'EUR' },
    lineId: null,
  });
  expect(await inside(openInvoices)).toMatchObject({ 'INV-1001': 100_00n, 'INV-1002': 200_00n });
  expect(await announced()).toHaveLength(1);
});

test('when the announced payment comes, it finds its invoices and is expected no more', async () => {
  await advise(ADVICE.replace('Payer;Acme', `Payer account;${ACCOUNT}`));
  await payment();
  expect(await inside(openInvoices)).toEqual({
    'INV-1001': 0n,
    'INV-1002': 0n,
    'INV-1003': 50_00n,
  });
  expect(await announced()).toEqual([]);
});

test('the same content again changes nothing, under whatever name', async () => {
  await advise();
  const again = await door.ask('POST', '/remittance-imports', {
    as: clerk,
    file: { name: 'again.csv', bytes: `${ADVICE}\n` },
  });
  expect(again.json).toMatchObject({ alreadyHere: true });
  expect(await announced()).toHaveLength(1);
});

test('an advice of another amount says nothing about a payment', async () => {
  await advise(
    ADVICE.replace('Payer;Acme', `Payer account;${ACCOUNT}`)
      .replace('300.00', '250.00')
      .replace('200.00', '150.00'),
  );
  await payment();
  expect(await inside(openInvoices)).toMatchObject({ 'INV-1001': 100_00n, 'INV-1002': 200_00n });
  expect(await announced()).toHaveLength(1);
});

test('a mail brings what hangs on it, each under its name, and the same again changes nothing', async () => {
  const hung = (name: string, content: string) =>
    `--b\r\nContent-Type: text/csv; name="${name}"\r\n\r\n${content}\r\n`;
  const second = ADVICE.replace('300.00', '50.00').replace(/INV-1001[^]*/, 'INV-1003;;50.00;EUR\n');
  const mail =
    'From: pay@acme.example\r\nMessage-ID: <1@acme.example>\r\n' +
    'Content-Type: multipart/mixed; boundary=b\r\n\r\n' +
    `--b\r\nContent-Type: text/plain\r\n\r\nPlease see the lists.\r\n${hung('one.csv', ADVICE)}` +
    `${hung('two.csv', second)}--b\r\nContent-Type: application/pdf; name="terms.pdf"\r\n\r\nx\r\n--b--\r\n`;
  const send = () =>
    door.ask('POST', '/remittance-imports', {
      as: clerk,
      file: { name: 'mail.eml', bytes: mail },
    });
  expect((await send()).json).toMatchObject({
    alreadyHere: false,
    advice: { fileName: 'one.csv', total: { amount: '300.00' } },
    others: [{ alreadyHere: false, advice: { fileName: 'two.csv', total: { amount: '50.00' } } }],
    unread: [{ name: 'terms.pdf' }],
  });
  expect(await announced()).toHaveLength(2);
  expect((await send()).json).toMatchObject({ alreadyHere: true, others: [{ alreadyHere: true }] });
  expect(await announced()).toHaveLength(2);
});

test('what is no advice is refused with what to do, and nothing is kept', async () => {
  const refused = await advise('hello');
  expect(refused.status).toBe(422);
  expect(refused.json.type).toBe('file_must_be_readable');
  expect(await announced()).toEqual([]);
});
