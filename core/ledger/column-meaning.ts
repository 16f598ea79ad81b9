import { readDay } from '../kernel/written-day.ts';
import { answerOf, documentStatusOf, isVoided, paymentStatusOf } from './document-status.ts';
import { withColumnsByValues } from './columns-by-values.ts';
import { currencyInHeader, fieldsNamedBy, isPartOfAmount } from './ledger-headers.ts';
import type { LedgerField } from './ledger-vocabulary.ts';
import { readSidedAmount } from './sided-amount.ts';
import { withoutRunningBalance } from './running-balance.ts';

export type LedgerColumn = { readonly header: string; readonly field: LedgerField };

export const DAYS: readonly LedgerField[] = ['issuedOn', 'dueOn', 'paidOn'];
export const AMOUNTS: readonly LedgerField[] = [
  'amount',
  'debit',
  'credit',
  'openAmount',
  'paidAmount',
  'creditLimit',
];

type Candidate = LedgerColumn & {
  readonly column: number;
  readonly score: number;
  readonly values: readonly string[];
};

/** What kind of list it is, which decides what a bare 'number' or 'name' means. */
type ListKind = {
  readonly holdsItems: boolean;
  readonly holdsContacts: boolean;
  readonly fallsDue: boolean;
  readonly hasHeadings: boolean;
  /** Of the rows, where a column says it. */
  readonly currencies: ReadonlySet<string>;
};

/** Below this a header says nothing about the field. */
const SCORE_MIN = 20;
/** From here on a header says it in so many words. */
const SURE = 90;

/** Every column gets at most one meaning and every meaning one column, the clearest first. */
export function recogniseColumns(
  header: readonly string[],
  sample: readonly (readonly string[])[],
): LedgerColumn[] {
  const named: Candidate[] = header.flatMap((text, column) => {
    const values = sample.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '');
    return fieldsNamedBy(text).map(({ field, score }) => ({
      column,
      header: text,
      field,
      values,
      score: score * fitness(field, values),
    }));
  });
  const list = listKindOf(named);
  const candidates = named
    .map((candidate) => ({ candidate, score: candidate.score * sense(candidate, list) }))
    .filter(({ score }) => score > SCORE_MIN)
    .toSorted((a, b) => b.score - a.score || a.candidate.column - b.candidate.column);
  const taken = new Set<number>();
  const given = new Map<LedgerField, Candidate>();
  for (const { candidate } of candidates) {
    const { column, field } = candidate;
    if (taken.has(column) || given.has(field)) continue;
    taken.add(column);
    given.set(field, candidate);
  }
  withoutMistakenCustomer(given, sample);
  const columns = withColumnsByValues(withSomeCustomer(given, list, sample), header, sample);
  return withoutRunningBalance(inOrder(columns, header), header, sample);
}

/**
 * An account that is the same for all customers is one of our books, and a name that is the same
 * for all numbers is what is sold. Only words that may mean anything are mistaken so.
 */
function withoutMistakenCustomer(
  given: Map<LedgerField, Candidate>,
  sample: readonly (readonly string[])[],
): void {
  const number = given.get('customerNumber');
  const name = given.get('customerName') ?? given.get('contactName');
  if (number === undefined || name === undefined) return;
  const kinds = ({ column }: Candidate) =>
    new Set(sample.map((row) => (row[column] ?? '').trim()).filter((value) => value !== '')).size;
  const [numbers, names] = [kinds(number), kinds(name)];
  if (number.score < SURE && numbers * 2 <= names) given.delete('customerNumber');
  else if (name.score < SURE && names === 1 && numbers > 1) given.delete(name.field);
}

/** Programs that know only contacts call the customer one. */
function withSomeCustomer(
  found: ReadonlyMap<LedgerField, Candidate>,
  list: ListKind,
  sample: readonly (readonly string[])[],
): LedgerColumn[] {
  const given = new Map(
    [...found].map(([field, { header }]) => [field, { header, field }] as const),
  );
  const contact = given.get('contactName');
  const [called, number] = [found.get('contactName'), found.get('customerNumber')];
  const isPerson = number && called && (called.score >= SURE || !list.holdsItems);
  const isOneOfMany = number && called && !areOneToOne(number, called, sample);
  if (contact === undefined || given.has('customerName') || isPerson || isOneOfMany)
    return [...given.values()];
  const others = [...given.values()].filter((column) => column !== contact);
  return [...others, { header: contact.header, field: 'customerName' }];
}

