import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { cashBacktest } from './cash-backtest.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-backtest-'));
const OUT = join(FOLDER, 'out.csv');
afterAll(() => rmSync(FOLDER, { recursive: true }));

beforeEach(() => {
  put(
    'ledger.csv',
    'invoice_id,invoice_number,customer_no,currency,issue_date,due_date,terms,amount_open',
    'A,RG-2026-004711,700123,EUR,2026-01-10,2026-02-10,2/10N30,1250.50',
    'B,RG-2026-004892,700123,EUR,2026-01-20,2026-02-20,N30,400.00',
    'C,GU-2026-000310,700123,EUR,2026-02-01,2026-02-01,N30,-50.00',
  );
  put(
    'customers.csv',
    'customer_no,name,known_iban,parent_customer_no',
    '700123,Möbel Kvist GmbH,DE02,',
  );
  put(
    'history.csv',
    'line_id,booking_date,amount,currency,remitter_name,remitter_account,remittance_text,confirmed_customer_nos,confirmed_invoice_numbers',
    'H1,2026-01-05,10.00,EUR,Kvist,DE02,RG-2026-004000,700123,RG-2026-004000',
  );
  put(
    'bank.csv',
    'line_id,booking_date,amount,currency,remitter_name,remitter_account,remittance_text',
    'L1,2026-03-02,1250.50,EUR,Möbel Kvist,DE02,RG-2026-004711',
    'L2,2026-03-02,1250.50,EUR,Möbel Kvist,DE02,RG-2026-004711',
    'L3,2026-03-03,350.00,EUR,Möbel Kvist,DE02,RG 4892 GU-2026-000310',
    'L4,2026-03-03,9.00,EUR,Somebody,,thanks',
  );
});

test('every line has its action, and an invoice that a line settled is closed for the next', async () => {
  const { code, out } = await run(FOLDER, '--out', OUT);
  expect(code).toBe(0);
  expect(out).toContain('4 lines in');
  const rows = readFileSync(OUT, 'utf8').split('\r\n');
  expect(rows[0]).toBe('"line_id","action","invoice_ids","cash_applied","evidence","tier"');
  expect(rows[1]).toContain('"L1","auto","A","1250.50"');
  expect(rows[2]).not.toContain('"auto"');
  expect(rows[3]).toContain('"B|C","400.00|-50.00"');
  expect(rows[4]).toContain('"L4","none","",""');
});

test('a file that is missing is named, with what to do', async () => {
  rmSync(join(FOLDER, 'bank.csv'));
  const { code, err } = await run(FOLDER, '--out', OUT);
  expect(code).toBe(1);
  expect(err).toContain('bank.csv: there is no such file. The folder must hold');
});

test('a column that is missing is named with those that are there', async () => {
  put('customers.csv', 'customer_no,naam', '1,x');
  const { err } = await run(FOLDER, '--out', OUT);
  expect(err).toBe(
    'customers.csv, line 1: the column name is missing. The columns here are customer_no, naam.\n',
  );
});

test('a row that cannot be read is named by its line', async () => {
  put(
    'bank.csv',
    'line_id,booking_date,amount,currency,remitter_name,remittance_text',
    'L1,2026-03-02,"1,250",EUR,x,y',
  );
  const { code, err } = await run(FOLDER, '--out', OUT);
  expect(code).toBe(1);
  expect(err).toContain("bank.csv, line 2: amount is '1,250'. Write amounts in EUR with a dot");
});

test('without a folder or a file to write, usage is said', async () => {
  expect((await run(FOLDER)).code).toBe(2);
  expect((await run('--out', OUT)).code).toBe(2);
  expect((await run(FOLDER, '--out', OUT, '--target', '7')).code).toBe(2);
});

function put(name: string, ...lines: string[]): void {
  writeFileSync(join(FOLDER, name), `${lines.join('\n')}\n`);
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await cashBacktest(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
  });
  return { code, out, err };
}
