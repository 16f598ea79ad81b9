import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLedgerFile } from '../formats/ledger/read.ts';

/** Real audit files against what is expected of them; its argument is the folder of the cases. */
const folder = join(process.argv[2] ?? '', 'saft');
const expected = JSON.parse(readFileSync(join(folder, 'expected/shared/saft.json'), 'utf8'));
const places = readdirSync(folder, { recursive: true, encoding: 'utf8' });

let failed = 0;
const names = Object.keys(expected);
for (const name of names) {
  const place = places.find((path) => path.endsWith(name));
  const why =
    place === undefined ? ['is not there'] : differences(join(folder, place), expected[name]);
  if (why.length > 0) failed += 1;
  for (const each of why) console.log(` - ${name}: ${each}`);
}
console.log(`${names.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);

function differences(path, wanted) {
  const reading = readLedgerFile(readFileSync(path));
  if (!reading.readable) return [`was refused: ${reading.refusal.what}`];
  if (reading.contents.kind !== 'audit file') return [`was taken for ${reading.contents.kind}`];
  const { header, rows, problems } = reading.contents.table;
  const cell = (row, column) => row[header.indexOf(column)] ?? '';
  const customers = rows.filter((row) => cell(row, 'reference') === '');
  const entries = rows.filter((row) => cell(row, 'reference') !== '');
  const booked = entries.filter((row) => !cell(row, 'reference').startsWith('opening balance'));
  const why = problems.map(({ where, what }) => `${where}: ${what}`);
  const compare = (what, mine, theirs) => {
    if (String(mine) !== String(theirs)) why.push(`${what} ${mine}, not ${theirs}`);
  };
  compare('customers', customers.length, wanted.n_customers);
  compare('lines of customers', booked.length, wanted.n_customer_lines);
  compare('debit', cents(booked, cell, 1n), hundredths(wanted.customer_debit));
  compare('credit', -cents(booked, cell, -1n), hundredths(wanted.customer_credit));
  for (const { id, name, reg, closing, payment_terms_days: days } of wanted.customers) {
    const row = customers.find((each) => cell(each, 'customerNumber') === id);
    if (row === undefined) {
      why.push(`customer ${id} is missing`);
      continue;
    }
    const theirs = entries.filter((each) => cell(each, 'customerNumber') === id);
    compare(`name of ${id}`, cell(row, 'customerName'), name);
    compare(`registration of ${id}`, cell(row, 'legalId'), reg);
    compare(`terms of ${id}`, cell(row, 'terms'), days);
    compare(`closing balance of ${id}`, cents(theirs, cell), hundredths(closing));
  }
  return why;
}

/** The sum of the amounts with this sign, or of all. */
function cents(rows, cell, sign) {
  const amounts = rows.map((row) => hundredths(cell(row, 'amount')));
  return amounts
    .filter((amount) => sign === undefined || amount * sign > 0n)
    .reduce((sum, amount) => sum + amount, 0n);
}

function hundredths(text) {
  const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(2, '0').slice(0, 2));
  return text.startsWith('-') ? -value : value;
}