function areOneToOne(one: Candidate, other: Candidate, sample: readonly (readonly string[])[]) {
  const pairs = sample.map((row) => [row[one.column] ?? '', row[other.column] ?? ''] as const);
  const kinds = [pairs.map(([left]) => left), pairs.map(([, right]) => right), pairs.map(String)];
  return new Set(kinds.map((values) => new Set(values).size)).size === 1;
}

function inOrder(columns: readonly LedgerColumn[], header: readonly string[]): LedgerColumn[] {
  return columns.toSorted((a, b) => header.indexOf(a.header) - header.indexOf(b.header));
}

function listKindOf(named: readonly Candidate[]): ListKind {
  const says = (fields: readonly LedgerField[], score: number) =>
    named.some((candidate) => fields.includes(candidate.field) && candidate.score >= score);
  const holdsItems = says(['amount', 'debit', 'credit', 'openAmount'], 40);
  const aboutCustomers = says(
    ['customerName', 'country', 'currency', 'terms', 'creditLimit', 'legalId', 'contactName'],
    SURE,
  );
  const holdsContacts =
    !holdsItems &&
    !aboutCustomers &&
    says(['customerNumber'], SURE) &&
    says(['email', 'phone', 'contactRole'], 50);
  const fallsDue = says(['dueOn', 'terms'], SURE);
  const hasHeadings = named.some(({ header }) => IN_HEADING.test(header));
  const [ofRows] = named
    .filter(({ field, score }) => field === 'currency' && score > 0)
    .toSorted((a, b) => b.score - a.score);
  return { holdsItems, holdsContacts, fallsDue, hasHeadings, currencies: new Set(ofRows?.values) };
}

const PAYMENT_REFERENCE = /^(payment ref(erence)?|zahlungsreferenz|betalingskenmerk)$/i;
const BARE_NUMBER =
  /^(number|num|no|nr|nummer|num[eé]ro|número|numer|code|código|codice|číslo|cislo|id)\.?$/i;
/** A booking's own number, beside which the invoice's is the one that payers quote. */
const VOUCHER = /beleg|bilag|boekstuk|voucher|pi[eè]ce|verifikat|dow[oó]d|journal|^no\.?$/i;
const ONE_SIDE = /\b(debit|credit|soll|haben|d[eé]bit|cr[eé]dit|debet|debe|haber|dare|avere)\b/i;
const BARE_NAME = /^(name|nom|naam|nombre|nome|namn|navn)$/i;

/** The name of a customer above its rows, as `formats/ledger` heads the column. */
const IN_HEADING = /^(number|name) in the heading$/;
/** When it was booked, which is not when it was issued. */
const BOOKED = /buch|gebucht|posting|posted|\breg|contab|comptab|boek|bokf|kirjaus|entry/i;

/** How much sense a meaning makes in this kind of list. */
function sense({ field, header, score, values }: Candidate, list: ListKind): number {
  const isCustomer = field === 'customerNumber' || field === 'customerName';
  // Where headings name the customers, what the rows call an account or a name is another's.
  const isWeak = score < SURE || values.length === 0;
  if (isCustomer && list.hasHeadings && isWeak && !IN_HEADING.test(header)) return 0;
  if (field === 'issuedOn' && BOOKED.test(header)) return 0.8;
  // The 'payment reference' of invoices is for their payers, that of payments is their number.
  if (PAYMENT_REFERENCE.test(header) && (field === 'paymentReference') !== list.fallsDue) return 0;
  if (field === 'reference' && VOUCHER.test(header)) return list.holdsItems ? 0.9 : 0;
  if (field === 'reference') return list.holdsItems ? 1 : 0;
  if (AMOUNTS.includes(field) && isInAnother(header, list.currencies)) return 0;
  if (field === 'amount' && ONE_SIDE.test(header)) return 0.2;
  if (field === 'amount' && isPartOfAmount(header)) return 0.4;
  if (field === 'customerNumber' && BARE_NUMBER.test(header)) return list.holdsItems ? 0.5 : 1;
  if (field === 'contactName' && BARE_NAME.test(header)) return list.holdsContacts ? 1 : 0;
  if (field === 'customerName' && BARE_NAME.test(header)) return list.holdsContacts ? 0.5 : 1;
  return 1;
}

