import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { exactSum, statedAmount } from '../stated-amount.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import type { WrittenDiscount, WrittenInvoice } from './written-invoice.ts';

/**
 * UBL 2 Invoice, CreditNote and DebitNote, as EN 16931, Peppol and XRechnung use them, and the
 * countries that use more of it: OIOUBL, MyInvois, e-Fatura, DIAN, SUNAT.
 */
export function readUbl(root: XmlElement): WrittenInvoice {
  const totals = at(root, 'LegalMonetaryTotal') ?? at(root, 'RequestedMonetaryTotal');
  const currency = parseCurrency(
    textAt(root, 'DocumentCurrencyCode') ??
      at(totals, 'PayableAmount')?.attributes.get('currencyID') ??
      '',
  );
  const means = allAt(root, 'PaymentMeans');
  const terms = allAt(root, 'PaymentTerms');
  const profile = textAt(root, 'CustomizationID') ?? textAt(root, 'ProfileID');
  const tax = taxOf(allAt(root, 'TaxTotal'), currency);
  const allowances = textAt(totals, 'AllowanceTotalAmount');
  const charges = textAt(totals, 'ChargeTotalAmount');
  const lines = textAt(totals, 'LineExtensionAmount');
  return {
    format: 'ubl',
    isCreditNote: root.name.endsWith('CreditNote') || isCreditByCode(root),
    profile,
    number: textAt(root, 'ID'),
    typeCode: textAt(root, 'InvoiceTypeCode') ?? textAt(root, 'CreditNoteTypeCode'),
    issued: textAt(root, 'IssueDate'),
    due: [textAt(root, 'DueDate'), ...terms.map((each) => textAt(each, 'PaymentDueDate'))],
    dueByMeans: means.map((each) => textAt(each, 'PaymentDueDate')),
    dueByTerms: terms
      .filter((each) => !hasDiscount(each))
      .map((each) => textAt(each, 'SettlementPeriod', 'EndDate')),
    partsDue: [],
    terms: terms.flatMap((each) => allAt(each, 'Note')).map(({ text }) => text),
    discounts: terms.filter(hasDiscount).map(discount),
    currency,
    seller: party(at(root, 'AccountingSupplierParty', 'Party')),
    buyer: party(
      at(root, 'AccountingCustomerParty', 'Party'),
      textAt(root, 'AccountingCustomerParty', 'SupplierAssignedAccountID'),
    ),
    payee: nameOf(at(root, 'PayeeParty')),
    net: netOf(totals, tax, profile),
    tax,
    withheld: taxOf(allAt(root, 'WithholdingTaxTotal'), currency),
    gross: textAt(totals, 'TaxInclusiveAmount'),
    lines,
    allowances,
    charges,
    prepaid: textAt(totals, 'PrepaidAmount'),
    rounding: textAt(totals, 'PayableRoundingAmount'),
    thirdParty: /extension:xrechnung/i.test(profile ?? '')
      ? sumOf(allAt(root, 'PrepaidPayment').map((each) => textAt(each, 'PaidAmount')))
      : undefined,
    payable: textAt(totals, 'PayableAmount'),
    paymentReferences: means.map(paymentReference).filter((text) => text !== undefined),
    accounts: means
      .flatMap((each) => [
        ...allAt(each, 'PayeeFinancialAccount', 'ID'),
        ...allAt(each, 'CreditAccount', 'AccountID'),
      ])
      .map(({ text }) => text),
    orderReference: textAt(root, 'OrderReference', 'ID'),
    buyerReference: textAt(root, 'BuyerReference'),
    preceding: allAt(root, 'BillingReference').flatMap(
      (each) =>
        textAt(each, 'InvoiceDocumentReference', 'ID') ??
        textAt(each, 'SelfBilledInvoiceDocumentReference', 'ID') ??
        [],
    ),
  };
}

/** MyInvois calls everything an invoice, and its version tells its codes from those of others. */
function isCreditByCode(root: XmlElement): boolean {
  const code = at(root, 'InvoiceTypeCode');
  return code?.attributes.has('listVersionID') === true && /^\s*(02|04|12|14)\s*$/.test(code.text);
}

function hasDiscount(terms: XmlElement): boolean {
  return /[1-9]/.test(textAt(terms, 'SettlementDiscountPercent') ?? '');
}

function discount(terms: XmlElement): WrittenDiscount {
  const days = at(terms, 'SettlementPeriod', 'DurationMeasure');
  const isDays = /^(DAYS?|D)?$/i.test(days?.attributes.get('unitCode') ?? '');
  return {
    until: textAt(terms, 'SettlementPeriod', 'EndDate'),
    from: undefined,
    days: isDays ? textAt(days)?.replace(/\.0+$/, '') : undefined,
    percent: textAt(terms, 'SettlementDiscountPercent'),
  };
}

