import { addDays, dayOf } from '@goodterms/core/kernel/day.ts';
import type { FileProblem } from '../bank-statement.ts';
import { readIsoDay } from '../invoice/payment-terms.ts';
import { exactSum, isSameAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { allAt, at, readXml, textAt, type XmlElement } from '../xml.ts';
import { amountText, invoiceOf, isNamedByBooking, linesOf, paymentOf } from './saft-entries.ts';
import { kindOf, withSettlements, type LedgerEntry } from './saft-settlement.ts';
import { knownTable } from './known-table.ts';

/** What an audit file says of a customer, as text. */
export type SaftCustomer = {
  readonly number: string;
  readonly name: string | undefined;
  readonly legalId: string | undefined;
  readonly country: string | undefined;
  readonly currency: string | undefined;
  readonly termDays: string | undefined;
  readonly contactName: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly accounts: readonly string[];
  /** The accounts of the general ledger on which it stands. */
  readonly ledgerAccounts: readonly string[];
  /** Signed: what the customer owes is positive. */
  readonly opening: string | undefined;
  readonly closing: string | undefined;
};

const CUSTOMERS_MAX = 1_000_000;
const ENTRIES_MAX = 2_000_000;

/**
 * SAF-T Financial, as Norway, Portugal and others use it: the customers with their opening
 * balances, and the lines of the general ledger, or the sales invoices and payments, that concern
 * them. Read as a stream, because a year of a company is large.
 */
export function readSaft(bytes: Uint8Array): Table {
  const head: Head = { currency: undefined, starts: undefined };
  const customers: SaftCustomer[] = [];
  const entries: LedgerEntry[] = [];
  const documents: LedgerEntry[] = [];
  /** Where the booking names the customer and its lines do not, as in Portugal. */
  const bookings: LedgerEntry[] = [];
  const accountsOf = new Map<string, ReadonlySet<string>>();
  const { encoding } = readXml(bytes, {
    handOver: new Set([
      'Header',
      'Customer',
      'Transaction',
      'Invoice',
      'Payment',
      'Account',
      'Supplier',
      'Product',
    ]),
    onElement: (element, within) => {
      const parent = within.at(-1)?.name;
      // In Lithuania a customer has accounts, called as those of the chart.
      if (element.name === 'Account' && within.at(-2)?.name === 'Customer')
        within.at(-1)?.children.push(element);
      else if (element.name === 'Header' && within.length === 1) readHead(element, head);
      else if (element.name === 'Customer' && /^(Customers|MasterFiles)$/.test(parent ?? ''))
        addCustomer(customerOf(element), customers, accountsOf);
      else if (element.name === 'Transaction' && parent === 'Journal') {
        const found = isNamedByBooking(element) ? bookings : entries;
        for (const entry of linesOf(element, accountsOf)) found.push(entry);
      } else if (element.name === 'Invoice' && parent === 'SalesInvoices')
        documents.push(...invoiceOf(element));
      else if (element.name === 'Payment' && parent === 'Payments')
        documents.push(...paymentOf(element));
      const count = entries.length + documents.length + bookings.length;
      if (customers.length > CUSTOMERS_MAX || count > ENTRIES_MAX)
        throw new Unreadable(
          'the audit file has millions of entries',
          'Export one year at a time.',
        );
    },
  });
  const known = customers.filter(({ number }) => number !== '');
  if (known.length === 0)
    throw new Unreadable(
      'the audit file names no customer',
      'Export it with customers and entries.',
    );
  const told = [entries, documents, bookings].find(({ length }) => length > 0) ?? [];
  const posted = withOpenings(told, known, head);
  return knownTable(
    rowsOf(known, withSettlements(posted), head),
    encoding,
    problemsOf(known, posted),
  );
}

function addCustomer(
  customer: SaftCustomer,
  customers: SaftCustomer[],
  accountsOf: Map<string, ReadonlySet<string>>,
): void {
  customers.push(customer);
  if (customer.ledgerAccounts.length > 0)
    accountsOf.set(customer.number, new Set(customer.ledgerAccounts));
}

type Head = { currency: string | undefined; starts: string | undefined };

function readHead(header: XmlElement, head: Head): void {
  head.currency = textAt(header, 'DefaultCurrencyCode') ?? textAt(header, 'CurrencyCode');
  const selection = at(header, 'SelectionCriteria');
  const year = Number(textAt(selection, 'PeriodStartYear'));
  head.starts =
    readIsoDay(textAt(selection, 'SelectionStartDate') ?? textAt(header, 'StartDate')) ??
    dayOf(year, Number(textAt(selection, 'PeriodStart')), 1);
}

function customerOf(customer: XmlElement): SaftCustomer {
  const company = at(customer, 'CompanyStructure') ?? customer;
  const contact = at(company, 'Contact');
  const person = at(contact, 'ContactPerson');
  const balances = [
    ...allAt(customer, 'BalanceAccount'),
    ...allAt(customer, 'Accounts', 'Account'),
  ];
  const places = balances.length > 0 ? balances : [customer];
  const party = at(customer, 'PartyInfo');
  const address = at(company, 'Address') ?? at(customer, 'BillingAddress');
  const country = textAt(address, 'Country');
  const name = [textAt(person, 'FirstName'), textAt(person, 'LastName')]
    .filter((part) => part)
    .join(' ');
  return {
    number: textAt(customer, 'CustomerID') ?? '',
    name: textAt(company, 'Name') ?? textAt(customer, 'CompanyName'),
    legalId: textAt(company, 'RegistrationNumber') ?? textAt(customer, 'CustomerTaxID'),
    country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined,
    currency: textAt(party, 'CurrencyCode'),
    termDays: textAt(party, 'PaymentTerms', 'Days'),
    contactName: name === '' ? textAt(customer, 'Contact') : name,
    email: textAt(contact, 'Email') ?? textAt(customer, 'Email'),
    phone:
      textAt(contact, 'Telephone') ??
      textAt(contact, 'MobilePhone') ??
      textAt(customer, 'Telephone'),
    ledgerAccounts: places.flatMap((place) => textAt(place, 'AccountID') ?? []),
    accounts: allAt(company, 'BankAccount')
      .map((account) => textAt(account, 'IBANNumber') ?? textAt(account, 'BankAccountNumber') ?? '')
      .filter((account) => /\d{4}/.test(account)),
    opening: balanceOf(places, 'Opening'),
    closing: balanceOf(places, 'Closing'),
  };
}

function balanceOf(
  places: readonly XmlElement[],
  which: 'Opening' | 'Closing',
): string | undefined {
  const sides = places.flatMap((place) => [
    amountText(at(place, `${which}DebitBalance`), ''),
    amountText(at(place, `${which}CreditBalance`), '-'),
  ]);
  const stated = sides.filter((side) => side !== undefined);
  return stated.length === 0 ? undefined : exactSum(stated);
}

/** How the document is called that stands for what was owed before an audit file begins. */
export const OPENING = 'opening balance';

/** What was owed before the file begins is a document of its own, due at once. */
function withOpenings(
  entries: readonly LedgerEntry[],
  customers: readonly SaftCustomer[],
  head: Head,
): LedgerEntry[] {
  const on = readIsoDay(head.starts) ?? entries.find((entry) => entry.on)?.on;
  const before = on && addDays(on, -1);
  const openings = customers.flatMap(({ number, opening }) => {
    if (opening === undefined || !/[1-9]/.test(opening)) return [];
    const document = `${OPENING} ${before ?? ''} ${number}`;
    const entry = { customer: number, booking: document, document, on: before, dueOn: before };
    return [{ ...entry, amount: opening, isCreditNote: false, against: undefined }];
  });
  return [...openings, ...entries];
}

function rowsOf(
  customers: readonly SaftCustomer[],
  entries: readonly LedgerEntry[],
  head: Head,
): Record<string, string | undefined>[] {
  const isCurrency = (text: string | undefined) => /^[A-Z]{3}$/.test(text ?? '');
  return [
    ...customers.map((customer) => ({
      customerNumber: customer.number,
      customerName: customer.name,
      legalId: customer.legalId,
      country: customer.country,
      currency: [customer.currency, head.currency].find(isCurrency),
      terms: customer.termDays,
      contactName: customer.contactName,
      email: customer.email,
      phone: customer.phone,
      iban: customer.accounts.join(' | '),
    })),
    ...entries.map((entry) => ({
      customerNumber: entry.customer,
      kind: kindOf(entry),
      reference: entry.document ?? entry.booking,
      issuedOn: entry.on,
      dueOn: entry.dueOn,
      currency: isCurrency(head.currency) ? head.currency : undefined,
      amount: entry.amount,
      against: entry.against,
    })),
  ];
}

/** Opening and entries against the closing balance: said, never repaired. */
function problemsOf(
  customers: readonly SaftCustomer[],
  entries: readonly LedgerEntry[],
): FileProblem[] {
  const byCustomer = Map.groupBy(entries, ({ customer }) => customer);
  return customers.flatMap(({ number, name, closing }): FileProblem[] => {
    const sum = exactSum((byCustomer.get(number) ?? []).map(({ amount }) => amount));
    if (closing === undefined || isSameAmount(sum, closing)) return [];
    return [
      {
        where: `customer ${number}`,
        what: `opening and entries of ${name ?? number} make ${sum}, the closing balance is ${closing}`,
        advice: 'Export the file again, or compare the account with the ledger.',
        severity: 'warning',
      },
    ];
  });
}
