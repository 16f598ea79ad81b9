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

describe('several terms in CII', () => {
  const term = (text: string, day: string) =>
    `<SpecifiedTradePaymentTerms><Description>${text}</Description><DueDateDateTime>
    <DateTimeString format="102">${day}</DateTimeString></DueDateDateTime></SpecifiedTradePaymentTerms>`;
  const total = `<SpecifiedTradeSettlementHeaderMonetarySummation><DuePayableAmount>10.00
    </DuePayableAmount><GrandTotalAmount>10.00</GrandTotalAmount>
    </SpecifiedTradeSettlementHeaderMonetarySummation>`;

  test.each([
    [term('2,5 % Skonto bis', '20260309') + term('Ohne Abzug bis', '20260401')],
    [term('Ohne Abzug bis', '20260401') + term('2,5 % Skonto bis', '20260309')],
  ])('the day of a discount is not the due day, whichever comes first', (terms) => {
    const { dueOn, discounts, problems } = read(cii(terms + total));
    expect([dueOn, discounts, problems]).toEqual([
      '2026-04-01',
      [{ until: '2026-03-09', percent: '2.5' }],
      [],
    ]);
  });

  test('are parts where none is a discount', () => {
    const { dueOn, problems } = read(
      cii(term('First half', '20260401') + term('Second half', '20260501') + total),
    );
    expect([dueOn, problems.map(({ what }) => what)]).toEqual([
      '2026-04-01',
      ['it falls due in parts, on 2026-04-01, 2026-05-01'],
    ]);
  });
});

test('a VAT number has digits, and may be called VAT', () => {
  const parties = (buyer: string) =>
    cii('').replace(
      '</ApplicableHeaderTradeAgreement>',
      `<BuyerTradeParty><Name>Berg</Name>${buyer}</BuyerTradeParty></ApplicableHeaderTradeAgreement>`,
    );
  const registered = (scheme: string, id: string) =>
    `<SpecifiedTaxRegistration><ID schemeID="${scheme}">${id}</ID></SpecifiedTaxRegistration>`;
  expect(read(parties(registered('VA', 'DE'))).buyer.vatId).toBeUndefined();
  expect(read(parties(registered('FC', '12/345') + registered('VAT', 'SE1'))).buyer.vatId).toBe(
    'SE1',
  );
});

test('the number that the seller gives the buyer is theirs', () => {
  const { buyer } = read(
    ubl(
      '',
      `<AccountingCustomerParty><SupplierAssignedAccountID>C-10</SupplierAssignedAccountID><Party>
      <PartyLegalEntity><RegistrationName>Berg</RegistrationName><CompanyID>77</CompanyID>
      </PartyLegalEntity></Party></AccountingCustomerParty>
      <LegalMonetaryTotal><PayableAmount>1.00</PayableAmount></LegalMonetaryTotal>`,
    ),
  );
  expect(buyer).toEqual({ name: 'Berg', vatId: undefined, id: 'C-10' });
});

test('an OIOUBL invoice may state its net amount as others do', () => {
  const profile = '<CustomizationID>OIOUBL-2.01</CustomizationID>';
  const totals = (exclusive: string) =>
    `<TaxTotal><TaxAmount>42.00</TaxAmount></TaxTotal><LegalMonetaryTotal>
    <LineExtensionAmount>200.00</LineExtensionAmount>
    <TaxExclusiveAmount>${exclusive}</TaxExclusiveAmount>
    <TaxInclusiveAmount>242.00</TaxInclusiveAmount><PayableAmount>242.00</PayableAmount>
    </LegalMonetaryTotal>`;
  for (const exclusive of ['42.00', '200.00'])
    expect(read(ubl(profile, totals(exclusive))).net?.exact).toBe('200.00');
});
