import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import {
  amountsWords,
  amountWords,
  dayWords,
  greeting,
  invoicesWords,
  letterLanguage,
} from './wording.ts';

const EUR = toCurrency('EUR');

test.each([
  [125000n, 'EUR', '€1,250.00', '1.250,00 €'],
  [5n, 'EUR', '€0.05', '0,05 €'],
  [99999n, 'GBP', '£999.99', '999,99 £'],
  [123456789n, 'USD', 'US$1,234,567.89', '1.234.567,89 US$'],
  [100000n, 'CHF', 'CHF 1,000.00', '1.000,00 CHF'],
  [125000n, 'JPY', 'JPY 125,000', '125.000 JPY'],
  [1250500n, 'KWD', 'KWD 1,250.500', '1.250,500 KWD'],
  [-125000n, 'EUR', '-€1,250.00', '-1.250,00 €'],
])('%s minor units of %s read %s and %s', (minor, currency, english, german) => {
  const amount = money(minor, toCurrency(currency));
  expect(amountWords(amount, 'en')).toBe(english);
  expect(amountWords(amount, 'de')).toBe(german);
});

test('amounts of two currencies stand side by side', () => {
  const amounts = [money(100n, EUR), money(200n, toCurrency('USD'))];
  expect(amountsWords(amounts, 'en')).toBe('€1.00 and US$2.00');
  expect(amountsWords(amounts, 'de')).toBe('1,00 € und 2,00 US$');
});

test('a day is written in words and in figures', () => {
  expect(dayWords(toDay('2026-03-03'), 'en')).toBe('Tuesday 3 March 2026 (2026-03-03)');
  expect(dayWords(toDay('2026-03-03'), 'de')).toBe('Dienstag, 3. März 2026 (2026-03-03)');
});

test('a person is greeted by the name they like, a company by its team', () => {
  expect(greeting('Ms Larsen', 'Acme', 'en')).toBe('Dear Ms Larsen');
  expect(greeting('Frau Larsen', 'Acme', 'de')).toBe('Guten Tag Frau Larsen');
  expect(greeting(undefined, 'Acme', 'en')).toBe('Dear team at Acme');
});

test('up to three invoices are named, more are counted', () => {
  expect(invoicesWords(['17'], 'en')).toBe('invoice 17');
  expect(invoicesWords(['17', '18', '19'], 'de')).toBe('Rechnungen 17, 18 und 19');
  expect(invoicesWords(['17', '18', '19', '20'], 'en')).toBe('4 invoices');
});

test('a reader of a language without templates gets English', () => {
  expect(letterLanguage('de-AT')).toBe('de');
  expect(letterLanguage('fr')).toBe('en');
});
