import type { SettingDocument } from './setting.ts';

/** The legal entity that writes the letters and receives the money. */
export type Company = {
  readonly name: string;
  /** As printed, line by line. */
  readonly address: string;
  /** ISO 3166, two letters; its public holidays are ours. */
  readonly country: string;
  /** IANA name, such as Europe/Amsterdam: it decides which day today is. */
  readonly timeZone: string;
  /** The currency we count in when several meet. */
  readonly currency: string;
  /** Whom to call. */
  readonly phone: string;
  readonly email: string;
  /** Who signs the letters. */
  readonly signature: string;
  /** Where customers pay, at most one account a currency is printed: the first. */
  readonly bankAccounts: readonly CompanyBankAccount[];
};

export type CompanyBankAccount = {
  readonly currency: string;
  readonly iban: string;
  readonly bic: string;
  readonly bank: string;
};

export type CompanyRefusal = 'time_zone_must_exist' | 'iban_must_be_valid';

export const COMPANY: SettingDocument<Company, CompanyRefusal> = {
  name: 'settings.company',
  defaults: {
    name: '',
    address: '',
    country: 'NL',
    timeZone: 'Europe/Amsterdam',
    currency: 'EUR',
    phone: '',
    email: '',
    signature: '',
    bankAccounts: [],
  },
  broken: ({ timeZone, bankAccounts }) => {
    if (!isTimeZone(timeZone)) return 'time_zone_must_exist';
    if (bankAccounts.some(({ iban }) => !isIban(iban))) return 'iban_must_be_valid';
    return undefined;
  },
};

/** The account that a letter about `currency` names. */
export function bankAccountFor(company: Company, currency: string): CompanyBankAccount | undefined {
  return (
    company.bankAccounts.find((account) => account.currency === currency) ?? company.bankAccounts[0]
  );
}

/** ISO 13616: two letters, two check digits, up to 30 characters, and the remainder by 97 is 1. */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(/\s/g, '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/.test(iban)) return false;
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
