import { daysBetween } from '@goodterms/core/kernel/day.ts';
import type { ReadInvoice } from '../invoice/invoice.ts';
import { exactSum, isNegative, negated, type StatedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { knownTable, type LedgerRow } from './known-table.ts';
import type { NamedInvoice } from './read.ts';

/** An invoice with the number of the customer whom it is addressed to, and the name of its file. */
export type AddressedInvoice = NamedInvoice & { readonly customerNumber: string };

/**
 * Electronic invoices as rows of a ledger. What was paid before one was sent is not open; a credit
 * note, and whatever asks for less than nothing, reduces the debt: that of the invoice it names,
 * when it names one.
 */
export function invoiceTable(invoices: readonly AddressedInvoice[]): Table {
  const problems = invoices.flatMap(({ name, invoice }) =>
    invoice.problems.map((problem) => (name ? { ...problem, where: name } : problem)),
  );
  return knownTable(invoices.map(rowOf), 'utf-8', problems);
}

function rowOf({ invoice, customerNumber }: AddressedInvoice): LedgerRow {
  const { payable, prepaid } = invoice;
  const owed = payable && wholeOf(payable, prepaid);
  const isCredit = invoice.kind === 'credit_note' || (owed !== undefined && owed.startsWith('-'));
  const isPrepaid = prepaid !== undefined && /[1-9]/.test(prepaid.exact);
  const [credited, another] = invoice.preceding;
  const size = (exact: string | undefined) => exact?.replace('-', '');
  return {
    customerNumber,
    customerName: invoice.buyer.name,
    legalId: invoice.buyer.vatId,
    currency: invoice.currency,
    kind: isCredit ? 'credit note' : 'invoice',
    reference: invoice.number,
    orderReference: invoice.orderReference,
    paymentReference: isCredit ? undefined : invoice.paymentReference,
    terms: isCredit ? undefined : discountsOf(invoice),
    issuedOn: invoice.issuedOn,
    dueOn: isCredit ? undefined : invoice.dueOn,
    amount: size(owed),
    openAmount: isPrepaid && !isCredit ? size(payable?.exact) : undefined,
    against: isCredit && another === undefined ? credited : undefined,
  };
}

/** '#SKONTO#TAGE=10#PROZENT=2#': the one way to write terms that can be read only as discounts. */
function discountsOf({ discounts, issuedOn }: ReadInvoice): string | undefined {
  if (issuedOn === undefined) return undefined;
  const terms = discounts.map(({ percent, until }) => ({
    percent,
    days: daysBetween(issuedOn, until),
  }));
  return terms
    .filter(({ days }) => days >= 0)
    .map(({ percent, days }) => `#SKONTO#TAGE=${days}#PROZENT=${percent}#`)
    .join('\n');
}

function wholeOf(payable: StatedAmount, prepaid: StatedAmount | undefined): string {
  if (prepaid === undefined || isNegative(payable)) return payable.exact;
  return exactSum([payable.exact, isNegative(prepaid) ? negated(prepaid).exact : prepaid.exact]);
}
