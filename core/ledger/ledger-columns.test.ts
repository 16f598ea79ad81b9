import { describe, expect, test } from 'vitest';
import { recogniseLedger } from './ledger-columns.ts';
import type { LedgerTable } from './ledger-table.ts';

/** A table written as lines with `|` between the cells. */
function table(text: string): LedgerTable {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return { header, rows, lines: rows.map((_row, at) => at + 2) };
}

function meanings(text: string): Record<string, string> {
  const { mapping } = recogniseLedger(table(text));
  return Object.fromEntries(mapping.columns.map(({ field, header }) => [field, header]));
}

test('English, with words that programs write together', () => {
  expect(
    meanings(`customerID | CustomerName | invoice_number | InvoiceDate | Due Date | Amount | Amount open | Currency
              C1 | Acme Ltd | INV-1 | 2026-01-01 | 2026-01-31 | 10.00 | 10.00 | EUR`),
  ).toEqual({
    customerNumber: 'customerID',
    customerName: 'CustomerName',
    reference: 'invoice_number',
    issuedOn: 'InvoiceDate',
    dueOn: 'Due Date',
    amount: 'Amount',
    openAmount: 'Amount open',
    currency: 'Currency',
  });
});

test('German', () => {
  expect(
    meanings(`Kd-Nr. | Firma | Beleg-Nr. | Belegart | Belegdatum | Fällig am | Bruttobetrag (EUR) | offener Betrag | Zahlungsbedingungen | Ansprechpartner | E-Mail
              10001 | Acme GmbH | RE-1 | Rechnung | 01.02.2026 | 03.03.2026 | 1.190,00 | 1.190,00 | 30 Tage netto | Frau Meyer | m@acme.example`),
  ).toEqual({
    customerNumber: 'Kd-Nr.',
    customerName: 'Firma',
    reference: 'Beleg-Nr.',
    kind: 'Belegart',
    issuedOn: 'Belegdatum',
    dueOn: 'Fällig am',
    amount: 'Bruttobetrag (EUR)',
    openAmount: 'offener Betrag',
    terms: 'Zahlungsbedingungen',
    contactName: 'Ansprechpartner',
    email: 'E-Mail',
  });
});

test('French', () => {
  expect(
    meanings(`N° client | Raison sociale | N° facture | Date de facture | Date d'échéance | Montant TTC | Reste à payer | Devise
              411ACME | Acme SARL | FA-1 | 01/02/2026 | 03/03/2026 | 1 190,00 | 1 190,00 | EUR`),
  ).toEqual({
    customerNumber: 'N° client',
    customerName: 'Raison sociale',
    reference: 'N° facture',
    issuedOn: 'Date de facture',
    dueOn: "Date d'échéance",
    amount: 'Montant TTC',
    openAmount: 'Reste à payer',
    currency: 'Devise',
  });
});

test.each([
  [
    'Dutch',
    'Klantnummer | Klantnaam | Factuurnummer | Factuurdatum | Vervaldatum | Factuurbedrag | Openstaand',
  ],
  [
    'Spanish',
    'Código cliente | Nombre cliente | Nº factura | Fecha factura | Vencimiento | Importe | Saldo pendiente',
  ],
  [
    'Italian',
    'Codice cliente | Ragione sociale | Numero fattura | Data fattura | Scadenza | Importo | Residuo',
  ],
  ['Swedish', 'Kundnr | Kundnamn | Fakturanr | Fakturadatum | Förfallodatum | Belopp | Restbelopp'],
  ['Danish', 'Kundenr. | Kundenavn | Fakturanr. | Fakturadato | Forfaldsdato | Beløb | Restbeløb'],
  [
    'Portuguese',
    'Nº do cliente | Nome do cliente | Número da fatura | Data da fatura | Vencimento | Valor | Em aberto',
  ],
])('%s', (_language, header) => {
  const fields = meanings(`${header}\n 7 | Acme | F-1 | 31/01/2026 | 28/02/2026 | 10,00 | 5,00`);
  const [customerNumber, customerName, reference, issuedOn, dueOn, amount, openAmount] = header
    .split('|')
    .map((cell) => cell.trim());
  expect(fields).toEqual({
    customerNumber,
    customerName,
    reference,
    issuedOn,
    dueOn,
    amount,
    openAmount,
  });
});

