import { describe, expect, test } from 'vitest';
import type { ReadInvoice } from './invoice.ts';
import { readInvoice } from './read.ts';

function read(xml: string): ReadInvoice {
  const reading = readInvoice(new TextEncoder().encode(xml));
  if (!reading.readable) throw new Error(reading.refusal.what);
  return reading.invoice;
}

const SELLER =
  '<AccountingSupplierParty><Party><PartyName><Name>Acme</Name></PartyName></Party></AccountingSupplierParty>';

function ubl(inside: string, totals: string): string {
  return `<Invoice>${inside}<ID>R-1</ID><IssueDate>2026-03-02</IssueDate>
    <InvoiceTypeCode>380</InvoiceTypeCode><DocumentCurrencyCode>EUR</DocumentCurrencyCode>
    ${SELLER}${totals}</Invoice>`;
}

function cii(settlement: string): string {
  return `<CrossIndustryInvoice><ExchangedDocument><ID>R-1</ID><TypeCode>380</TypeCode>
    <IssueDateTime><DateTimeString format="102">20260302</DateTimeString></IssueDateTime>
    </ExchangedDocument><SupplyChainTradeTransaction><ApplicableHeaderTradeAgreement>
    <SellerTradeParty><Name>Acme</Name></SellerTradeParty></ApplicableHeaderTradeAgreement>
    <ApplicableHeaderTradeSettlement><InvoiceCurrencyCode>EUR</InvoiceCurrencyCode>${settlement}
    </ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>`;
}

describe('tax without a total', () => {
  test('is what its parts make in UBL', () => {
    const { tax, problems } = read(
      ubl(
        '',
        `<TaxTotal><TaxSubtotal><TaxAmount>19.00</TaxAmount></TaxSubtotal>
        <TaxSubtotal><TaxAmount>0.70</TaxAmount></TaxSubtotal></TaxTotal><LegalMonetaryTotal>
        <TaxExclusiveAmount>110.00</TaxExclusiveAmount><TaxInclusiveAmount>129.70</TaxInclusiveAmount>
        <PayableAmount>129.70</PayableAmount></LegalMonetaryTotal>`,
      ),
    );
    expect([tax?.exact, problems]).toEqual(['19.70', []]);
  });

  test('is what its parts make in CII', () => {
    const { tax } = read(
      cii(`<ApplicableTradeTax><CalculatedAmount>19.00</CalculatedAmount></ApplicableTradeTax>
        <ApplicableTradeTax><CalculatedAmount>0.70</CalculatedAmount></ApplicableTradeTax>
        <SpecifiedTradeSettlementHeaderMonetarySummation><GrandTotalAmount>129.70</GrandTotalAmount>
        <DuePayableAmount>129.70</DuePayableAmount></SpecifiedTradeSettlementHeaderMonetarySummation>`),
    );
    expect(tax?.exact).toBe('19.70');
  });
});

const TOTALS = `<LegalMonetaryTotal><TaxInclusiveAmount>119.00</TaxInclusiveAmount>
  <PayableAmount>129.00</PayableAmount></LegalMonetaryTotal>`;
const FOR_OTHERS = '<PrepaidPayment><PaidAmount>10.00</PaidAmount></PrepaidPayment>';

test("what is collected for others adds up in XRechnung's extension, and nowhere else", () => {
  const extension =
    '<CustomizationID>urn:cen.eu:en16931:2017#conformant#urn:xeinkauf.de:kosit:extension:xrechnung_3.0</CustomizationID>';
  expect(read(ubl(extension, FOR_OTHERS + TOTALS)).problems).toEqual([]);
  expect(read(ubl('', FOR_OTHERS + TOTALS)).problems).toMatchObject([{ where: 'payable amount' }]);
});

test.each([
  ['129.70', []],
  ['50.00', ['of it 50.00 falls due by itself']],
])('a part of %s that falls due is said: %j', (part, said) => {
  const { dueOn, problems } = read(
    cii(`<SpecifiedTradePaymentTerms><DueDateDateTime><DateTimeString format="102">20260401
      </DateTimeString></DueDateDateTime><PartialPaymentAmount>${part}</PartialPaymentAmount>
      </SpecifiedTradePaymentTerms><SpecifiedTradeSettlementHeaderMonetarySummation>
      <GrandTotalAmount>129.70</GrandTotalAmount><DuePayableAmount>129.70</DuePayableAmount>
      </SpecifiedTradeSettlementHeaderMonetarySummation>`),
  );
  expect([dueOn, problems.map(({ what }) => what)]).toEqual(['2026-04-01', said]);
});

test('a VAT number may stand where others identify themselves', () => {
  const { buyer } = read(
    ubl(
      '',
      `<AccountingCustomerParty><Party><PartyIdentification><ID schemeID="DE:VAT">DE123456789</ID>
      </PartyIdentification><PartyName><Name>Berg</Name></PartyName></Party></AccountingCustomerParty>
      <LegalMonetaryTotal><PayableAmount>1.00</PayableAmount></LegalMonetaryTotal>`,
    ),
  );
  expect(buyer).toEqual({ name: 'Berg', vatId: 'DE123456789', id: 'DE123456789' });
});
