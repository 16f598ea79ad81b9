import type { Company } from '@goodterms/core/settings/company.ts';
import { ibanFrom } from './ledger-files.ts';

/** The company whose books the demo shows. It does not exist, nor does anybody in it. */
export const DEMO_ACCOUNTS = {
  EUR: ibanFrom('DE', '000000001234567890'),
  GBP: ibanFrom('GB', 'NLIG00000012345678'),
  USD: ibanFrom('DE', '000000009876543210'),
} as const;

export const DEMO_COMPANY: Company = {
  name: 'Northlight Instruments GmbH',
  address: 'Lampenstraße 12\n10999 Berlin\nGermany',
  country: 'DE',
  timeZone: 'Europe/Berlin',
  currency: 'EUR',
  phone: '+49 30 555 0140',
  email: 'accounts@northlight.example',
  signature: 'Ada Lindqvist',
  bankAccounts: [
    { currency: 'EUR', iban: DEMO_ACCOUNTS.EUR, bic: 'NLIGDEB0XXX', bank: 'Example Bank' },
    { currency: 'GBP', iban: DEMO_ACCOUNTS.GBP, bic: 'NLIGGB20XXX', bank: 'Example Bank London' },
    { currency: 'USD', iban: DEMO_ACCOUNTS.USD, bic: 'NLIGDEB0XXX', bank: 'Example Bank' },
  ],
};

/** Ada leads, Ben collects, Cleo applies cash; one click makes the visitor Ada. */
export const DEMO_COLLEAGUES = [
  { name: 'Ada Lindqvist', email: 'ada@northlight.example', role: 'owner' },
  { name: 'Ben Adeyemi', email: 'ben@northlight.example', role: 'collector' },
  { name: 'Cleo Fontaine', email: 'cleo@northlight.example', role: 'clerk' },
] as const;
