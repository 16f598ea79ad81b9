import { describe, expect, test } from 'vitest';
import { moneyText } from '../kernel/money.ts';
import { documentStatusOf, paymentStatusOf } from './document-status.ts';
import { recogniseLedger } from './ledger-columns.ts';
import { readLedger } from './read-ledger.ts';

describe('what a list says of the state of a document', () => {
  test.each([
    ['Paid', 'paid'],
    ['Not Paid', 'open'],
    ['In Payment', 'paid'],
    ['Partially paid', 'partly_paid'],
    ['Unpaid', 'open'],
    ['Awaiting Payment', 'open'],
    ['Voided', 'void'],
    ['bezahlt', 'paid'],
    ['unbezahlt', 'open'],
    ['Teilbezahlt', 'partly_paid'],
    ['Überfällig', 'open'],
    ['Storniert', 'void'],
    ['Entwurf', 'void'],
    ['Payée', 'paid'],
    ['Impayée', 'open'],
    ['Brouillon', 'void'],
    ['Betaald', 'paid'],
    ['Anulada', 'void'],
    ['Cobrado', 'paid'],
    ['Da saldare', 'open'],
    ['Saldata', 'paid'],
    ['Förfallen', 'open'],
    ['Obetald', 'open'],
    ['Makulerad', 'void'],
    ['Zapłacona', 'paid'],
    ['Niezapłacona', 'open'],
    ['on its way', undefined],
  ])('%s', (text, status) => {
    expect(documentStatusOf(text)).toBe(status);
  });

  test('a column that asks whether it is paid says yes and no', () => {
    expect(['TRUE', '1', 'ja', 'FALSE', '0', 'nein'].map(paymentStatusOf)).toEqual([
      'paid',
      'paid',
      'paid',
      'open',
      'open',
      'open',
    ]);
  });
});

describe('a list with states', () => {
  test('drafts and what was cancelled are left out and said, and what is paid is settled', () => {
    const { items, problems } =
      read(`Customer | Invoice number | Invoice date | Due date | Total | Invoice status
      Acme | R-1 | 2026-01-15 | 2026-02-14 | 100.00 | Sent
      Acme | R-2 | 2026-01-16 | 2026-02-15 | 200.00 | Paid
      Acme | R-3 | 2026-01-17 | 2026-02-16 | 300.00 | Draft
      Acme | R-4 | 2026-01-18 | 2026-02-17 | 400.00 | Void
      Acme | R-5 | 2026-01-19 | 2026-02-18 | 500.00 | Partially paid`);
    expect(items.map(({ reference, openAmount }) => [reference, openText(openAmount)])).toEqual([
      ['R-1', undefined],
      ['R-2', '0.00'],
      ['R-5', undefined],
    ]);
    expect(problems.map(({ line, what, severity }) => [line, what, severity])).toEqual([
      [4, 'it is a draft, or cancelled', 'warning'],
      [5, 'it is a draft, or cancelled', 'warning'],
    ]);
  });

  test('the amount that is open says more than a state of being open', () => {
    const { items } = read(`Kunde | Rechnungsnummer | Datum | Brutto | Offen | Zahlungsstatus
      Acme | R-1 | 15.01.2026 | 100,00 | 40,00 | offen
      Acme | R-2 | 16.01.2026 | 100,00 | 100,00 | bezahlt`);
    expect(items.map(({ openAmount }) => openText(openAmount))).toEqual(['40.00', '0.00']);
  });

  test('one paid in part on a day is not settled by that day', () => {
    const { items } = read(`Kunde | Rechnungsnummer | Datum | Brutto | Status | Bezahlt am
      Acme | R-1 | 15.01.2026 | 100,00 | teilbezahlt | 20.01.2026
      Acme | R-2 | 16.01.2026 | 100,00 | bezahlt | 20.01.2026`);
    expect(items.map(({ openAmount }) => openText(openAmount))).toEqual([undefined, '0.00']);
  });
});

function read(text: string) {
  const [header = [], ...rows] = text
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  const table = { header, rows, lines: rows.map((_row, at) => at + 2) };
  return readLedger(table, { ...recogniseLedger(table).mapping, currency: 'EUR' });
}

function openText(open: Parameters<typeof moneyText>[0] | undefined): string | undefined {
  return open && moneyText(open);
}
