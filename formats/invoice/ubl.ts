import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import type { WrittenInvoice } from './written-invoice.ts';

/** UBL 2.1 Invoice and CreditNote, as EN 16931, Peppol BIS 3 and XRechnung use them. */
export function readUbl(root: XmlElement): WrittenInvoice {
  const isCreditNote = root.name === 'CreditNote';
  const currency = parseCurrency(textAt(root, 'DocumentCurrencyCode') ?? '');
  const totals = at(root, 'LegalMonetaryTotal');
  const means = allAt(root, 'PaymentMeans');
  const seller = at(root, 'AccountingSupplierParty', 'Party');
  return {
    format: 'ubl',
    isCreditNote,
    profile: textAt(root, 'CustomizationID') ?? textAt(root, 'ProfileID'),
    number: textAt(root, 'ID'),
    typeCode: textAt(root, isCreditNote ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'),
    issued: textAt(root, 'IssueDate'),
    due: [
      textAt(root, 'DueDate'),
      ...allAt(root, 'PaymentTerms').map((terms) => textAt(terms, 'PaymentDueDate')),
    ],
    dueByMeans: means.map((each) => textAt(each, 'PaymentDueDate')),
    terms: allAt(root, 'PaymentTerms', 'Note').map(({ text }) => text),
    discounts: [],
    currency,
    seller: party(seller),
    buyer: party(at(root, 'AccountingCustomerParty', 'Party')),
    payee: nameOf(at(root, 'PayeeParty')),
    net: textAt(totals, 'TaxExclusiveAmount'),
    tax: inCurrency(allAt(root, 'TaxTotal', 'TaxAmount'), currency),
    gross: textAt(totals, 'TaxInclusiveAmount'),
    prepaid: textAt(totals, 'PrepaidAmount'),
    rounding: textAt(totals, 'PayableRoundingAmount'),
    payable: textAt(totals, 'PayableAmount'),
    paymentReferences: means.flatMap((each) => allAt(each, 'PaymentID')).map(({ text }) => text),
    accounts: means
      .flatMap((each) => allAt(each, 'PayeeFinancialAccount', 'ID'))
      .map(({ text }) => text),
    orderReference: textAt(root, 'OrderReference', 'ID'),
    buyerReference: textAt(root, 'BuyerReference'),
  };
}

function party(element: XmlElement | undefined) {
  const schemes = allAt(element, 'PartyTaxScheme');
  const vat = schemes.find((scheme) => textAt(scheme, 'TaxScheme', 'ID') === 'VAT') ?? schemes[0];
  return {
    name: nameOf(element),
    vatId: textAt(vat, 'CompanyID'),
    id:
      textAt(element, 'PartyIdentification', 'ID') ??
      textAt(element, 'PartyLegalEntity', 'CompanyID') ??
      textAt(element, 'EndpointID'),
  };
}

/** The registered name is who owes; the trading name only where there is no other. */
function nameOf(element: XmlElement | undefined): string | undefined {
  return (
    textAt(element, 'PartyLegalEntity', 'RegistrationName') ?? textAt(element, 'PartyName', 'Name')
  );
}

/** Totals may come once more in the currency of the tax. */
export function inCurrency(
  amounts: readonly XmlElement[],
  currency: string | undefined,
): string | undefined {
  const own = amounts.find(({ attributes }) => attributes.get('currencyID') === currency);
  return textAt(own ?? amounts[0]);
}
