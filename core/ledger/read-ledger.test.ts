import { expect, test } from 'vitest';
import { moneyText } from '../kernel/money.ts';
import { recogniseLedger } from './ledger-columns.ts';
import type { LedgerItem } from './ledger-file.ts';
import type { LedgerTable } from './ledger-table.ts';
import { readLedger } from './read-ledger.ts';

function table(text: string): LedgerTable {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return { header, rows, lines: rows.map((_row, at) => at + 2) };
}

function read(text: string) {
  const file = table(text);
  return readLedger(file, { currency: 'EUR', ...known(recogniseLedger(file).mapping) });
}

function known<Value extends { currency: string | undefined }>(mapping: Value) {
  return { ...mapping, currency: mapping.currency ?? 'EUR' };
}

function short(item: LedgerItem | undefined) {
  if (item === undefined) return undefined;
  const { kind, reference, issuedOn, dueOn, amount, openAmount } = item;
  return [kind, reference, issuedOn, dueOn, moneyText(amount), openAmount && moneyText(openAmount)];
}

test('a row makes a customer, a contact and an invoice', () => {
  const file =
    read(`Customer no | Customer name | Contact | Email | Invoice no | Invoice date | Due date | Amount | Open | Currency
    C1 | Acme Ltd | Ms Larsen | larsen@acme.example | INV-1 | 2026-01-31 | 2026-03-02 | 1,250.00 | 250.00 | EUR`);
  expect(file.problems).toEqual([]);
  expect(file.customers).toMatchObject([
    { number: 'C1', name: 'Acme Ltd', currency: 'EUR', line: 2 },
  ]);
  expect(file.contacts).toMatchObject([
    { customerNumber: 'C1', name: 'Ms Larsen', email: 'larsen@acme.example' },
  ]);
  expect(file.items.map(short)).toEqual([
    ['invoice', 'INV-1', '2026-01-31', '2026-03-02', '1250.00', '250.00'],
  ]);
});

test('a negative invoice is a credit note, and a credit note reduces the debt with either sign', () => {
  const { items } = read(`Customer no | Invoice no | Type | Invoice date | Amount
    C1 | A | Invoice | 2026-01-31 | -5.00
    C1 | B | Gutschrift | 2026-01-31 | 5.00
    C1 | C | Credit memo | 2026-01-31 | -5.00
    C1 | D | Payment | 2026-01-31 | -5.00
    C1 | E | | 2026-01-31 | 5.00`);
  expect(items.map(({ kind }) => kind)).toEqual([
    'credit_note',
    'credit_note',
    'credit_note',
    'payment',
    'invoice',
  ]);
  expect(items.every(({ amount }) => amount.minor === 500n)).toBe(true);
});

test('debit and credit in two columns', () => {
  const { items } = read(`Kundennummer | Belegnummer | Belegdatum | Soll | Haben
    1 | RE1 | 31.01.2026 | 100,00 |
    1 | GS1 | 31.01.2026 | | 40,00`);
  expect(items.map(({ kind, reference }) => [kind, reference])).toEqual([
    ['invoice', 'RE1'],
    ['credit_note', 'GS1'],
  ]);
});

test('what is open follows from what is paid', () => {
  const { items } = read(`Customer no | Invoice no | Invoice date | Amount | Paid amount
    C1 | A | 2026-01-31 | 10.00 | 4.00`);
  expect(short(items[0])?.at(-1)).toBe('6.00');
});

test('an invoice with a day of payment is settled, one without is open', () => {
  const { items } = read(`Customer no | Invoice no | Invoice date | Amount | Paid date
    C1 | A | 2026-01-31 | 10.00 | 2026-02-10
    C1 | B | 2026-01-31 | 10.00 | `);
  expect(items.map((item) => short(item)?.at(-1))).toEqual(['0.00', '10.00']);
});

test('a list of payments has the day of payment and no due day', () => {
  const { items } =
    read(`Customer no | Payment reference | Payment date | Amount | Applied to invoice
    C1 | P-1 | 2026-02-10 | 10.00 | INV-1`);
  expect(items).toMatchObject([
    { kind: 'payment', reference: 'P-1', issuedOn: '2026-02-10', against: 'INV-1' },
  ]);
});

