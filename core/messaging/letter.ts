import type { Day } from '../kernel/day.ts';
import { daysBetween } from '../kernel/day.ts';
import { equals, sum, type Currency, type Money } from '../kernel/money.ts';
import { bankAccountFor, type Company } from '../settings/company.ts';
import type { ItemToName } from './message.ts';
import {
  amountsWords,
  amountWords,
  dayWords,
  greeting,
  invoicesWords,
  type LetterLanguage,
} from './wording.ts';

/** What a letter is written from, as it stands at the send instant. */
export type LetterFacts = {
  readonly company: Company;
  readonly customer: { readonly name: string; readonly number: string };
  /** `greetingName` is what the person wants to be called; `name` is how we file them. */
  readonly contact:
    | { readonly name: string; readonly greetingName: string | undefined }
    | undefined;
  readonly items: readonly ItemToName[];
  readonly language: LetterLanguage;
  readonly today: Day;
};

/** Everything a template may name: text, numbers and lists of them, and nothing else. */
export type LetterVariables = {
  readonly greeting: string;
  readonly today: string;
  readonly company: {
    readonly name: string;
    readonly address: string;
    readonly address_lines: readonly string[];
    readonly phone: string;
    readonly email: string;
    readonly signature: string;
  };
  readonly customer: { readonly name: string; readonly number: string };
  readonly contact: { readonly name: string };
  readonly invoices: string;
  readonly total: string;
  readonly item_count: number;
  readonly oldest_due: string;
  readonly oldest_days_overdue: number;
  readonly items: readonly LetterItem[];
  readonly payments: readonly LetterPayment[];
};

export type LetterItem = {
  readonly reference: string;
  readonly issued: string;
  readonly due: string;
  readonly days_overdue: number;
  readonly open: string;
  readonly asked: string;
  /** The letter asks for less than is open: the rest is disputed or promised. */
  readonly is_part: boolean;
};

export type LetterPayment = {
  readonly amount: string;
  readonly currency: string;
  readonly iban: string;
  readonly bic: string;
  readonly bank: string;
  readonly reference: string;
};

/** What each variable means, for the people who write templates. */
export const LETTER_VARIABLES: readonly { readonly name: string; readonly means: string }[] = [
  { name: 'greeting', means: 'How we say hello, without the comma: Dear Ms Larsen' },
  { name: 'today', means: 'The day of sending in words and figures' },
  { name: 'company.name', means: 'Our name' },
  { name: 'company.address', means: 'Our address as it is printed, for the text part' },
  { name: 'company.address_lines', means: 'The lines of our address, for the HTML part' },
  { name: 'company.phone', means: 'The number to call' },
  { name: 'company.email', means: 'The address to write to' },
  { name: 'company.signature', means: 'Who signs' },
  { name: 'customer.name', means: "The customer's name" },
  { name: 'customer.number', means: "The customer's number with us" },
  { name: 'contact.name', means: 'The person we write to; empty when we know none' },
  { name: 'invoices', means: 'invoice 17; invoices 17 and 18; from four on their number' },
  { name: 'total', means: 'What we ask for, one amount for each currency' },
  { name: 'item_count', means: 'How many items the letter names' },
  { name: 'oldest_due', means: 'The earliest due day in words and figures' },
  { name: 'oldest_days_overdue', means: 'How many days that was ago' },
  { name: 'items', means: 'The items: loop over them with {% for item in items %}' },
  { name: 'item.reference', means: 'The number of the invoice' },
  { name: 'item.issued', means: 'Its day in words and figures' },
  { name: 'item.due', means: 'Its due day in words and figures' },
  { name: 'item.days_overdue', means: 'Days since the due day; negative before it' },
  { name: 'item.open', means: 'What is open' },
  { name: 'item.asked', means: 'What this letter asks for' },
  { name: 'item.is_part', means: 'True when it asks for less than is open' },
  { name: 'payments', means: 'How to pay, one entry for each currency' },
  { name: 'payment.amount', means: 'What to pay in this currency' },
  { name: 'payment.currency', means: 'The currency, such as EUR' },
  { name: 'payment.iban', means: 'The account, in groups of four' },
  { name: 'payment.bic', means: "The bank's code; empty when we have none" },
  { name: 'payment.bank', means: 'The name of the bank; empty when we have none' },
  { name: 'payment.reference', means: 'The words for the transfer, by which we recognise it' },
];

export function letterVariables(facts: LetterFacts): LetterVariables {
  const { company, customer, contact, language, today } = facts;
  const items = facts.items.toSorted(
    (a, b) => compare(a.dueOn, b.dueOn) || compare(a.reference, b.reference),
  );
  const [oldest] = items;
  return {
    greeting: greeting(contact?.greetingName ?? contact?.name, customer.name, language),
    today: dayWords(today, language),
    company: {
      name: company.name,
      address: company.address,
      address_lines: company.address.split('\n').filter((line) => line.trim() !== ''),
      phone: company.phone,
      email: company.email,
      signature: company.signature === '' ? company.name : company.signature,
    },
    customer: { name: customer.name, number: customer.number },
    contact: { name: contact?.name ?? '' },
    invoices: invoicesWords(
      items.map((item) => item.reference),
      language,
    ),
    total: amountsWords(totals(items), language),
    item_count: items.length,
    oldest_due: oldest ? dayWords(oldest.dueOn, language) : '',
    oldest_days_overdue: oldest ? daysBetween(oldest.dueOn, today) : 0,
    items: items.map((item) => ({
      reference: item.reference,
      issued: dayWords(item.issuedOn, language),
      due: dayWords(item.dueOn, language),
      days_overdue: daysBetween(item.dueOn, today),
      open: amountWords(item.open, language),
      asked: amountWords(item.asked, language),
      is_part: !equals(item.open, item.asked),
    })),
    payments: totals(items).flatMap((total) => payment(facts, items, total)),
  };
}

/** One amount for each currency, in the order in which the currencies come up. */
function totals(items: readonly ItemToName[]): Money[] {
  const currencies = [...new Set(items.map((item) => item.asked.currency))];
  return currencies.map((currency) =>
    sum(
      items.map((item) => item.asked).filter((asked) => asked.currency === currency),
      currency,
    ),
  );
}

function payment(
  { company, customer, language }: LetterFacts,
  items: readonly ItemToName[],
  total: Money,
): LetterPayment[] {
  const account = bankAccountFor(company, total.currency);
  if (account === undefined) return [];
  const references = items
    .filter((item) => item.asked.currency === total.currency)
    .map((item) => item.reference);
  return [
    {
      amount: amountWords(total, language),
      currency: total.currency satisfies Currency,
      iban: inGroupsOfFour(account.iban),
      bic: account.bic,
      bank: account.bank,
      reference: transferWords(references, customer.number),
    },
  ];
}

/** ISO 20022 gives the words of a transfer 140 characters. */
const TRANSFER_WORDS_MAX = 140;

/** The invoice numbers as long as they fit, and otherwise the customer's number. */
function transferWords(references: readonly string[], customerNumber: string): string {
  const all = references.join(' ');
  return all.length <= TRANSFER_WORDS_MAX ? all : customerNumber;
}

function inGroupsOfFour(iban: string): string {
  return iban
    .replaceAll(/\s/g, '')
    .replaceAll(/(.{4})/g, '$1 ')
    .trim();
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
