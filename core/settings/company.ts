import type { SettingDocument } from './setting.ts';

/** The legal entity that writes the letters and receives the money. */
export type Company = {
  readonly name: string;
  readonly addressLines: readonly string[];
  /** ISO 3166 code of two letters. */
  readonly country: string;
  readonly registration: string;
  readonly vatId: string;
  readonly phone: string;
  readonly email: string;
  readonly website: string;
  /** Where customers pay; the first one for a currency is printed. */
  readonly bankAccounts: readonly CompanyBankAccount[];
  /** Who signs the letters, by name and by what they do here. */
  readonly signatory: { readonly name: string; readonly role: string };
};

export type CompanyBankAccount = {
  readonly iban: string;
  readonly bic: string;
  readonly bankName: string;
  /** ISO 4217; an empty text says: every currency. */
  readonly currency: string;
};

export type CompanyRefusal =
  | 'company_must_have_a_name'
  | 'country_must_be_two_letters'
  | 'iban_must_be_valid'
  | 'iban_must_be_unique'
  | 'email_must_be_an_address';

export const COMPANY: SettingDocument<Company, CompanyRefusal> = {
  room: 'company',
  defaults: {
    name: '',
    addressLines: [],
    country: '',
    registration: '',
    vatId: '',
    phone: '',
    email: '',
    website: '',
    bankAccounts: [],
    signatory: { name: '', role: '' },
  },
  broken: (company) => {
    if (company.name.trim() === '') return 'company_must_have_a_name';
    if (!/^([A-Z]{2})?$/.test(company.country)) return 'country_must_be_two_letters';
    const accounts = company.bankAccounts.map(({ iban, currency }) => `${iban} ${currency}`);
    if (company.bankAccounts.some(({ iban }) => !isIban(iban))) return 'iban_must_be_valid';
    if (new Set(accounts).size < accounts.length) return 'iban_must_be_unique';
    if (company.email !== '' && !isMailAddress(company.email)) return 'email_must_be_an_address';
    return undefined;
  },
};

/** ISO 13616: two letters, two check digits, up to 30 characters, and the remainder by 97 is 1. */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(text)) return false;
  const rearranged = text.slice(4) + text.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** What people type and banks print: spaces between groups, small letters. */
export function ibanText(text: string): string {
  return text.replaceAll(/\s/g, '').toUpperCase();
}

/**
 * One plain mailbox: no quoted local part, no comment, no second address, nothing that a mail
 * header could be split with.
 */
export function isMailAddress(text: string): boolean {
  return (
    text.length <= 254 &&
    /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/.test(
      text,
    ) &&
    text.indexOf('@') <= 64
  );
}
