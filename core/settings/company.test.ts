import { expect, test } from 'vitest';
import { bankAccountFor, COMPANY, isIban } from './company.ts';

const account = { currency: 'EUR', iban: 'NL91 ABNA 0417 1643 00', bic: 'ABNANL2A', bank: '' };

test.each([
  ['with groups of four', 'NL91 ABNA 0417 1643 00', true],
  ['without', 'GB82WEST12345698765432', true],
  ['in small letters', 'de89370400440532013000', true],
  ['with one digit changed', 'DE89370400440532013001', false],
  ['with two digits swapped', 'DE89370400440532010300', false],
  ['cut short', 'DE8937040044', false],
  ['empty', '', false],
])('an IBAN %s', (_how, text, valid) => {
  expect(isIban(text)).toBe(valid);
});

test('a company needs a time zone that exists and bank accounts that can be paid to', () => {
  const company = { ...COMPANY.defaults, bankAccounts: [account] };
  expect(COMPANY.broken(company)).toBeUndefined();
  expect(COMPANY.broken({ ...company, timeZone: 'Europe/Atlantis' })).toBe('time_zone_must_exist');
  expect(
    COMPANY.broken({ ...company, bankAccounts: [{ ...account, iban: 'NL91ABNA0417164301' }] }),
  ).toBe('iban_must_be_valid');
});

test('a letter names the account of its currency, and else the first', () => {
  const dollars = { ...account, currency: 'USD', bank: 'Dollar bank' };
  const company = { ...COMPANY.defaults, bankAccounts: [account, dollars] };
  expect(bankAccountFor(company, 'USD')).toBe(dollars);
  expect(bankAccountFor(company, 'GBP')).toBe(account);
  expect(bankAccountFor(COMPANY.defaults, 'GBP')).toBeUndefined();
});
