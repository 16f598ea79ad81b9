import { addDays, dayOf } from '@goodterms/core/kernel/day.ts';
import type { FileProblem } from '../bank-statement.ts';
import { readIsoDay } from '../invoice/payment-terms.ts';
import { exactSum, isSameAmount, statedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { allAt, at, readXml, textAt, type XmlElement } from '../xml.ts';
import { withSettlements, type LedgerEntry } from './saft-settlement.ts';
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
      if (element.name === 'Header' && within.length === 1) readHead(element, head);
      else if (element.name === 'Customer' && /^(Customers|MasterFiles)$/.test(parent ?? ''))
        customers.push(customerOf(element));
      else if (element.name === 'Transaction' && parent === 'Journal')
        for (const entry of linesOf(element)) entries.push(entry);
      else if (element.name === 'Invoice' && parent === 'SalesInvoices')
        documents.push(...invoiceOf(element));
      else if (element.name === 'Payment' && parent === 'Payments')
        documents.push(...paymentOf(element));
      if (customers.length > CUSTOMERS_MAX || entries.length + documents.length > ENTRIES_MAX)
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
  const posted = withOpenings(entries.length > 0 ? entries : documents, known, head);
  return knownTable(
    rowsOf(known, withSettlements(posted), head),
    encoding,
    problemsOf(known, posted),
  );
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
  const contact = at(customer, 'Contact');
  const person = at(contact, 'ContactPerson');
  const balances = allAt(customer, 'BalanceAccount');
  const places = balances.length > 0 ? balances : [customer];
  const party = at(customer, 'PartyInfo');
  const address = at(customer, 'Address') ?? at(customer, 'BillingAddress');
  const country = textAt(address, 'Country');
  const name = [textAt(person, 'FirstName'), textAt(person, 'LastName')]
    .filter((part) => part)
    .join(' ');
  return {
    number: textAt(customer, 'CustomerID') ?? '',
    name: textAt(customer, 'Name') ?? textAt(customer, 'CompanyName'),
    legalId: textAt(customer, 'RegistrationNumber') ?? textAt(customer, 'CustomerTaxID'),
    country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined,
    currency: textAt(party, 'CurrencyCode'),
    termDays: textAt(party, 'PaymentTerms', 'Days'),
    contactName: name === '' ? textAt(customer, 'Contact') : name,
    email: textAt(contact, 'Email') ?? textAt(customer, 'Email'),
    phone:
      textAt(contact, 'Telephone') ??
      textAt(contact, 'MobilePhone') ??
      textAt(customer, 'Telephone'),
    accounts: allAt(customer, 'BankAccount')
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

/** The lines of a booking that concern a customer. */
function linesOf(transaction: XmlElement): LedgerEntry[] {
  const booking = textAt(transaction, 'TransactionID') ?? '';
  const booked = textAt(transaction, 'TransactionDate') ?? textAt(transaction, 'GLPostingDate');
  const lines = [
    ...allAt(transaction, 'Line'),
    ...allAt(transaction, 'Lines', 'DebitLine'),
    ...allAt(transaction, 'Lines', 'CreditLine'),
  ];
  const about = textAt(transaction, 'Description');
  return lines.flatMap((line) => {
    const customer = textAt(line, 'CustomerID');
    const amount =
      amountText(at(line, 'DebitAmount'), '') ?? amountText(at(line, 'CreditAmount'), '-');
    if (customer === undefined || amount === undefined) return [];
    const text = textAt(line, 'Description') ?? about;
    return [
      {
        customer,
        booking,
        document: textAt(line, 'ReferenceNumber') ?? textAt(line, 'SourceDocumentID'),
        on: readIsoDay(textAt(line, 'ValueDate')) ?? readIsoDay(booked),
        dueOn: readIsoDay(textAt(line, 'DueDate')),
        amount,
        isCreditNote: /kredit ?nota|credit ?(note|memo)|nota de cr[ée]dito/i.test(text ?? ''),
        against: undefined,
      },
    ];
  });
}

function invoiceOf(invoice: XmlElement): LedgerEntry[] {
  const customer = textAt(invoice, 'CustomerID') ?? textAt(invoice, 'CustomerInfo', 'CustomerID');
  const gross = amountText(at(at(invoice, 'DocumentTotals'), 'GrossTotal'), '');
  const isCancelled = textAt(invoice, 'DocumentStatus', 'InvoiceStatus') === 'A';
  if (customer === undefined || gross === undefined || isCancelled) return [];
  const isCreditNote = textAt(invoice, 'InvoiceType') === 'NC' || gross.startsWith('-');
  const number = textAt(invoice, 'InvoiceNo');
  return [
    {
      customer,
      booking: number ?? '',
      document: number,
      on: readIsoDay(textAt(invoice, 'InvoiceDate')),
      dueOn: readIsoDay(textAt(invoice, 'DueDate')),
      amount: isCreditNote ? `-${gross.replace('-', '')}` : gross,
      isCreditNote,
      against: allAt(invoice, 'Line', 'References').map((each) => textAt(each, 'Reference'))[0],
    },
  ];
}

function paymentOf(payment: XmlElement): LedgerEntry[] {
  const customer = textAt(payment, 'CustomerID');
  const isCancelled = textAt(payment, 'DocumentStatus', 'PaymentStatus') === 'A';
  if (customer === undefined || isCancelled) return [];
  const number = textAt(payment, 'PaymentRefNo') ?? '';
  return allAt(payment, 'Line').flatMap((line, place) => {
    const amount =
      amountText(at(line, 'CreditAmount'), '-') ?? amountText(at(line, 'DebitAmount'), '');
    if (amount === undefined) return [];
    return [
      {
        customer,
        booking: `${number}/${place + 1}`,
        document: undefined,
        on: readIsoDay(textAt(payment, 'TransactionDate')),
        dueOn: undefined,
        amount,
        isCreditNote: false,
        against: textAt(line, 'SourceDocumentID', 'OriginatingON'),
      },
    ];
  });
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
      kind: entry.isCreditNote
        ? 'credit note'
        : entry.amount.startsWith('-')
          ? 'payment'
          : 'invoice',
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

/** Norway puts the amount into an element of its own; others write it at once. */
function amountText(element: XmlElement | undefined, sign: '' | '-'): string | undefined {
  const stated = statedAmount(textAt(element, 'Amount') ?? textAt(element) ?? '', undefined);
  if (stated === undefined) return undefined;
  if (sign === '') return stated.exact;
  return stated.exact.startsWith('-') ? stated.exact.slice(1) : `-${stated.exact}`;
}
