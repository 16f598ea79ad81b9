import { expect, test } from 'vitest';
import { readSaft } from './saft.ts';

function rows(inside: string): Record<string, string>[] {
  const { header, rows: cells } = readSaft(
    new TextEncoder().encode(`<AuditFile><Header><DefaultCurrencyCode>EUR</DefaultCurrencyCode>
      <SelectionCriteria><SelectionStartDate>2026-01-01</SelectionStartDate></SelectionCriteria>
      </Header>${inside}</AuditFile>`),
  );
  return cells
    .map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])))
    .filter(({ reference = '' }) => reference !== '');
}

const CUSTOMER =
  '<MasterFiles><Customers><Customer><CustomerID>C1</CustomerID><Name>Acme</Name></Customer></Customers></MasterFiles>';

test('payments whose lines name the customer settle the invoice that they name', () => {
  const found = rows(`${CUSTOMER}<SourceDocuments><SalesInvoices><Invoice><InvoiceNo>R-1</InvoiceNo>
    <CustomerInfo><CustomerID>C1</CustomerID></CustomerInfo><InvoiceDate>2026-01-20</InvoiceDate>
    <DocumentTotals><GrossTotal>121.00</GrossTotal></DocumentTotals></Invoice></SalesInvoices>
    <Payments><Payment><PaymentRefNo>P-1</PaymentRefNo><TransactionDate>2026-02-01</TransactionDate>
    <PaymentLine><SourceDocumentID>R-1</SourceDocumentID><CustomerID>C1</CustomerID>
    <DebitCreditIndicator>C</DebitCreditIndicator><PaymentLineAmount><Amount>21.00</Amount>
    </PaymentLineAmount></PaymentLine></Payment></Payments></SourceDocuments>`);
  expect(found).toMatchObject([
    { kind: 'invoice', reference: 'R-1', amount: '121.00' },
    { kind: 'payment', reference: 'P-1/1', amount: '-21.00', against: 'R-1' },
  ]);
});

test('what was owed on accounts of the customer itself is an opening balance', () => {
  const found = rows(`<MasterFiles><Customers><Customer><CustomerID>C1</CustomerID><Accounts>
    <Account><AccountID>2410</AccountID><OpeningDebitBalance>50.00</OpeningDebitBalance></Account>
    <Account><AccountID>2411</AccountID><OpeningCreditBalance>8.00</OpeningCreditBalance></Account>
    </Accounts></Customer></Customers></MasterFiles>`);
  expect(found).toMatchObject([{ kind: 'invoice', issuedOn: '2025-12-31', amount: '42.00' }]);
});

const line = (reference: string, side: string, amount: string) =>
  `<Line><AccountID>1500</AccountID><CustomerID>C1</CustomerID><${side}><Amount>${amount}</Amount></${side}>${reference}</Line>`;
const booking = (id: string, inside: string) =>
  `<Transaction><TransactionID>${id}</TransactionID><TransactionDate>2026-01-20</TransactionDate>${inside}</Transaction>`;

test.each([
  ['under its number', '<ReferenceNumber>R-1</ReferenceNumber>'],
  ['by a cross reference', '<CrossReference>R-1</CrossReference>'],
])('a booked payment that names an invoice %s settles it', (_how, reference) => {
  const invoice = line('<ReferenceNumber>R-1</ReferenceNumber>', 'DebitAmount', '100.00');
  const found = rows(
    `${CUSTOMER}<GeneralLedgerEntries><Journal>${booking('B-1', invoice)}${booking(
      'B-2',
      line(reference, 'CreditAmount', '30.00'),
    )}</Journal></GeneralLedgerEntries>`,
  );
  expect(found).toMatchObject([
    { kind: 'invoice', reference: 'R-1', amount: '100.00' },
    { kind: 'payment', reference: 'B-2', amount: '-30.00', against: 'R-1' },
  ]);
});