/** In Denmark the kind of payment slip stands where others have the reference. */
function paymentReference(means: XmlElement): string | undefined {
  const reference = textAt(means, 'PaymentID');
  const instruction = textAt(means, 'InstructionID');
  const isSlip = /^\d{2}$/.test(reference ?? '') && instruction !== undefined;
  return isSlip ? instruction : (reference ?? instruction);
}

/**
 * Several taxes are one sum. A total without parts is the same once more, in the currency of the
 * tax or, in Saudi Arabia, in that of the document.
 */
function taxOf(totals: readonly XmlElement[], currency: string | undefined): string | undefined {
  const stated = totals.filter((each) => at(each, 'TaxAmount') !== undefined);
  const detailed = stated
    .filter((each) => at(each, 'TaxSubtotal') !== undefined)
    .map((each) => at(each, 'TaxAmount'))
    .filter((amount) => (amount?.attributes.get('currencyID') ?? currency) === currency);
  if (detailed.length > 1) return sumOf(detailed.map((amount) => textAt(amount)));
  if (stated.length === 0) return partsOf(totals);
  return inCurrency(
    stated.flatMap((each) => allAt(each, 'TaxAmount')),
    currency,
  );
}

/** Where no total is stated, what its parts make. */
function partsOf(totals: readonly XmlElement[]): string | undefined {
  return sumOf(
    totals.flatMap((each) => allAt(each, 'TaxSubtotal')).map((part) => textAt(part, 'TaxAmount')),
  );
}

/** In OIOUBL this amount is the tax, and net is what the lines make. */
function netOf(totals: XmlElement | undefined, tax?: string, profile = ''): string | undefined {
  const stated = textAt(totals, 'TaxExclusiveAmount');
  if (!/^OIOUBL/i.test(profile) || (stated !== undefined && stated !== tax)) return stated;
  return sumOf([
    textAt(totals, 'LineExtensionAmount'),
    negative(textAt(totals, 'AllowanceTotalAmount')),
    textAt(totals, 'ChargeTotalAmount'),
  ]);
}

/** Undefined where nothing is stated; what is no amount is left as it is written. */
export function sumOf(texts: readonly (string | undefined)[]): string | undefined {
  const stated = texts.filter((text) => text !== undefined);
  if (stated.length === 0) return undefined;
  const amounts = stated.map((text) => statedAmount(text, undefined)?.exact);
  const wrong = amounts.indexOf(undefined);
  return wrong >= 0 ? stated[wrong] : exactSum(amounts as string[]);
}

function negative(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.startsWith('-') ? text.slice(1) : `-${text}`;
}

/** `number` is what the other party calls it. */
function party(element: XmlElement | undefined, number?: string) {
  const schemes = allAt(element, 'PartyTaxScheme').filter((scheme) =>
    /\d/.test(textAt(scheme, 'CompanyID') ?? ''),
  );
  const vat = schemes.find((scheme) => textAt(scheme, 'TaxScheme', 'ID') === 'VAT') ?? schemes[0];
  const taxId = allAt(element, 'PartyIdentification', 'ID').find(({ attributes }) =>
    /^(TIN|VKN|TCKN|(?:[A-Z]{2}:)?VAT)$/.test(attributes.get('schemeID') ?? ''),
  );
  return {
    name: nameOf(element),
    vatId: textAt(vat, 'CompanyID') ?? textAt(taxId),
    id:
      textAt(element, 'PartyIdentification', 'ID') ??
      number ??
      textAt(element, 'PartyLegalEntity', 'CompanyID') ??
      textAt(element, 'EndpointID'),
  };
}

/** The registered name is who owes; the trading name only where there is no other. */
function nameOf(element: XmlElement | undefined): string | undefined {
  return (
    textAt(element, 'PartyLegalEntity', 'RegistrationName') ??
    textAt(element, 'PartyName', 'Name') ??
    textAt(element, 'PartyTaxScheme', 'RegistrationName') ??
    personName(at(element, 'Person'))
  );
}

function personName(person: XmlElement | undefined): string | undefined {
  const parts = [textAt(person, 'FirstName'), textAt(person, 'FamilyName')];
  return parts.filter((part) => part !== undefined).join(' ') || undefined;
}

/** Totals may come once more in the currency of the tax. */
export function inCurrency(
  amounts: readonly XmlElement[],
  currency: string | undefined,
): string | undefined {
  const own = amounts.find(({ attributes }) => attributes.get('currencyID') === currency);
  return textAt(own ?? amounts[0]);
}
