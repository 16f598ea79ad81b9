import type { ReadInvoice } from '../invoice/invoice.ts';
import { exactSum, isNegative, negated, type StatedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { knownTable } from './known-table.ts';

/**
 * An electronic invoice as the row of a ledger. What was paid before it was sent is not open; a
 * credit note, and whatever asks for less than nothing, reduces the debt: that of the invoice it
 * names, when it names one.
 */
export function invoiceTable(invoice: ReadInvoice, customerNumber: string): Table {
  const { payable, prepaid } = invoice;
  const owed = payable && wholeOf(payable, prepaid);
  const isCredit = invoice.kind === 'credit_note' || (owed !== undefined && owed.startsWith('-'));
  const isPrepaid = prepaid !== undefined && /[1-9]/.test(prepaid.exact);
  const [credited, another] = invoice.preceding;
  const size = (exact: string | undefined) => exact?.replace('-', '');
  const row = {
    customerNumber,
    customerName: invoice.buyer.name,
    legalId: invoice.buyer.vatId,
    currency: invoice.currency,
    kind: isCredit ? 'credit note' : 'invoice',
    reference: invoice.number,
    orderReference: invoice.orderReference,
    issuedOn: invoice.issuedOn,
    dueOn: isCredit ? undefined : invoice.dueOn,
    amount: size(owed),
    openAmount: isPrepaid && !isCredit ? size(payable?.exact) : undefined,
    against: isCredit && another === undefined ? credited : undefined,
  };
  return knownTable([row], 'utf-8', invoice.problems);
}

function wholeOf(payable: StatedAmount, prepaid: StatedAmount | undefined): string {
  if (prepaid === undefined || isNegative(payable)) return payable.exact;
  return exactSum([payable.exact, isNegative(prepaid) ? negated(prepaid).exact : prepaid.exact]);
}
