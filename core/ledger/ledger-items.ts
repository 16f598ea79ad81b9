import type { Day } from '../kernel/day.ts';
import {
  add,
  isPositive,
  money,
  moneyText,
  parseCurrency,
  subtract,
  zero,
  type Currency,
  type Money,
} from '../kernel/money.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type { DocumentStatus } from './document-status.ts';
import type { LedgerItem, LedgerProblem } from './ledger-file.ts';
import { documentOf, holdsDocuments } from './ledger-document.ts';
import type { LedgerItemKind } from './ledger-kinds.ts';
import type { LedgerField } from './ledger-vocabulary.ts';
import {
  amountIn,
  currencyIn,
  dayIn,
  dueByTermsIn,
  holds,
  problemAt,
  statusIn,
  textIn,
  type LedgerRow,
} from './ledger-row.ts';
import { withoutRepeats, type ReadItem } from './repeated-documents.ts';
import { doubtfulTerms } from './terms-check.ts';

/** The invoices, credit notes and payments of the rows; undefined amounts and days are problems. */
export function itemsOf(
  rows: readonly LedgerRow[],
  mapping: LedgerMapping,
  problems: LedgerProblem[],
): LedgerItem[] {
  const [first] = rows;
  if (first === undefined || !holdsDocuments(first)) return [];
  const items: ReadItem[] = [];
  const amounts = AMOUNTS.filter((field) => holds(first, field));
  const usual = parseCurrency(mapping.currency ?? '');
  for (const row of rows) {
    if (!amounts.some((field) => textIn(row, field) !== undefined)) continue;
    const read = itemOf(row, usual);
    if ('problem' in read) problems.push(read.problem);
    else items.push(read);
  }
  const told = withPaymentsBySide(withoutReturns(items, problems));
  const once = withoutRepeats(told, problems);
  for (const problem of termProblems(once)) problems.push(problem);
  return once.map(({ item }) => item);
}

const AMOUNTS: readonly LedgerField[] = ['amount', 'debit', 'credit', 'openAmount'];

/** `usual` is the currency of rows that state none. */
function itemOf(
  row: LedgerRow,
  usual: Currency | undefined,
): ReadItem | { readonly problem: LedgerProblem } {
  const refuse = (field: LedgerField, what: string, advice: string) => ({
    problem: problemAt(row, field, 'error', { what, advice }),
  });
  const currency = textIn(row, 'currency') === undefined ? usual : currencyIn(row);
  if (currency === undefined) {
    return refuse(
      'currency',
      'the currency is missing or no currency code',
      'Write a code such as EUR.',
    );
  }
  const amounts = amountsOf(row, currency);
  if ('unreadable' in amounts) {
    const text = textIn(row, amounts.unreadable);
    return refuse(
      amounts.unreadable,
      digitsIn(text) > DIGITS_BOOKED
        ? `'${shortened(text)}' is larger than any amount that is booked`
        : `'${shortened(text)}' is no exact amount of ${currency}`,
      'Correct the amount, or the decimal mark of the mapping.',
    );
  }
  const { signed, open } = amounts;
  const amount = size(signed);
  const status = statusIn(row);
  if (status === 'void') {
    return {
      problem: problemAt(row, 'documentStatus', 'warning', {
        what: 'it is a draft, or cancelled',
        advice: 'Nothing is owed, so the row is left out.',
      }),
    };
  }
  if (!isPositive(amount)) {
    return {
      problem: problemAt(row, 'amount', 'warning', {
        what: 'the amount is zero',
        advice: 'Nothing is owed, so the row is left out.',
      }),
    };
  }
  // Where the amount has a column for each side, what is open has no sign.
  const bySides = textIn(row, 'amount') === undefined && textIn(row, 'openAmount') !== undefined;
  if (
    open !== undefined &&
    (size(open).minor > amount.minor ||
      (open.minor < 0n !== signed.minor < 0n && !(bySides && open.minor > 0n))) &&
    open.minor !== 0n
  ) {
    return refuse(
      'openAmount',
      `the open amount ${moneyText(open)} does not lie between nothing and ${moneyText(signed)}`,
      'Correct the row, or check which column is the open amount.',
    );
  }
  const { kind, reference, against } = documentOf(row, signed.minor < 0n);
  const days = daysOf(row, kind);
  if ('unreadable' in days) {
    const text = textIn(row, days.unreadable);
    return refuse(
      days.unreadable,
      text === undefined ? 'the day is missing' : `'${shortened(text)}' is no day`,
      'Write a day of the years 1800 to 2999, or correct the day order of the mapping.',
    );
  }
  if (reference === undefined && kind !== 'payment') {
    return refuse(
      'reference',
      'the row has an amount and no invoice number',
      'Fill it in, or leave the row out.',
    );
  }
  const item: LedgerItem = {
    line: row.line,
    customerNumber: row.customerNumber,
    kind,
    reference: reference ?? `payment ${row.customerNumber} ${days.issuedOn} ${moneyText(amount)}`,
    issuedOn: days.issuedOn,
    dueOn: days.dueOn,
    dueOnFrom: days.dueOnFrom,
    amount,
    openAmount:
      open === undefined || status === 'paid'
        ? openByPayment(row, { kind, amount, status }, days.paidOn)
        : size(open),
    paidOn: days.paidOn,
    orderReference: textIn(row, 'orderReference'),
    paymentReference: textIn(row, 'paymentReference'),
    terms: textIn(row, 'terms'),
    against,
  };
  return { row, item, signed };
}

