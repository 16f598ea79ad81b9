import type { StatedAmount } from '../stated-amount.ts';
import type { InvoiceParty, ReadInvoice } from './invoice.ts';

/** The form in which an invoice is printed and sent: decimal texts, days, null for absent. */
export function invoiceDocument(invoice: ReadInvoice) {
  return {
    format: invoice.format,
    profile: invoice.profile ?? null,
    number: invoice.number ?? null,
    typeCode: invoice.typeCode ?? null,
    kind: invoice.kind,
    issuedOn: invoice.issuedOn ?? null,
    dueOn: invoice.dueOn ?? null,
    dueOnFrom: invoice.dueOnFrom ?? null,
    currency: invoice.currency ?? null,
    seller: party(invoice.seller),
    buyer: party(invoice.buyer),
    net: amount(invoice.net),
    tax: amount(invoice.tax),
    gross: amount(invoice.gross),
    prepaid: amount(invoice.prepaid),
    rounding: amount(invoice.rounding),
    payable: amount(invoice.payable),
    paymentReference: invoice.paymentReference ?? null,
    ibans: [...invoice.ibans],
    orderReference: invoice.orderReference ?? null,
    buyerReference: invoice.buyerReference ?? null,
    preceding: [...invoice.preceding],
    problems: invoice.problems.map(({ where, what, advice, severity }) => ({
      where,
      what,
      advice,
      severity,
    })),
  };
}

export type InvoiceDocument = ReturnType<typeof invoiceDocument>;

function party({ name, vatId, id }: InvoiceParty) {
  return { name: name ?? null, vatId: vatId ?? null, id: id ?? null };
}

function amount(of: StatedAmount | undefined): string | null {
  return of?.exact ?? null;
}
