import { describe, expect, test } from 'vitest';
import { moneyText } from '../kernel/money.ts';
import { recogniseLedger } from './ledger-columns.ts';
import type { LedgerTable } from './ledger-table.ts';
import { readLedger } from './read-ledger.ts';

function table(text: string): LedgerTable {
  const [header = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return { header, rows, lines: rows.map((_row, at) => at + 2) };
}

function meanings(text: string): Record<string, string> {
  const { columns } = recogniseLedger(table(text)).mapping;
  return Object.fromEntries(columns.map(({ field, header }) => [field, header]));
}

function items(text: string): string[] {
  const file = table(text);
  const { mapping } = recogniseLedger(file);
  const read = readLedger(file, { ...mapping, currency: mapping.currency ?? 'EUR' });
  return read.items.map(({ kind, reference, amount }) =>
    [kind, reference, moneyText(amount)].join(' '),
  );
}

describe('columns whose names nobody has taught us', () => {
  test('one text for each customer number beside it is the name', () => {
    expect(
      meanings(`Customer no | Zorp | Invoice no | Date | Amount
        10 | Acme | R-1 | 2026-01-15 | 10.00
        10 | Acme | R-2 | 2026-01-16 | 11.00
        11 | Berg | R-3 | 2026-01-17 | 12.00`),
    ).toMatchObject({ customerName: 'Zorp' });
    expect(
      meanings(`Customer no | Zorp | Invoice no | Date | Amount
        10 | hammer | R-1 | 2026-01-15 | 10.00
        10 | nails | R-2 | 2026-01-16 | 11.00
        11 | saw | R-3 | 2026-01-17 | 12.00`)['customerName'],
    ).toBeUndefined();
  });

  test('one code for each name beside it is the number, if it is called by the customer', () => {
    expect(
      meanings(`Klant | Naam | Factuurnummer | Datum | Bedrag
        ACME | Acme BV | R-1 | 15-01-2026 | 10,00
        BERG | Berg BV | R-2 | 16-01-2026 | 11,00`),
    ).toMatchObject({ customerNumber: 'Klant', customerName: 'Naam' });
  });

  test('the only other day before the due day is that of the issue', () => {
    expect(
      meanings(`Customer no | Invoice no | Zorp | Due date | Amount
        10 | R-1 | 2026-01-15 | 2026-02-14 | 10.00
        11 | R-2 | 2026-01-16 | 2026-02-15 | 11.00`),
    ).toMatchObject({ issuedOn: 'Zorp', dueOn: 'Due date' });
  });

  test.each([
    ['Zorp', '2026-02-14', 'Zorp'],
    ['Zorp', '2026-01-18', undefined],
    ['Lieferdatum', '2026-02-14', undefined],
  ])('of %s on %s the due day is %s', (header, day, due) => {
    expect(
      meanings(`Customer no | Invoice no | Invoice date | ${header} | Amount
        10 | R-1 | 2026-01-15 | ${day} | 10.00
        11 | R-2 | 2026-01-15 | ${day} | 11.00`)['dueOn'],
    ).toBe(due);
  });

  test('a few words that are all called so are the kinds', () => {
    expect(
      items(`Customer no | Invoice no | Date | Zorp | Amount
        10 | R-1 | 2026-01-15 | Invoice | 10.00
        10 | P-1 | 2026-01-16 | Payment | -4.00`),
    ).toEqual(['invoice R-1 10.00', 'payment P-1 4.00']);
  });

  test('the only column with another word in every row is the number of the document', () => {
    expect(
      meanings(`Customer no | Date | Zorp | Amount
        10 | 2026-01-15 | R-1 | 10.00
        11 | 2026-01-16 | R-2 | 11.00`),
    ).toMatchObject({ reference: 'Zorp' });
  });
});

test('a list of documents without amounts asks for them, whatever it says of what was paid', () => {
  const { questions } = recogniseLedger(
    table(`Customer no | Zorp | Date | Due date | Blip | Paid
      10 | R-1 | 2026-01-15 | 2026-02-14 | 10.00 | 0.00`),
  );
  expect(questions).toMatchObject([{ what: 'no column holds the amount of the documents' }]);
});

describe('payments in a list of what is open', () => {
  test('have the number of their voucher where they have none of an invoice', () => {
    expect(
      items(`Customer no | Voucher | Invoice no | Date | Due date | Amount
        10 | 501 | R-1 | 2026-01-15 | 2026-02-14 | 10.00
        10 | 502 |     | 2026-01-20 |            | -4.00`),
    ).toEqual(['invoice R-1 10.00', 'payment 502 4.00']);
  });

  test('are told from credit notes by the invoice whose number they have', () => {
    expect(
      items(`Customer no | Invoice no | Date | Debit | Credit
        10 | R-1 | 2026-01-15 | 10.00 |
        10 | R-1 | 2026-01-20 |       | 4.00
        11 | G-1 | 2026-01-20 |       | 3.00`),
    ).toEqual(['invoice R-1 10.00', 'payment R-1 4.00', 'credit_note G-1 3.00']);
  });
});

describe('what a column does not say', () => {
  test('an amount that is not settled is open', () => {
    expect(
      meanings(`Customer no | Invoice no | Date | Amount | Amount not settled
        10 | R-1 | 2026-01-15 | 10.00 | 4.00`),
    ).toMatchObject({ amount: 'Amount', openAmount: 'Amount not settled' });
  });

  test('of two columns that make the amount a person says which is open', () => {
    const parts = (first: string, second: string) =>
      recogniseLedger(
        table(`Customer no | Invoice no | Date | Amount | Zorp | Blip
          10 | R-1 | 2026-01-15 | 119.00 | ${first} | ${second}
          11 | R-2 | 2026-01-16 | 238.00 | 238.00 | 0.00`),
      ).questions.find(({ about }) => about === 'openAmount');
    expect(parts('50.00', '69.00')).toMatchObject({
      certainty: 'undecided',
      choices: ['Zorp', 'Blip'],
    });
    expect(parts('100.00', '19.00')).toBeUndefined();
  });

  test('a second amount that is the first or less of it may be what is open', () => {
    const about = (second: string, values: readonly [string, string]) =>
      recogniseLedger(
        table(`Customer no | Invoice no | Date | Transaction amount | ${second}
          10 | R-1 | 2026-01-15 | 119.00 | ${values[0]}
          11 | R-2 | 2026-01-16 | 238.00 | ${values[1]}`),
      ).questions.find((question) => question.about === 'openAmount');
    expect(about('Amount DC', ['19.00', '238.00'])).toMatchObject({
      certainty: 'undecided',
      choices: ['Amount DC'],
    });
    expect(about('Net amount', ['100.00', '238.00'])).toBeUndefined();
    expect(about('Amount local', ['110.00', '238.00'])).toBeUndefined();
    expect(about('Amount DC', ['100.00', '200.00'])).toBeUndefined();
    expect(about('Amount DC', ['120.00', '238.00'])).toBeUndefined();
  });

  test('an amount in our currency is none of a row in another', () => {
    const list = (currency: string) => `Kd-Nr. | Rg-Nr. | Whg | Betrag FW | Offen FW | Offen CHF
      10 | R-1 | ${currency} | 100.00 | 100.00 | 95.00
      11 | R-2 | CHF | 50.00 | 20.00 | 20.00`;
    expect(meanings(list('EUR'))).toMatchObject({ currency: 'Whg', openAmount: 'Offen FW' });
    expect(meanings(list('CHF'))).toMatchObject({ openAmount: 'Offen CHF' });
  });

  test('a contact in a list of invoices is the customer, if each number has its own', () => {
    const list = (second: string) => `Number | Customer no | Contact | Due date | Amount
      R-1 | 10 | Acme | 2026-02-14 | 10.00
      R-2 | 11 | ${second} | 2026-02-15 | 11.00`;
    expect(meanings(list('Bolt'))).toMatchObject({ customerName: 'Contact' });
    expect(meanings(list('Acme'))).not.toHaveProperty('customerName');
  });

  test('a row that is cancelled by a column of its own is left out', () => {
    expect(
      items(`Customer no | Invoice no | Date | Amount | Cancelled
        10 | R-1 | 2026-01-15 | 10.00 | No
        11 | R-2 | 2026-01-16 | 11.00 | Yes`),
    ).toEqual(['invoice R-1 10.00']);
  });

  test('a day of noughts is none', () => {
    expect(
      items(`Customer no | Invoice no | Date | Due date | Amount
        10 | R-1 | 01/15/2026 | 00/00/0000 | 10.00`),
    ).toEqual(['invoice R-1 10.00']);
  });

  test('an account beside a name in the heading is not of the customer', () => {
    const found = meanings(`Date | Num | Account | Amount | name in the heading
      2026-01-15 | 1 | Receivables | 10.00 | Acme
      2026-01-16 | 2 | Undeposited | -10.00 | Acme`);
    expect(found).toMatchObject({ customerName: 'name in the heading' });
    expect(found['customerNumber']).toBeUndefined();
  });
});
