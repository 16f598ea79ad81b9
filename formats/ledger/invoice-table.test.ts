import { expect, test } from 'vitest';
import { readInvoice } from '../invoice/read.ts';
import { invoiceTable } from './invoice-table.ts';

test('a credit note is set against the invoice that it names', () => {
  expect(rowOf('CreditNote', ['R-7'])).toMatchObject({ kind: 'credit note', against: 'R-7' });
});

test('one that names several, or none, is set against nothing by itself', () => {
  expect(rowOf('CreditNote', ['R-7', 'R-8'])['against']).toBeUndefined();
  expect(rowOf('CreditNote', [])['against']).toBeUndefined();
});

test('an invoice that names an earlier one settles nothing', () => {
  expect(rowOf('Invoice', ['R-7'])).toMatchObject({ kind: 'invoice' });
  expect(rowOf('Invoice', ['R-7'])['against']).toBeUndefined();
});

function rowOf(root: string, preceding: readonly string[]): Record<string, string> {
  const references = preceding.map(
    (number) =>
      `<BillingReference><InvoiceDocumentReference><ID>${number}</ID></InvoiceDocumentReference></BillingReference>`,
  );
  const text = `<${root}><ID>G-1</ID><DocumentCurrencyCode>EUR</DocumentCurrencyCode>${references.join('')}<LegalMonetaryTotal><PayableAmount>5.00</PayableAmount></LegalMonetaryTotal></${root}>`;
  const reading = readInvoice(new TextEncoder().encode(text));
  if (!reading.readable) throw new Error(reading.refusal.what);
  const { header, rows } = invoiceTable([
    { name: undefined, invoice: reading.invoice, customerNumber: 'K-1' },
  ]);
  return Object.fromEntries(header.map((name, at) => [name, rows[0]?.[at] ?? '']));
}
