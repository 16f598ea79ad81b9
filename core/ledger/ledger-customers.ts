import type { ContactRecord, CustomerRecord } from '../customers/customer-record.ts';
import type { ContactId, CustomerId } from '../kernel/id.ts';
import type { Currency } from '../kernel/money.ts';
import {
  bankAccountKey,
  type BookedContact,
  type BookedCustomer,
  type LedgerBooks,
} from './ledger-books.ts';
import type { LedgerBankAccount, LedgerContact, LedgerCustomer } from './ledger-file.ts';

/** What a ledger file changes about customers, their people and their bank accounts. */
export type CustomerDifference = {
  readonly added: readonly CustomerRecord[];
  readonly changed: readonly CustomerChange[];
  readonly unchanged: number;
  readonly contacts: ContactDifference;
  readonly bankAccounts: {
    readonly added: readonly LedgerBankAccount[];
    readonly unchanged: number;
  };
};

export type CustomerChange = {
  readonly id: CustomerId;
  readonly after: CustomerRecord;
  readonly fields: readonly (keyof CustomerRecord)[];
};

export type ContactDifference = {
  readonly added: readonly ContactRecord[];
  readonly changed: readonly (ContactRecord & { readonly id: ContactId })[];
  readonly unchanged: number;
};

export type CustomerDefaults = { readonly currency: Currency; readonly language: string };

type CustomerSide = {
  readonly customers: readonly LedgerCustomer[];
  readonly contacts: readonly LedgerContact[];
  readonly bankAccounts: readonly LedgerBankAccount[];
};

/** What the file does not say stays as it is. */
export function compareCustomers(
  file: CustomerSide,
  books: LedgerBooks,
  defaults: CustomerDefaults,
): CustomerDifference {
  const added: CustomerRecord[] = [];
  const changed: CustomerChange[] = [];
  let unchanged = 0;
  for (const said of file.customers) {
    const collectorId = books.colleagues.get(said.collector?.toLowerCase() ?? '');
    const known = books.customers.get(said.number);
    if (known === undefined) {
      added.push(newCustomer(said, collectorId, defaults));
      continue;
    }
    const after = overlay(known, said, collectorId);
    const fields = FIELDS.filter((field) => after[field] !== known[field]);
    if (fields.length === 0) unchanged += 1;
    else changed.push({ id: known.id, after, fields });
  }
  const contacts = compareContacts(file.contacts, books);
  const fresh = file.bankAccounts.filter(
    ({ customerNumber, account }) =>
      !books.bankAccounts.has(bankAccountKey(customerNumber, account)),
  );
  const bankAccounts = { added: fresh, unchanged: file.bankAccounts.length - fresh.length };
  return { added, changed, unchanged, contacts, bankAccounts };
}

const FIELDS: readonly (keyof CustomerRecord)[] = [
  'name',
  'parentNumber',
  'legalId',
  'country',
  'currency',
  'language',
  'termDays',
  'creditLimit',
  'riskClass',
  'collectorId',
];

function newCustomer(
  said: LedgerCustomer,
  collectorId: string | undefined,
  { currency, language }: CustomerDefaults,
): CustomerRecord {
  return {
    number: said.number,
    name: said.name ?? said.number,
    parentNumber: said.parentNumber,
    legalId: said.legalId,
    country: said.country,
    currency: said.currency ?? currency,
    language: said.language ?? language,
    termDays: said.termDays,
    creditLimit: said.creditLimit?.minor,
    riskClass: said.riskClass,
    collectorId,
  };
}

function overlay(
  known: BookedCustomer,
  said: LedgerCustomer,
  collectorId: string | undefined,
): CustomerRecord {
  return {
    number: known.number,
    name: said.name ?? known.name,
    parentNumber: said.parentNumber ?? known.parentNumber,
    legalId: said.legalId ?? known.legalId,
    country: said.country ?? known.country,
    // The rows of a customer who is billed in several currencies say different ones.
    currency: known.currency,
    language: said.language ?? known.language,
    termDays: said.termDays ?? known.termDays,
    creditLimit: said.creditLimit?.minor ?? known.creditLimit,
    riskClass: said.riskClass ?? known.riskClass,
    collectorId: collectorId ?? known.collectorId,
  };
}

/** A contact is known by its address, or without one by its name. */
function compareContacts(said: readonly LedgerContact[], books: LedgerBooks): ContactDifference {
  const added = new Map<string, ContactRecord>();
  const changed = new Map<ContactId, ContactRecord & { id: ContactId }>();
  const withContact = new Set(books.contacts.keys());
  let unchanged = 0;
  for (const contact of said) {
    const { customerNumber } = contact;
    const known = books.contacts.get(customerNumber)?.find((one) => isSame(one, contact));
    if (known === undefined) {
      const key = `${customerNumber}\n${contact.email?.toLowerCase() ?? contact.name}`;
      if (added.has(key)) continue;
      added.set(key, { ...contactRecord(contact), isPrimary: !withContact.has(customerNumber) });
      withContact.add(customerNumber);
      continue;
    }
    const after = {
      id: known.id,
      customerNumber,
      name: contact.name,
      role: contact.role ?? known.role,
      email: known.email,
      phone: contact.phone ?? known.phone,
      language: contact.language ?? known.language,
      isPrimary: false,
    };
    const same =
      after.name === known.name &&
      after.role === known.role &&
      after.phone === known.phone &&
      after.language === known.language;
    if (same) unchanged += 1;
    else changed.set(known.id, after);
  }
  return { added: [...added.values()], changed: [...changed.values()], unchanged };
}

function contactRecord({ customerNumber, name, role, email, phone, language }: LedgerContact) {
  return { customerNumber, name, role, email, phone, language };
}

function isSame(known: BookedContact, said: LedgerContact): boolean {
  if (said.email === undefined) return known.name === said.name;
  return known.email?.toLowerCase() === said.email.toLowerCase();
}
