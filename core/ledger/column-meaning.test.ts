import { describe, expect, test } from 'vitest';
import { recogniseLedger } from './ledger-columns.ts';
import { fieldsNamedBy } from './ledger-headers.ts';

function meanings(text: string): Record<string, string> {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const table = { header, rows, lines: rows.map((_row, at) => at + 2) };
  return Object.fromEntries(
    recogniseLedger(table).mapping.columns.map(({ field, header: name }) => [field, name]),
  );
}

describe('columns that are mistaken for others', () => {
  test('an account of our books is no number of a customer', () => {
    const found = meanings(`Contact name | Invoice number | Invoice date | Total | Account code
      Acme | R-1 | 2026-01-15 | 10.00 | 200
      Berg | R-2 | 2026-01-16 | 20.00 | 200
      Claus | R-3 | 2026-01-17 | 30.00 | 200`);
    expect(found).toMatchObject({ customerName: 'Contact name' });
    expect(found['customerNumber']).toBeUndefined();
  });

  test('what is sold to everybody is no name of a customer', () => {
    const found = meanings(`kdnr | rechnungsnummer | datum | bezeichnung | aktuelloffen
      10 | R-1 | 15.01.2026 | Beitrag 2026 | 10,00
      11 | R-2 | 16.01.2026 | Beitrag 2026 | 20,00`);
    expect(found).toMatchObject({ customerNumber: 'kdnr', openAmount: 'aktuelloffen' });
    expect(found['customerName']).toBeUndefined();
  });

  test('the number of the invoice comes before that of the booking', () => {
    expect(
      meanings(`Kundenr. | Kundenavn | Bilagsnr. | Fakturanr. | Dato | Beløb
        1 | Hansen | 10 | 2001 | 15-01-2026 | 100,00`),
    ).toMatchObject({ reference: 'Fakturanr.' });
    expect(
      meanings(`A/C | Name | No | Type | Date | Ref | Balance
        A1 | Acme | 1250 | SI | 15/01/2026 | 10043 | 100.00`),
    ).toMatchObject({ reference: 'Ref' });
  });

  test('net amounts and parts are no amount of the invoice', () => {
    expect(
      meanings(`Number | Partner | Invoice/Bill Date | Untaxed Amount Signed | Total Signed | Amount Due Signed
        R/1 | Acme | 2026-01-15 | 100.00 | 119.00 | 19.00`),
    ).toMatchObject({ amount: 'Total Signed', openAmount: 'Amount Due Signed' });
  });

  test('amounts of credit notes are no numbers of credit notes', () => {
    const found =
      meanings(`Party | Voucher No | Posting Date | Invoiced Amount | Credit Note | Outstanding Amount
      C-1 | S-1 | 2026-01-15 | 100.00 | 0.00 | 100.00
      C-2 | S-2 | 2026-01-16 | 100.00 | 10.00 | 90.00`);
    expect(found['creditNoteNumber']).toBeUndefined();
    expect(found).toMatchObject({ customerNumber: 'Party', reference: 'Voucher No' });
  });

  test('noughts and ones under paid are an answer and no amount', () => {
    expect(
      meanings(`Tiers | Ref. facture | Date facture | Total TTC | Facture payée
        Acme | FA-1 | 2026-01-15 | 120 | 0
        Berg | FA-2 | 2026-01-16 | 240 | 1`),
    ).toMatchObject({
      customerName: 'Tiers',
      reference: 'Ref. facture',
      paymentStatus: 'Facture payée',
    });
  });

  test('German without its own letters, and whose clock it is', () => {
    expect(
      meanings(`Kunde | Rechnungsnummer | Rechnungsdatum | Faelligkeitsdatum | Betrag | Waehrung
        Acme | R-1 | 15.01.2026 | 14.02.2026 | 10,00 | EUR`),
    ).toMatchObject({ dueOn: 'Faelligkeitsdatum', currency: 'Waehrung' });
    expect(
      meanings(`Customer | Number | Date (UTC) | Due Date (UTC) | Total | Currency
        Acme | R-1 | 2026-01-15 10:12 | 2026-02-14 10:12 | 10.00 | usd`),
    ).toMatchObject({ issuedOn: 'Date (UTC)', dueOn: 'Due Date (UTC)' });
  });
});

describe('headers that no phrase says', () => {
  test.each([
    ['BP Code', 'customerNumber'],
    ['BP Name', 'customerName'],
    ['CompAuxNum', 'customerNumber'],
    ["Party's Name", 'customerName'],
    ['Reference Nbr.', 'reference'],
    ['Invoice/CM #', 'reference'],
    ['Nº Documento', 'reference'],
    ['Dated On', 'issuedOn'],
    ['Vto.', 'dueOn'],
    ['Due On', 'dueOn'],
    ['Total Value', 'amount'],
    ['Gesamt brutto', 'amount'],
    ['Totaalprijs incl. btw', 'amount'],
    ['Due Value', 'openAmount'],
    ['Pdte.', 'openAmount'],
    ['Relatiecode', 'customerNumber'],
    ['Relatienaam', 'customerName'],
    ['Transaction#', 'reference'],
    ['Číslo dokladu', 'reference'],
    ['Odběratel', 'customerName'],
    ['Datum splatnosti', 'dueOn'],
    ['Betalingsfrist', 'dueOn'],
    ['Zbývá uhradit', 'openAmount'],
    ['Kvar att betala', 'openAmount'],
    ['Bruttó összeg', 'amount'],
    ['Laskun loppusumma', 'amount'],
    ['Importe vencimiento', 'amount'],
    ['Kwota opłacona', 'paidAmount'],
    ['Pending Amount', 'openAmount'],
  ])('%s', (header, field) => {
    expect(fieldsNamedBy(header).map((named) => named.field)).toContain(field);
  });

  test.each([
    'Order Date',
    'Expected Date',
    'Bank Account Code',
    'Days Late',
    'Net Value',
    'Unit Price',
  ])('%s says nothing of a document', (header) => {
    const found = meanings(`Customer no | Invoice no | Amount | ${header}
        C1 | R-1 | 10.00 | 2026-01-15`);
    expect(Object.values(found)).not.toContain(header);
  });
});