/** 'Open CHF' beside a column that calls rows EUR: what it is worth in our books. */
function isInAnother(header: string, currencies: ReadonlySet<string>): boolean {
  const code = currencyInHeader(header);
  return (
    code !== undefined && [...currencies].some((one) => /^[A-Z]{3}$/.test(one) && one !== code)
  );
}

/** How well the values suit the field: a column headed 'Due' with amounts in it is no due day. */
function fitness(field: LedgerField, values: readonly string[]): number {
  if (values.length === 0) return 0.9;
  const share = (fits: (value: string) => boolean) => values.filter(fits).length / values.length;
  if (DAYS.includes(field))
    return share((value) => isDay(value) || looksDated(value)) >= 0.6 ? 1 : 0;
  // Noughts and ones say whether, and not how much.
  if (field === 'paidAmount' && share((value) => /^[01]$/.test(value)) === 1) return 0;
  if (AMOUNTS.includes(field))
    return share((value) => isAmount(value) || looksCounted(value)) >= 0.6 &&
      share(looksDated) < 0.5
      ? 1
      : 0;
  switch (field) {
    case 'documentStatus':
      return share((value) => documentStatusOf(value) !== undefined) >= 0.8 ? 1 : 0;
    case 'paymentStatus':
      return share((value) => paymentStatusOf(value) !== undefined) >= 0.8 ? 1 : 0;
    case 'voided':
      return share((value) => isVoided(value) !== undefined) >= 0.8 ? 1 : 0;
    case 'paymentReference':
      return share((value) => /\d(?:[^\d]?\d){3}/.test(value)) >= 0.5 ? 1 : 0;
    case 'against':
      return share((value) => answerOf(value) !== undefined) >= 0.8 ? 0 : 1;
    case 'email':
      return share((value) => value.includes('@')) >= 0.5 ? 1 : 0;
    case 'currency':
      return share((value) => /^(?:[A-Za-z]{3}|\p{Sc})$/u.test(value)) >= 0.6 ? 1 : 0;
    case 'country':
      return share((value) => /^\p{L}[\p{L} .'-]*$/u.test(value)) >= 0.6 ? 1 : 0;
    case 'iban':
      return share((value) => /^[A-Z]{2}\d{2}|\d{6}/.test(value)) >= 0.5 ? 1 : 0;
    case 'phone':
      return share((value) => value.replace(/\D/g, '').length >= 4) >= 0.5 ? 1 : 0;
    case 'terms':
      return share(isDay) > 0.5 && share((value) => /^\d{1,3}$/.test(value)) < 0.5 ? 0 : 1;
    case 'customerName':
      return share((value) => /\p{L}{2}/u.test(value) && !isCode(value)) >= 0.5 ? 1 : 0.4;
    case 'customerNumber':
      return share(isCode) >= 0.5 ? 1 : share((value) => /^\S+$/.test(value)) >= 0.9 ? 0.9 : 0.5;
    case 'reference':
    case 'creditNoteNumber':
    case 'paymentNumber':
      if (share(isDay) >= 0.6 && share(looksDated) >= 0.5) return 0;
      if (share((value) => /^[-(]?\d[\d.,' ]*[.,]\d{1,2}\)?$/.test(value)) >= 0.8) return 0;
      return share((value) => /\d/.test(value)) >= 0.5 ? 1 : 0.4;
    default:
      return 1;
  }
}

/** 'C100', '0000100001', '3993-QUNVJ', '411ACME': one word with a digit near its start. */
function isCode(value: string): boolean {
  return value.length <= 40 && /^\p{L}{0,6}[-_./]?\d[\w./-]*$/u.test(value);
}

function isDay(value: string): boolean {
  return readDay(value, 'DMY') !== undefined || readDay(value, 'MDY') !== undefined;
}

function isAmount(value: string): boolean {
  return readSidedAmount(value, '.') !== undefined || readSidedAmount(value, ',') !== undefined;
}

/** Digits in any number: what is too large to be booked is still an amount, and is refused as one. */
function looksCounted(value: string): boolean {
  return /^[-+(]?\d[\d.,' ]{18,}\)?-?$/.test(value);
}

function looksDated(value: string): boolean {
  return /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/.test(value);
}
