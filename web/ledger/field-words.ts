import type { LedgerField } from '@goodterms/core/ledger/ledger-vocabulary.ts';

/** What a column may mean, in words, in the order in which they are offered. */
export const FIELD_WORDS = {
  customerNumber: 'Customer: number',
  customerName: 'Customer: name',
  parentNumber: 'Customer: number of the parent',
  legalId: 'Customer: VAT or register number',
  country: 'Customer: country',
  language: 'Customer: language',
  creditLimit: 'Customer: credit limit',
  riskClass: 'Customer: risk class',
  collector: 'Customer: who looks after it',
  iban: 'Customer: bank account',
  contactName: 'Contact: name',
  contactRole: 'Contact: role',
  email: 'Contact: e-mail',
  phone: 'Contact: phone',
  kind: 'Document: kind',
  reference: 'Document: number',
  creditNoteNumber: 'Document: number of a credit note',
  paymentNumber: 'Document: number of a payment',
  against: 'Document: which invoice it settles',
  orderReference: 'Document: order number',
  paymentReference: 'Document: payment reference',
  issuedOn: 'Day: issued',
  dueOn: 'Day: due',
  paidOn: 'Day: paid',
  terms: 'Day: payment terms',
  amount: 'Amount',
  openAmount: 'Amount: still open',
  documentStatus: 'Document: state',
  voided: 'Document: cancelled or not',
  paymentStatus: 'Document: paid or not',
  paidAmount: 'Amount: paid',
  debit: 'Amount: debit',
  credit: 'Amount: credit',
  currency: 'Currency',
} satisfies Readonly<Record<LedgerField, string>>;

const WORDS: Readonly<Record<string, string>> = FIELD_WORDS;

export function fieldWords(field: string): string {
  return WORDS[field] ?? field;
}

const DAYS: ReadonlySet<string> = new Set<LedgerField>(['issuedOn', 'dueOn', 'paidOn']);
const AMOUNTS: ReadonlySet<string> = new Set<LedgerField>([
  'amount',
  'openAmount',
  'paidAmount',
  'debit',
  'credit',
  'creditLimit',
]);

/** How what stands in a column is read: as a day, an amount, or as it is. */
export function readAs(field: string | null): 'day' | 'amount' | 'text' {
  if (field === null) return 'text';
  if (DAYS.has(field)) return 'day';
  return AMOUNTS.has(field) ? 'amount' : 'text';
}