const DIGITS_BOOKED = 15;

/** Before the decimal mark, as far as that can be told of what is no amount. */
function digitsIn(text = ''): number {
  return text.replace(/[.,]\d{1,3}$/, '').replace(/\D/g, '').length;
}

function shortened(text = ''): string {
  return text.length <= 40 ? text : `${text.slice(0, 40)} …`;
}

/** What the row owes, with the sign of the file, and what of it is open. */
function amountsOf(
  row: LedgerRow,
  currency: Currency,
): { signed: Money; open: Money | undefined } | { unreadable: LedgerField } {
  const amount = amountIn(row, 'amount', currency);
  if (amount === 'unreadable') return { unreadable: 'amount' };
  const debit = amountIn(row, 'debit', currency);
  if (debit === 'unreadable') return { unreadable: 'debit' };
  const credit = amountIn(row, 'credit', currency);
  if (credit === 'unreadable') return { unreadable: 'credit' };
  const open = amountIn(row, 'openAmount', currency);
  if (open === 'unreadable') return { unreadable: 'openAmount' };
  const paid = amountIn(row, 'paidAmount', currency);
  if (paid === 'unreadable') return { unreadable: 'paidAmount' };
  const stated = amount ?? (debit || credit ? sidesOf(debit, credit, currency) : undefined);
  const left = (whole: Money) =>
    paid === undefined ? undefined : subtract(whole, withSignOf(whole, paid));
  // A payment on account in a list of invoices has nothing invoiced, and what it leaves open.
  const isOnAccount = stated?.minor === 0n && open !== undefined && open.minor !== 0n;
  if (stated !== undefined && !isOnAccount) return { signed: stated, open: open ?? left(stated) };
  if (open === undefined) return { unreadable: 'amount' };
  const whole = paid === undefined || isOnAccount ? open : add(open, withSignOf(open, paid));
  return { signed: whole, open };
}

function sidesOf(debit: Money | undefined, credit: Money | undefined, currency: Currency): Money {
  return subtract(debit ?? zero(currency), credit ? size(credit) : zero(currency));
}

/**
 * With a day of payment and no open amount, an invoice is settled; without that day it is not. So
 * it is when the file says that it is paid.
 */
function openByPayment(
  row: LedgerRow,
  {
    kind,
    amount,
    status,
  }: Pick<LedgerItem, 'kind' | 'amount'> & { status?: DocumentStatus | undefined },
  paidOn: Day | undefined,
): Money | undefined {
  if (status === 'paid' && kind !== 'payment') return zero(amount.currency);
  if (status === 'partly_paid') return undefined;
  if (!holds(row, 'paidOn') || kind === 'payment' || kind === 'credit_note') return undefined;
  return paidOn === undefined ? amount : zero(amount.currency);
}