describe('lists as programs export them', () => {
  test('a contact program that knows no customers', () => {
    expect(
      meanings(`ContactName | EmailAddress | InvoiceNumber | Reference | InvoiceDate | DueDate | Total | TaxTotal | InvoiceAmountPaid | InvoiceAmountDue | Currency
                Acme Ltd | ap@acme.example | INV-1 | PO 7 | 13/02/2026 | 15/03/2026 | 1200.00 | 200.00 | 200.00 | 1000.00 | GBP`),
    ).toMatchObject({
      customerName: 'ContactName',
      reference: 'InvoiceNumber',
      amount: 'Total',
      paidAmount: 'InvoiceAmountPaid',
      openAmount: 'InvoiceAmountDue',
    });
  });

  test('an ageing report with short headers', () => {
    expect(
      meanings(`Date | Transaction Type | Num | Customer | Due Date | Amount | Open Balance
                09/15/2026 | Invoice | 1001 | Acme Inc | 10/15/2026 | 1250.00 | 1250.00`),
    ).toEqual({
      issuedOn: 'Date',
      kind: 'Transaction Type',
      reference: 'Num',
      customerName: 'Customer',
      dueOn: 'Due Date',
      amount: 'Amount',
      openAmount: 'Open Balance',
    });
    expect(
      meanings(`A/C | Name | Date | Type | Ref | Details | Amount | O/S Amount
                ACME1 | Acme Ltd | 13/02/2026 | SI | INV-1 | Goods | 120.00 | 120.00`),
    ).toMatchObject({
      customerNumber: 'A/C',
      customerName: 'Name',
      kind: 'Type',
      reference: 'Ref',
      openAmount: 'O/S Amount',
    });
  });

  test('a large system in which the customer is a number', () => {
    expect(
      meanings(`Customer | Name 1 | Document Number | Document Type | Document Date | Posting Date | Net Due Date | Amount in Local Currency | Local Currency | Payment Terms
                0000100001 | Acme GmbH | 90001234 | RV | 01.02.2026 | 01.02.2026 | 03.03.2026 | 1.190,00 | EUR | Z030`),
    ).toMatchObject({
      customerNumber: 'Customer',
      customerName: 'Name 1',
      reference: 'Document Number',
      kind: 'Document Type',
      issuedOn: 'Document Date',
      dueOn: 'Net Due Date',
      amount: 'Amount in Local Currency',
      currency: 'Local Currency',
      terms: 'Payment Terms',
    });
  });

  test('debit, credit and balance of an account', () => {
    expect(
      meanings(`Konto | Kontobezeichnung | Rechnungs-Nr. | Datum | Fälligkeit | Betrag Soll | Betrag Haben | Saldo
                10001 | Acme GmbH | RE-17 | 01.02.2026 | 03.03.2026 | 1.190,00 | | 1.190,00`),
    ).toMatchObject({
      customerNumber: 'Konto',
      customerName: 'Kontobezeichnung',
      debit: 'Betrag Soll',
      credit: 'Betrag Haben',
      openAmount: 'Saldo',
    });
  });

  test('a bare number is the customer in a list of customers and the invoice in a list of invoices', () => {
    expect(meanings('number | name | country\nC100 | Acme Ltd | GB')).toMatchObject({
      customerNumber: 'number',
      customerName: 'name',
    });
    expect(
      meanings('number | customer | date | amount\nINV-1 | C100 | 2026-02-01 | 5.00'),
    ).toMatchObject({
      reference: 'number',
      customerNumber: 'customer',
    });
  });

  test('a bare name is the contact in a list of contacts', () => {
    expect(
      meanings(
        'customer_number | name | role | email\nC100 | Ms Larsen | Accounts | l@acme.example',
      ),
    ).toEqual({
      customerNumber: 'customer_number',
      contactName: 'name',
      contactRole: 'role',
      email: 'email',
    });
  });
});

test('the order of the columns does not matter', () => {
  expect(
    meanings(`Due date | Total | Invoice no | Customer | Date
              2026-03-03 | 12.00 | INV-1 | Acme Ltd | 2026-02-01`),
  ).toEqual({
    dueOn: 'Due date',
    amount: 'Total',
    reference: 'Invoice no',
    customerName: 'Customer',
    issuedOn: 'Date',
  });
});

test('a column is not taken for what its values cannot be', () => {
  expect(
    meanings(`Customer no | Invoice no | Due | Paid | Date | Amount
              C1 | INV-1 | 12.50 | 2026-01-01 | 2026-02-01 | 12.50`),
  ).not.toHaveProperty('dueOn');
});

test('the mapping is plain data that survives being saved', () => {
  const { mapping } = recogniseLedger(
    table('Customer no | Invoice no | Amount\nC1 | INV-1 | 1,50'),
  );
  expect(JSON.parse(JSON.stringify({ ...mapping, currency: 'EUR' }))).toEqual({
    ...mapping,
    currency: 'EUR',
  });
});

test('asks for the day order when all days are 12 or less and the terms make sense both ways', () => {
  const { mapping, questions } = recogniseLedger(
    table(`Customer no | Invoice no | Date | Amount | Currency
           C1 | INV-1 | 04/03/2026 | 1.50 | EUR`),
  );
  expect(mapping.dayOrder).toBe('DMY');
  expect(questions).toMatchObject([{ about: 'day_order', certainty: 'undecided' }]);
});

test('decides the day order by the payment terms when the days themselves do not show it', () => {
  const { mapping, questions } = recogniseLedger(
    table(`Customer no | Invoice no | Invoice date | Due date | Amount | Currency
           C1 | INV-1 | 01/03/2026 | 02/02/2026 | 1.50 | EUR
           C1 | INV-2 | 02/05/2026 | 03/07/2026 | 1.50 | EUR
           C1 | INV-3 | 04/02/2026 | 05/02/2026 | 1.50 | EUR
           C1 | INV-4 | 05/10/2026 | 06/09/2026 | 1.50 | EUR`),
  );
  expect(mapping.dayOrder).toBe('MDY');
  expect(questions).toMatchObject([{ about: 'day_order', certainty: 'likely' }]);
});

test('says when there is no customer number, no invoice number and no currency', () => {
  const { questions } = recogniseLedger(table('Customer | Amount\nAcme Ltd | 1.50'));
  expect(questions.map(({ about }) => about)).toEqual(['customer_number', 'columns', 'currency']);
});

test('takes the currency from the header of the amount', () => {
  const { mapping } = recogniseLedger(
    table('Customer no | Invoice no | Amount (SEK)\nC1 | 1 | 1.50'),
  );
  expect(mapping.currency).toBe('SEK');
});

test('documents with days and no amount are asked for it, and not taken for customers alone', () => {
  const { questions } = recogniseLedger(
    table(`Customer no | Invoice no | Due date | Wert in Haus
           C1 | R-1 | 2026-03-02 | siehe Anlage`),
  );
  expect(questions).toMatchObject([
    { about: 'columns', what: 'no column holds the amount of the documents' },
  ]);
});