test('a list of credit notes says which invoice each settles', () => {
  const { items } =
    read(`credit_note_number | customer_number | date | amount | currency | invoice_number
    CN-1 | C100 | 2026-02-01 | 10.00 | GBP | INV-1`);
  expect(items).toMatchObject([{ kind: 'credit_note', reference: 'CN-1', against: 'INV-1' }]);
});

test('payments need no number of their own, and two equal ones are two', () => {
  const { items, problems } = read(`Customer no | Date | Type | Num | Amount
    C1 | 2026-02-01 | Payment | | -20.00
    C1 | 2026-02-01 | Payment | | -20.00
    C1 | 2026-02-01 | Invoice | | 20.00`);
  expect(items.map(({ reference }) => reference)).toEqual([
    'payment C1 2026-02-01 20.00',
    'payment C1 2026-02-01 20.00 #2',
  ]);
  expect(problems).toMatchObject([{ line: 4, severity: 'error' }]);
});

test('the due day comes from the terms when the file gives no due day', () => {
  const { items } = read(`Customer no | Invoice no | Invoice date | Payment terms | Amount
    C1 | A | 2026-01-31 | 2/10 net 30 | 10.00`);
  expect(items).toMatchObject([{ dueOn: '2026-03-02', dueOnFrom: 'terms' }]);
});

test('day and month that changed places in some rows are noticed by impossible terms', () => {
  const { items, problems } = read(`Customer no | Invoice no | Invoice date | Due date | Amount
    C1 | A | 2026-01-13 | 2026-02-12 | 10.00
    C1 | B | 2026-02-20 | 2026-03-22 | 10.00
    C1 | C | 2026-10-01 | 2026-02-09 | 10.00`);
  expect(items).toHaveLength(3);
  expect(problems).toMatchObject([
    {
      line: 4,
      severity: 'warning',
      what: 'is due on 2026-02-09, before it was issued on 2026-10-01',
      advice: 'Day and month seem exchanged: issued 2026-01-10, due 2026-02-09 would be usual.',
    },
  ]);
});

test("a spreadsheet's binary noise in an amount is no fraction of a cent, a real fraction is a problem", () => {
  const { items, problems } = read(`Customer no | Invoice no | Invoice date | Amount
    C1 | A | 2026-01-31 | 19.990000000000002
    C1 | B | 2026-01-31 | 118.99999999999999
    C1 | C | 2026-01-31 | 1.23456`);
  expect(items.map((item) => moneyText(item.amount))).toEqual(['19.99', '119.00']);
  expect(problems).toMatchObject([
    { line: 4, severity: 'error', what: "'1.23456' is no exact amount of EUR" },
  ]);
});

test('rows that cannot be read say where, what and what to do, and the others are read', () => {
  const { items, problems } = read(`Customer no | Invoice no | Invoice date | Amount | Open amount
    C1 | A | 2026-02-30 | 10.00 | 10.00
    C1 | | 2026-02-28 | 10.00 | 10.00
     | X | 2026-02-28 | 10.00 | 10.00
    C1 | B | 2026-02-28 | 10.00 | 12.00
    C1 | C | 2026-02-28 | 0.00 | 0.00
    C1 | D | 2026-02-28 | 10.00 | 10.00`);
  expect(items.map(({ reference }) => reference)).toEqual(['D']);
  expect(problems.map(({ line, severity }) => [line, severity])).toEqual([
    [2, 'error'],
    [3, 'error'],
    [4, 'error'],
    [5, 'error'],
    [6, 'warning'],
  ]);
});

test('the same document twice is taken once; with other contents it is a problem', () => {
  const { items, problems } = read(`Customer no | Invoice no | Invoice date | Amount
    C1 | A | 2026-01-31 | 10.00
    C1 | A | 2026-01-31 | 10.00
    C2 | A | 2026-01-31 | 10.00`);
  expect(items).toHaveLength(1);
  expect(problems.map(({ severity }) => severity)).toEqual(['warning', 'error']);
});

