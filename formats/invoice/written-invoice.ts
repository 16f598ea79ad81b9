import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import type { FileProblem } from '../bank-statement.ts';
import {
  isNegative,
  isSameAmount,
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
import { doesGrossAddUp, doesPayableAddUp, payableBy } from './invoice-sums.ts';
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
  /** The end of the time to pay, of terms that grant no discount. */
  readonly dueByTerms: readonly (string | undefined)[];
  /** What of it falls due on a day of its own. */
  readonly partsDue: readonly string[];
  readonly terms: readonly string[];
  readonly discounts: readonly WrittenDiscount[];
  readonly currency: Currency | undefined;
  readonly seller: InvoiceParty;
  readonly buyer: InvoiceParty;
  readonly payee: string | undefined;
  readonly net: string | undefined;
  readonly tax: string | undefined;
  /** Tax that the buyer pays to the authority and not to the seller. */
  readonly withheld: string | undefined;
  readonly gross: string | undefined;
  /** What the lines make, before what is taken off or added for the whole. */
  readonly lines: string | undefined;
  readonly allowances: string | undefined;
  readonly charges: string | undefined;
  readonly prepaid: string | undefined;
  readonly rounding: string | undefined;
  /** What is collected for others, which XRechnung's extension adds to what is to be paid. */
  readonly thirdParty: string | undefined;
  readonly payable: string | undefined;
  readonly paymentReferences: readonly string[];
  readonly accounts: readonly string[];
  readonly orderReference: string | undefined;
  readonly buyerReference: string | undefined;
  readonly preceding: readonly string[];
};

/** Until a day, or so many days from one, which is the invoice's where none is named. */
export type WrittenDiscount = {
  readonly until: string | undefined;
  readonly from: string | undefined;
  readonly days: string | undefined;
  readonly percent: string | undefined;
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
  if (written.typeCode === PROFORMA)
    problems.push(doubt('kind', 'this is a proforma invoice, by which nothing is owed yet'));
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
    orderReference: isPlaceholder(written.orderReference) ? undefined : written.orderReference,
    buyerReference: written.buyerReference,
    preceding: [...new Set(written.preceding)].filter((number) => !isPlaceholder(number)),
    problems,
  };
}

const PROFORMA = '325';

/** What is written where a field must not be empty. */
function isPlaceholder(text: string | undefined): boolean {
  return /^(n\/?a|-+|\.)$/i.test(text ?? '');
}

function dueOf(
  written: WrittenInvoice,
  issuedOn: Day | undefined,
  problems: FileProblem[],
): { on: Day | undefined; from: DueOnFrom | undefined; discounts: readonly Discount[] } {
  const terms = readTerms(written.terms, issuedOn);
  const fields = discountsOf(written, issuedOn);
  const discounts = fields.length > 0 ? fields : terms.discounts;
  const field = written.due.map(readIsoDay).find((day) => day !== undefined);
  const stated = written.due.find((text) => text !== undefined);
  if (field === undefined && stated !== undefined) dayOf(stated, 'due day', problems);
  const means = written.dueByMeans.map(readIsoDay).find((day) => day !== undefined);
  const period = written.dueByTerms.map(readIsoDay).find((day) => day !== undefined);
  const on = field ?? means ?? period ?? terms.dueOn;
  if (on !== undefined && issuedOn !== undefined && on < issuedOn) {
    problems.push(doubt('due day', `the due day ${on} is before the issue day ${issuedOn}`));
  }
  const parts = new Set(
    written.due
      .slice(1)
      .map(readIsoDay)
      .filter((day) => day !== undefined),
  );
  if (parts.size > 1)
    problems.push(
      doubt('due day', `it falls due in parts, on ${[...parts].toSorted().join(', ')}`),
    );
  const from = on === undefined ? undefined : field ? 'field' : means ? 'payment_means' : 'terms';
  return { on, from, discounts };
}

function discountsOf(written: WrittenInvoice, issuedOn: Day | undefined): Discount[] {
  return written.discounts.flatMap(({ until, from, days, percent }) => {
    const start = readIsoDay(from) ?? issuedOn;
    const end =
      readIsoDay(until) ??
      (start !== undefined && /^\d{1,3}$/.test(days ?? '')
        ? addDays(start, Number(days))
        : undefined);
    return end === undefined || percent === undefined ? [] : [{ until: end, percent }];
  });
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
  const sums = {
    net,
    tax,
    gross,
    prepaid,
    rounding,
    withheld: read('withheld tax', written.withheld),
    lines: read('sum of the lines', written.lines),
    allowances: read('allowances', written.allowances),
    charges: read('charges', written.charges),
    thirdParty: read('payment for others', written.thirdParty),
  };
  const expected = payableBy(sums);
  const payable = stated ?? expected;
  if (stated === undefined) {
    problems.push(
      payable === undefined
        ? missing('payable amount')
        : doubt('payable amount', 'no payable amount is stated; it is the gross less the prepaid'),
    );
  }
  // The minimum says nothing of what was paid before.
  const isMinimum = /minimum$/i.test(written.profile ?? '') && prepaid === undefined;
  if (stated && expected && !isMinimum && !doesPayableAddUp(sums, stated)) {
    problems.push(
      doubt(
        'payable amount',
        `gross, prepaid and rounding make ${expected.exact}, the payable amount is ${stated.exact}`,
      ),
    );
  }
  if (net && tax && gross && !doesGrossAddUp(sums, gross)) {
    problems.push(
      doubt(
        'gross amount',
        `net ${net.exact} and tax ${tax.exact} do not make the gross ${gross.exact}`,
      ),
    );
  }
  const [part] = written.partsDue
    .map((text) => statedAmount(text, written.currency))
    .filter((each) => each && payable && !isSameAmount(each.exact, payable.exact));
  if (part) problems.push(doubt('due day', `of it ${part.exact} falls due by itself`));
  if (stated && isNegative(stated)) {
    problems.push(
      doubt('payable amount', `the payable amount ${stated.exact} is negative: the seller owes it`),
    );
  }
  return { net, tax, gross, prepaid, rounding, payable };
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