type ItemDays = Pick<LedgerItem, 'issuedOn' | 'dueOn' | 'dueOnFrom' | 'paidOn'>;

function daysOf(row: LedgerRow, kind: LedgerItemKind): ItemDays | { unreadable: LedgerField } {
  const issued = dayIn(row, 'issuedOn');
  const due = dayIn(row, 'dueOn');
  const paidOn = dayIn(row, 'paidOn');
  if (issued === 'unreadable') return { unreadable: 'issuedOn' };
  if (due === 'unreadable') return { unreadable: 'dueOn' };
  if (paidOn === 'unreadable') return { unreadable: 'paidOn' };
  const issuedOn = kind === 'payment' ? (paidOn ?? issued ?? due) : (issued ?? due);
  if (issuedOn === undefined) return { unreadable: kind === 'payment' ? 'paidOn' : 'issuedOn' };
  if (due !== undefined) return { issuedOn, dueOn: due, dueOnFrom: 'field', paidOn };
  const dueOn = dueByTermsIn(row, issuedOn);
  return { issuedOn, dueOn, dueOnFrom: dueOn && 'terms', paidOn };
}

/** In a list of two sides, a credit with the number of an invoice is what was paid on it. */
function withPaymentsBySide(items: readonly ReadItem[]): readonly ReadItem[] {
  const [first] = items;
  if (first === undefined || !holds(first.row, 'credit') || holds(first.row, 'kind')) return items;
  const keyOf = ({ item }: ReadItem) => `${item.customerNumber} ${item.reference}`;
  const invoices = new Set(items.filter(({ item }) => item.kind === 'invoice').map(keyOf));
  return items.map((read) =>
    read.item.kind === 'credit_note' && invoices.has(keyOf(read))
      ? { ...read, item: { ...read.item, kind: 'payment' } }
      : read,
  );
}

/** Among payments of one sign, one of the other sign is a payment that went back. */
function withoutReturns(items: readonly ReadItem[], problems: LedgerProblem[]): ReadItem[] {
  let payments = 0;
  let negative = 0;
  for (const { item, signed } of items) {
    if (item.kind !== 'payment') continue;
    payments += 1;
    if (signed.minor < 0n) negative += 1;
  }
  const usuallyNegative = negative * 2 > payments;
  return items.filter(({ row, item, signed }) => {
    if (item.kind !== 'payment' || signed.minor < 0n === usuallyNegative) return true;
    problems.push(
      problemAt(row, 'amount', 'error', {
        what: `payment ${item.reference} has the opposite sign of the other payments`,
        advice: 'If the money went back, leave out both rows, or write it as a debit note.',
      }),
    );
    return false;
  });
}

function termProblems(items: readonly ReadItem[]): LedgerProblem[] {
  const dated: (LedgerItem & { dueOn: Day })[] = [];
  for (const { item } of items) if (isDated(item)) dated.push(item);
  const doubtful = doubtfulTerms(dated);
  if (doubtful.length === 0) return [];
  const rows = new Map(items.map(({ row }) => [row.line, row]));
  return doubtful.flatMap(({ line, issuedOn, dueOn, exchanged }) => {
    const what =
      dueOn < issuedOn
        ? `is due on ${dueOn}, before it was issued on ${issuedOn}`
        : `is due on ${dueOn}, more than a year after ${issuedOn}`;
    const advice = exchanged
      ? `Day and month seem exchanged: issued ${exchanged.issuedOn}, due ${exchanged.dueOn} would be usual.`
      : 'Check both days.';
    const row = rows.get(line);
    if (row === undefined) return [];
    return [{ ...problemAt(row, 'dueOn', 'warning', { what, advice }), exchanged }];
  });
}

function isDated(item: LedgerItem): item is LedgerItem & { dueOn: Day } {
  return item.dueOnFrom === 'field';
}

function size(amount: Money): Money {
  return amount.minor < 0n ? money(-amount.minor, amount.currency) : amount;
}

function withSignOf(model: Money, amount: Money): Money {
  const { minor, currency } = size(amount);
  return money(model.minor < 0n ? -minor : minor, currency);
}