test('a payment that went back is not taken for a payment', () => {
  const { items, problems } = read(`Customer no | Document no | Type | Document date | Amount
    C1 | P1 | Payment | 2026-01-31 | -10.00
    C1 | P2 | Payment | 2026-01-31 | -20.00
    C1 | P3 | Payment | 2026-02-03 | 20.00`);
  expect(items.map(({ reference }) => reference)).toEqual(['P1', 'P2']);
  expect(problems).toMatchObject([{ line: 4, severity: 'error' }]);
});

test('a customer with two names keeps the first, and it is said once', () => {
  const { customers, problems } = read(`Customer no | Customer name | Country
    C1 | Acme | gb
    C1 | Acme Ltd | gb
    C1 | ACME LIMITED | gb`);
  expect(customers).toMatchObject([{ name: 'Acme', country: 'GB' }]);
  expect(problems).toHaveLength(1);
});

test('doubtful days in more rows than a call takes arguments are all told', () => {
  const rows = Array.from({ length: 150_000 }, (_, at) => [
    'C1',
    `${at}`,
    '2026-03-02',
    '2026-02-01',
    '1',
  ]);
  const file = table('Customer no | Invoice no | Invoice date | Due date | Amount');
  const { items, problems } = readLedger(
    { ...file, rows, lines: rows.map((_row, at) => at + 2) },
    { ...recogniseLedger({ ...file, rows: rows.slice(0, 100) }).mapping, currency: 'EUR' },
  );
  expect(items).toHaveLength(150_000);
  expect(problems.length).toBeGreaterThanOrEqual(150_000);
});

test('terms that end with a month say the day, not a day too early', () => {
  const { items } = read(`Customer no | Invoice no | Invoice date | Amount | Payment terms
    C1 | A | 2026-03-02 | 5.00 | 30 jours fin de mois le 10
    C1 | B | 2026-03-02 | 5.00 | 30 days`);
  expect(items.map(({ dueOn }) => dueOn)).toEqual(['2026-05-10', '2026-04-01']);
});

test('where each line of an invoice has a row, the repeats are said once', () => {
  const { items, problems } = read(`Customer no | Invoice no | Invoice date | Amount
    C1 | A | 2026-03-02 | 5.00
    ${'C1 | A | 2026-03-02 | 5.00\n'.repeat(9)}C1 | B | 2026-03-02 | 7.00`);
  expect(items.map(({ reference }) => reference)).toEqual(['A', 'B']);
  expect(problems.map(({ line, severity }) => [line, severity])).toEqual([[3, 'warning']]);
});

test('a payment on account in a list of invoices has nothing invoiced and something open', () => {
  const { items } = read(`Customer no | Voucher no | Voucher type | Date | Amount | Outstanding
    C1 | P-1 | Payment Entry | 2026-03-02 | 0.00 | -120.00
    C1 | S-1 | Sales Invoice | 2026-03-02 | 200.00 | 200.00`);
  expect(items.map(short)).toEqual([
    ['payment', 'P-1', '2026-03-02', undefined, '120.00', '120.00'],
    ['invoice', 'S-1', '2026-03-02', undefined, '200.00', '200.00'],
  ]);
});

test('beside a column for each side, what is open has no sign', () => {
  const { items } = read(`Konto | Rechnungsnummer | Datum | Soll | Haben | Saldo offen
    10100 | R-1 | 15.01.2026 | 100,00 | | 100,00
    10100 | G-1 | 16.01.2026 | | 30,00 | 30,00`);
  expect(items.map(short)).toMatchObject([
    ['invoice', 'R-1', '2026-01-15', undefined, '100.00', '100.00'],
    ['credit_note', 'G-1', '2026-01-16', undefined, '30.00', '30.00'],
  ]);
});

test('an amount may say on which side it stands', () => {
  const { items } = read(`Party | Ref no | Date | Pending amount | Due on
    Gupta | SI/2 | 2026-04-20 | 1,59,000.00 Dr | 2026-05-20
    Gupta | ADV/1 | 2026-04-25 | 9,000.00 Cr | 2026-04-25`);
  expect(items.map(short)).toMatchObject([
    ['invoice', 'SI/2', '2026-04-20', '2026-05-20', '159000.00', '159000.00'],
    ['credit_note', 'ADV/1', '2026-04-25', '2026-04-25', '9000.00', '9000.00'],
  ]);
});
