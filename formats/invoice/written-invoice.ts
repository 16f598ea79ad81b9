import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import type { FileProblem } from '../bank-statement.ts';
import {
  exactSum,
  isNegative,
  isSameAmount,
  negated,
  statedAmount,
  whyNotMoney,
  type StatedAmount,
} from '../stated-amount.ts';
import {
  kindOf,
  type DueOnFrom,
  type InvoiceFormat,
  type InvoiceParty,
  type ReadInvoice,
} from './invoice.ts';
import { readIsoDay, readTerms, type Discount } from './payment-terms.ts';

/** What stands in the file, as text, the same for every syntax. */
export type WrittenInvoice = {
  readonly format: InvoiceFormat;
  readonly isCreditNote: boolean;
  readonly profile: string | undefined;
  readonly number: string | undefined;
  readonly typeCode: string | undefined;
  readonly issued: string | undefined;
  /** The first that is a day counts. */
  readonly due: readonly (string | undefined)[];
  readonly dueByMeans: readonly (string | undefined)[];
  readonly terms: readonly string[];
  readonly discounts: readonly { days: string | undefined; percent: string | undefined }[];
  readonly currency: Currency | undefined;
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  readonly payee: string | undefined;
  readonly net: string | undefined;
  readonly tax: string | undefined;
  readonly gross: string | undefined;
  readonly prepaid: string | undefined;
  readonly rounding: string | undefined;
  readonly payable: string | undefined;
  readonly paymentReferences: readonly string[];
  readonly accounts: readonly string[];
  readonly orderReference: string | undefined;
  readonly buyerReference: string | undefined;
};

/** Turns texts into days and amounts, finds the due day, and says what is missing or in doubt. */
export function invoiceOf(written: WrittenInvoice): ReadInvoice {
  const problems: FileProblem[] = [];
  const issuedOn = dayOf(written.issued, 'issue day', problems);
  const due = dueOf(written, issuedOn, problems);
  const amounts = amountsOf(written, problems);
  for (const [noun, value] of [
    ['number', written.number],
    ['issue day', written.issued],
    ['currency', written.currency],
    ['seller', written.seller.name],
  ] as const) {
    if (value === undefined) problems.push(missing(noun));
  }
  return {
    format: written.format,
    profile: written.profile,
    number: written.number,
    typeCode: written.typeCode,
    kind: kindOf(written.typeCode, written.isCreditNote),
    issuedOn,
    dueOn: due.on,
    dueOnFrom: due.from,
    discounts: due.discounts,
    currency: written.currency,
    seller: written.seller,
    buyer: written.buyer,
    payee: written.payee === written.seller.name ? undefined : written.payee,
    ...amounts,
    paymentReference: written.paymentReferences.map(plain).find((text) => text !== ''),
    ibans: [...new Set(written.accounts.map(accountText).filter((text) => text !== ''))],
    orderReference: written.orderReference,
    buyerReference: written.buyerReference,
    problems,
  };
}

function dueOf(
  written: WrittenInvoice,
  issuedOn: Day | undefined,
  problems: FileProblem[],
): { on: Day | undefined; from: DueOnFrom | undefined; discounts: readonly Discount[] } {
  const terms = readTerms(written.terms, issuedOn);
  const discounts = [...terms.discounts, ...discountsOf(written, issuedOn)];
  const field = written.due.map(readIsoDay).find((day) => day !== undefined);
  const stated = written.due.find((text) => text !== undefined);
  if (field === undefined && stated !== undefined) dayOf(stated, 'due day', problems);
  const means = written.dueByMeans.map(readIsoDay).find((day) => day !== undefined);
  const on = field ?? means ?? terms.dueOn;
  if (on !== undefined && issuedOn !== undefined && on < issuedOn) {
    problems.push(doubt('due day', `the due day ${on} is before the issue day ${issuedOn}`));
  }
  const from = on === undefined ? undefined : field ? 'field' : means ? 'payment_means' : 'terms';
  return { on, from, discounts };
}

