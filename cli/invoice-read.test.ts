import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { invoiceRead } from './invoice-read.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-invoice-read-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const invoice = put(
  'invoice.xml',
  `<Invoice><ID>RE-1</ID><IssueDate>2026-03-02</IssueDate><InvoiceTypeCode>380</InvoiceTypeCode>
   <DocumentCurrencyCode>EUR</DocumentCurrencyCode><PaymentTerms><Note>30 days net</Note></PaymentTerms>
   <AccountingSupplierParty><Party><PartyName><Name>Muster AG</Name></PartyName></Party></AccountingSupplierParty>
   <LegalMonetaryTotal><TaxInclusiveAmount>119.00</TaxInclusiveAmount><PayableAmount>120.00</PayableAmount></LegalMonetaryTotal></Invoice>`,
);
const letter = put('letter.txt', 'Dear all');

test('one file is one document, and its problems are also said', async () => {
  const { code, out, err } = await run(invoice, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    format: 'ubl',
    profile: null,
    number: 'RE-1',
    typeCode: '380',
    kind: 'invoice',
    issuedOn: '2026-03-02',
    dueOn: '2026-04-01',
    dueOnFrom: 'terms',
    currency: 'EUR',
    seller: { name: 'Muster AG', vatId: null, id: null },
    buyer: { name: null, vatId: null, id: null },
    net: null,
    tax: null,
    gross: '119.00',
    prepaid: null,
    rounding: null,
    payable: '120.00',
    paymentReference: null,
    ibans: [],
    orderReference: null,
    buyerReference: null,
    preceding: [],
    problems: [
      {
        where: 'payable amount',
        what: 'gross, prepaid and rounding make 119.00, the payable amount is 120.00',
        advice: 'Compare it with the invoice before you rely on it.',
        severity: 'warning',
      },
    ],
  });
  expect(err).toBe(
    `${invoice}, payable amount: gross, prepaid and rounding make 119.00, the payable amount is 120.00. Compare it with the invoice before you rely on it.\n`,
  );
});

test('one file that cannot be read leaves standard output empty', async () => {
  expect(await run(letter)).toEqual({
    code: 1,
    out: '',
    err: `${letter}: this is no electronic invoice that we know. Ask the seller for UBL, CII, Factur-X, ZUGFeRD or XRechnung.\n`,
  });
});

test('several files are one document a line; one that cannot be read has its error there', async () => {
  const { code, out } = await run('--json', invoice, letter, join(FOLDER, 'missing'));
  const documents = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(1);
  expect(documents).toMatchObject([
    { file: invoice, number: 'RE-1' },
    { file: letter, error: { what: 'this is no electronic invoice that we know' } },
    { file: join(FOLDER, 'missing'), error: { what: 'there is no such file' } },
  ]);
});

test.each([[['--json']], [['--colour', 'x']]])('%j is wrong usage', async (args) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '' });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await invoiceRead(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

function put(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}
