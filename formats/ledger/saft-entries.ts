import { readIsoDay } from '../invoice/payment-terms.ts';
import { statedAmount } from '../stated-amount.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import type { LedgerEntry } from './saft-settlement.ts';

/**
 * The lines of a booking that concern a customer. Where the other side names it too, only those on
 * its own account do; where the booking names it, the lines on its account.
 */
export function linesOf(
  transaction: XmlElement,
  accountsOf: ReadonlyMap<string, ReadonlySet<string>>,
): LedgerEntry[] {
  const booking = textAt(transaction, 'TransactionID') ?? '';
  const booked = textAt(transaction, 'TransactionDate') ?? textAt(transaction, 'GLPostingDate');
  const lines = bookingLines(transaction);
  const about = textAt(transaction, 'Description');
  const whole = textAt(transaction, 'CustomerID');
  const isOn = (line: XmlElement, customer: string) =>
    accountsOf.get(customer)?.has(textAt(line, 'AccountID') ?? '') === true;
  const onOwn = new Set(
    lines.flatMap((line) => {
      const customer = textAt(line, 'CustomerID') ?? whole;
      return customer !== undefined && isOn(line, customer) ? [customer] : [];
    }),
  );
  return lines.flatMap((line) => {
    const named = textAt(line, 'CustomerID');
    const customer = named ?? whole;
    if (customer === undefined || customer === '0') return [];
    if ((named === undefined || onOwn.has(customer)) && !isOn(line, customer)) return [];
    const amount =
      amountText(at(line, 'DebitAmount'), '') ?? amountText(at(line, 'CreditAmount'), '-');
    if (amount === undefined) return [];
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
        against: textAt(line, 'CrossReference'),
      },
    ];
  });
}

/** Where the lines name no customer, and the booking does. */
export function isNamedByBooking(transaction: XmlElement): boolean {
  return (
    textAt(transaction, 'CustomerID') !== undefined &&
    bookingLines(transaction).every((line) => textAt(line, 'CustomerID') === undefined)
  );
}

function bookingLines(transaction: XmlElement): XmlElement[] {
  return [
    ...allAt(transaction, 'Line'),
    ...allAt(transaction, 'TransactionLine'),
    ...allAt(transaction, 'Lines', 'DebitLine'),
    ...allAt(transaction, 'Lines', 'CreditLine'),
  ];
}

export function invoiceOf(invoice: XmlElement): LedgerEntry[] {
  const customer = textAt(invoice, 'CustomerID') ?? textAt(invoice, 'CustomerInfo', 'CustomerID');
  const totals = at(invoice, 'DocumentTotals') ?? at(invoice, 'InvoiceDocumentTotals');
  const gross = amountText(at(totals, 'GrossTotal'), '');
  const isCancelled = textAt(invoice, 'DocumentStatus', 'InvoiceStatus') === 'A';
  if (customer === undefined || gross === undefined || isCancelled) return [];
  const type = textAt(invoice, 'InvoiceType') ?? '';
  const isCreditNote = /^(NC|381|261|396)$/.test(type) || gross.startsWith('-');
  const number = textAt(invoice, 'InvoiceNo');
  const entry = {
    customer,
    booking: number ?? '',
    document: number,
    on: readIsoDay(textAt(invoice, 'InvoiceDate')),
    dueOn: readIsoDay(textAt(invoice, 'DueDate')),
    amount: isCreditNote ? `-${gross.replace('-', '')}` : gross,
    isCreditNote,
    against: allAt(invoice, 'Line', 'References').map((each) => textAt(each, 'Reference'))[0],
  };
  if (!PAID_AT_ONCE.has(type) || number === undefined) return [entry];
  const receipt = { booking: `${number} receipt`, document: undefined, dueOn: undefined };
  return [
    entry,
    { ...entry, ...receipt, amount: `-${entry.amount}`, isCreditNote: false, against: number },
  ];
}

/** Portugal's invoices that are receipts as well. */
const PAID_AT_ONCE: ReadonlySet<string> = new Set(['FR', 'VD', 'TV']);

export function paymentOf(payment: XmlElement): LedgerEntry[] {
  const isCancelled = textAt(payment, 'DocumentStatus', 'PaymentStatus') === 'A';
  if (isCancelled) return [];
  const number = textAt(payment, 'PaymentRefNo') ?? '';
  const lines = [...allAt(payment, 'Line'), ...allAt(payment, 'PaymentLine')];
  return lines.flatMap((line, place) => {
    const customer = textAt(line, 'CustomerID') ?? textAt(payment, 'CustomerID');
    const amount =
      amountText(at(line, 'CreditAmount'), '-') ??
      amountText(at(line, 'DebitAmount'), '') ??
      amountText(at(line, 'PaymentLineAmount'), isDebit(line) ? '' : '-');
    if (customer === undefined || customer === '0' || amount === undefined) return [];
    return [
      {
        customer,
        booking: `${number}/${place + 1}`,
        document: undefined,
        on: readIsoDay(textAt(payment, 'TransactionDate')),
        dueOn: undefined,
        amount,
        isCreditNote: false,
        against:
          textAt(line, 'SourceDocumentID', 'OriginatingON') ?? textAt(line, 'SourceDocumentID'),
      },
    ];
  });
}

function isDebit(line: XmlElement): boolean {
  return textAt(line, 'DebitCreditIndicator') === 'D';
}

/** Norway puts the amount into an element of its own; others write it at once. */
export function amountText(element: XmlElement | undefined, sign: '' | '-'): string | undefined {
  const stated = statedAmount(textAt(element, 'Amount') ?? textAt(element) ?? '', undefined);
  if (stated === undefined) return undefined;
  if (sign === '') return stated.exact;
  return stated.exact.startsWith('-') ? stated.exact.slice(1) : `-${stated.exact}`;
}