function discountsOf(written: WrittenInvoice, issuedOn: Day | undefined): Discount[] {
  return written.discounts.flatMap(({ days, percent }) =>
    issuedOn === undefined || percent === undefined || !/^\d{1,3}$/.test(days ?? '')
      ? []
      : [{ until: addDays(issuedOn, Number(days)), percent }],
  );
}

function amountsOf(written: WrittenInvoice, problems: FileProblem[]) {
  const read = (noun: string, text: string | undefined) =>
    amountOf(noun, text, written.currency, problems);
  const net = read('net amount', written.net);
  const tax = read('tax', written.tax);
  const gross = read('gross amount', written.gross);
  const prepaid = read('prepaid amount', written.prepaid);
  const rounding = read('rounding amount', written.rounding);
  const stated = read('payable amount', written.payable);
  const payable = stated ?? less(gross, prepaid, rounding);
  if (stated === undefined) {
    problems.push(
      payable === undefined
        ? missing('payable amount')
        : doubt('payable amount', 'no payable amount is stated; it is the gross less the prepaid'),
    );
  }
  const expected = less(gross, prepaid, rounding);
  if (stated && expected && !isSameAmount(stated.exact, expected.exact)) {
    problems.push(
      doubt(
        'payable amount',
        `gross, prepaid and rounding make ${expected.exact}, the payable amount is ${stated.exact}`,
      ),
    );
  }
  if (net && tax && gross && !isSameAmount(exactSum([net.exact, tax.exact]), gross.exact)) {
    problems.push(
      doubt(
        'gross amount',
        `net ${net.exact} and tax ${tax.exact} do not make the gross ${gross.exact}`,
      ),
    );
  }
  if (stated && isNegative(stated)) {
    problems.push(
      doubt('payable amount', `the payable amount ${stated.exact} is negative: the seller owes it`),
    );
  }
  return { net, tax, gross, prepaid, rounding, payable };
}

function less(
  gross: StatedAmount | undefined,
  prepaid: StatedAmount | undefined,
  rounding: StatedAmount | undefined,
): StatedAmount | undefined {
  if (gross === undefined) return undefined;
  const paid = prepaid === undefined ? '0' : negated(prepaid).exact;
  return statedAmount(exactSum([gross.exact, paid, rounding?.exact ?? '0']), gross.currency);
}

function amountOf(
  noun: string,
  text: string | undefined,
  currency: Currency | undefined,
  problems: FileProblem[],
): StatedAmount | undefined {
  if (text === undefined) return undefined;
  const amount = statedAmount(text, currency);
  if (amount === undefined) {
    problems.push({
      where: noun,
      what: `'${text.slice(0, 40)}' is no amount`,
      advice: 'Ask the seller for a corrected invoice.',
      severity: 'error',
    });
  } else if (amount.money === undefined && currency !== undefined) {
    problems.push(doubt(noun, whyNotMoney(amount) ?? ''));
  }
  return amount;
}

function dayOf(text: string | undefined, noun: string, problems: FileProblem[]): Day | undefined {
  const day = readIsoDay(text);
  if (day === undefined && text !== undefined) {
    problems.push({
      where: noun,
      what: `'${text.slice(0, 40)}' is no day`,
      advice: 'Ask the seller for a corrected invoice.',
      severity: 'error',
    });
  }
  return day;
}

function missing(noun: string): FileProblem {
  return {
    where: noun,
    what: `the invoice states no ${noun}`,
    advice: 'Ask the seller for a corrected invoice.',
    severity: 'error',
  };
}

function doubt(where: string, what: string): FileProblem {
  return {
    where,
    what,
    advice: 'Compare it with the invoice before you rely on it.',
    severity: 'warning',
  };
}

function plain(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function accountText(text: string): string {
  const compact = text.replace(/\s+/g, '');
  return /^[A-Z]{2}\d{2}/i.test(compact) ? compact.toUpperCase() : plain(text);
}
