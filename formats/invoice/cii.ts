import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import { inCurrency } from './ubl.ts';
import type { WrittenInvoice } from './written-invoice.ts';

/**
 * UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung in this syntax; and ZUGFeRD 1,
 * whose names differ a little.
 */
export function readCii(root: XmlElement): WrittenInvoice {
  const isFirst = root.name === 'CrossIndustryDocument';
  const header = isFirst ? 'ApplicableSupplyChainTrade' : 'ApplicableHeaderTrade';
  const document = at(root, isFirst ? 'HeaderExchangedDocument' : 'ExchangedDocument');
  const trade = at(
    root,
    isFirst ? 'SpecifiedSupplyChainTradeTransaction' : 'SupplyChainTradeTransaction',
  );
  const context = at(
    root,
    isFirst ? 'SpecifiedExchangedDocumentContext' : 'ExchangedDocumentContext',
  );
  const agreement = at(trade, `${header}Agreement`);
  const settlement = at(trade, `${header}Settlement`);
  const totals =
    at(settlement, 'SpecifiedTradeSettlementHeaderMonetarySummation') ??
    at(settlement, 'SpecifiedTradeSettlementMonetarySummation');
  const currency = parseCurrency(textAt(settlement, 'InvoiceCurrencyCode') ?? '');
  const terms = allAt(settlement, 'SpecifiedTradePaymentTerms');
  const means = allAt(settlement, 'SpecifiedTradeSettlementPaymentMeans');
  const total = (name: string) => inCurrency(allAt(totals, name), currency);
  const order = at(agreement, 'BuyerOrderReferencedDocument');
  return {
    format: isFirst ? 'zugferd1' : 'cii',
    isCreditNote: false,
    profile: textAt(context, 'GuidelineSpecifiedDocumentContextParameter', 'ID'),
    number: textAt(document, 'ID'),
    typeCode: textAt(document, 'TypeCode'),
    issued: dayText(at(document, 'IssueDateTime')),
    due: dueDays(terms),
    dueByMeans: [],
    terms: terms.flatMap((each) => allAt(each, 'Description')).map(({ text }) => text),
    discounts: terms
      .flatMap((each) => allAt(each, 'ApplicableTradePaymentDiscountTerms'))
      .map(discount),
    currency,
    seller: party(at(agreement, 'SellerTradeParty')),
    buyer: party(at(agreement, 'BuyerTradeParty')),
    payee: textAt(settlement, 'PayeeTradeParty', 'Name'),
    net: total('TaxBasisTotalAmount'),
    tax: total('TaxTotalAmount'),
    gross: total('GrandTotalAmount'),
    prepaid: total('TotalPrepaidAmount'),
    rounding: total('RoundingAmount'),
    payable: total('DuePayableAmount'),
    paymentReferences: allAt(settlement, 'PaymentReference').map(({ text }) => text),
    accounts: means
      .flatMap((each) => allAt(each, 'PayeePartyCreditorFinancialAccount'))
      .flatMap((account) => [
        textAt(account, 'IBANID') ?? '',
        textAt(account, 'ProprietaryID') ?? '',
      ]),
    orderReference: textAt(order, 'IssuerAssignedID') ?? textAt(order, 'ID'),
    buyerReference: textAt(agreement, 'BuyerReference'),
  };
}

/** Terms with a discount say until when it may be taken; the others say when all is due. */
function dueDays(terms: readonly XmlElement[]): (string | undefined)[] {
  const plain = terms.filter((each) => !at(each, 'ApplicableTradePaymentDiscountTerms'));
  return [...plain, ...terms].map((each) => dayText(at(each, 'DueDateDateTime')));
}

function discount(terms: XmlElement) {
  const period = at(terms, 'BasisPeriodMeasure');
  const isDays = /^(DAY|D)?$/i.test(period?.attributes.get('unitCode') ?? '');
  return {
    days: isDays ? textAt(period) : undefined,
    percent: textAt(terms, 'CalculationPercent'),
  };
}

function party(element: XmlElement | undefined) {
  const taxIds = allAt(element, 'SpecifiedTaxRegistration', 'ID');
  const vat = taxIds.find(({ attributes }) => attributes.get('schemeID') === 'VA') ?? taxIds[0];
  return {
    name:
      textAt(element, 'Name') ??
      textAt(element, 'SpecifiedLegalOrganization', 'TradingBusinessName'),
    vatId: textAt(vat),
    id:
      textAt(element, 'ID') ??
      textAt(element, 'GlobalID') ??
      textAt(element, 'SpecifiedLegalOrganization', 'ID') ??
      textAt(element, 'URIUniversalCommunication', 'URIID'),
  };
}

/** DateTimeString in form 102 (YYYYMMDD) or as people wrote it, or DateTime. */
function dayText(element: XmlElement | undefined): string | undefined {
  return (
    textAt(element, 'DateTimeString') ??
    textAt(element, 'DateString') ??
    textAt(element, 'DateTime') ??
    textAt(element)
  );
}
