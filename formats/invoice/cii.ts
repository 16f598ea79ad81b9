import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import { DISCOUNT } from './terms-words.ts';
import { inCurrency, sumOf } from './ubl.ts';
import type { WrittenDiscount, WrittenInvoice } from './written-invoice.ts';

/**
 * UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung in this syntax; and ZUGFeRD 1,
 * whose names differ a little.
 */
export function readCii(root: XmlElement): WrittenInvoice {
  const isFirst = at(root, 'HeaderExchangedDocument') !== undefined;
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
  const taxes = allAt(settlement, 'ApplicableTradeTax');
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
    dueByTerms: [],
    partsDue: terms.flatMap((each) => textAt(each, 'PartialPaymentAmount') ?? []),
    terms: terms.flatMap((each) => allAt(each, 'Description')).map(({ text }) => text),
    discounts: terms.flatMap((each) => [
      ...allAt(each, 'ApplicableTradePaymentDiscountTerms').map(discount),
      ...discountInWords(each),
    ]),
    currency,
    seller: party(at(agreement, 'SellerTradeParty')),
    buyer: party(at(agreement, 'BuyerTradeParty')),
    payee: textAt(settlement, 'PayeeTradeParty', 'Name'),
    net: total('TaxBasisTotalAmount'),
    tax: total('TaxTotalAmount') ?? sumOf(taxes.map((each) => textAt(each, 'CalculatedAmount'))),
    withheld: undefined,
    gross: total('GrandTotalAmount'),
    lines: total('LineTotalAmount'),
    allowances: undefined,
    charges: undefined,
    prepaid: total('TotalPrepaidAmount'),
    rounding: total('RoundingAmount'),
    thirdParty: undefined,
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
    preceding: allAt(settlement, 'InvoiceReferencedDocument').flatMap(
      (each) => textAt(each, 'IssuerAssignedID') ?? textAt(each, 'ID') ?? [],
    ),
  };
}

/**
 * Terms with a discount say until when it may be taken; the others say when all is due. The first
 * counts; where there are several, all come once more as parts.
 */
function dueDays(terms: readonly XmlElement[]): (string | undefined)[] {
  const plain = terms.filter((each) => !isDiscount(each));
  const [first, ...others] = (plain.length > 0 ? plain : terms).flatMap(
    (each) => dayText(at(each, 'DueDateDateTime')) ?? [],
  );
  return others.length > 0 ? [first, first, ...others] : [first];
}

/** Says so with its structure, or with words about a share and nothing about the rest. */
function isDiscount(terms: XmlElement): boolean {
  if (at(terms, 'ApplicableTradePaymentDiscountTerms')) return true;
  const text = textAt(terms, 'Description') ?? '';
  return DISCOUNT.test(text) && /\d\s?%/.test(text) && !WITHOUT_DISCOUNT.test(text);
}

const WITHOUT_DISCOUNT =
  /netto|\bnet\b|ohne abz|ohne absch|without|sans escompte|senza sconto|sin desc/i;

/** 'Zahlbar mit 2 % Skonto bis' and the day beside it. */
function discountInWords(terms: XmlElement): WrittenDiscount[] {
  const isStructured = at(terms, 'ApplicableTradePaymentDiscountTerms') !== undefined;
  const until = dayText(at(terms, 'DueDateDateTime'));
  const [, percent] =
    /(\d{1,2}(?:[.,]\d{1,4})?)\s?%/.exec(textAt(terms, 'Description') ?? '') ?? [];
  if (isStructured || !isDiscount(terms) || until === undefined || percent === undefined) return [];
  return [{ until, from: undefined, days: undefined, percent: percent.replace(',', '.') }];
}

/** Counted from the invoice's day where no other is named. */
function discount(terms: XmlElement): WrittenDiscount {
  const period = at(terms, 'BasisPeriodMeasure');
  const isDays = /^(DAYS?|D)?$/i.test(period?.attributes.get('unitCode') ?? '');
  return {
    until: undefined,
    from: dayText(at(terms, 'BasisDateTime')),
    days: isDays ? textAt(period)?.replace(/\.0+$/, '') : undefined,
    percent: textAt(terms, 'CalculationPercent'),
  };
}

function party(element: XmlElement | undefined) {
  const taxIds = allAt(element, 'SpecifiedTaxRegistration', 'ID').filter(({ text }) =>
    /\d/.test(text),
  );
  const isVat = ({ attributes }: XmlElement) => /^VAT?$/.test(attributes.get('schemeID') ?? '');
  const vat = taxIds.find(isVat) ?? taxIds[0];
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
