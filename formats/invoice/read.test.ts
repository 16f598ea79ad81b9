import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { cpuMsSince, samplesIn } from '../samples.ts';
import { invoiceDocument } from './invoice-document.ts';
import { readInvoice } from './read.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));
const CII = SAMPLES.find(({ name }) => name.includes('cii'))?.bytes ?? new Uint8Array();

describe('electronic invoices', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readInvoice(bytes);
    expect(reading.readable && invoiceDocument(reading.invoice)).toEqual(expected);
  });

  test.each([
    [
      'an order',
      '<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="x"/>',
      'this is an order (Order-X), not an invoice',
    ],
    [
      'another document',
      '<Document><x/></Document>',
      'this is an ISO 20022 message, perhaps a bank file, not an invoice',
    ],
    ['other XML', '<hello/>', 'the XML holds no invoice that we know'],
    [
      'a reminder with a mark and a stylesheet before it',
      '\uFEFF<?xml version="1.0"?><!-- <Invoice> --><?xml-stylesheet href="r.xsl"?><n:Reminder xmlns:n="x"/>',
      'this is a reminder, not an invoice',
    ],
    [
      'the answer to an invoice',
      '<rsm:CrossDomainAcknowledgementAndResponse/>',
      'this is the answer to a document, not an invoice',
    ],
    [
      'an audit file with invoices in it',
      '<AuditFile><SourceDocuments><SalesInvoices><Invoice><InvoiceNo>1</InvoiceNo></Invoice></SalesInvoices></SourceDocuments></AuditFile>',
      'this is an audit file (SAF-T), which is taken in as a ledger, not an invoice',
    ],
    [
      'a Finvoice behind its envelope',
      '<SOAP-ENV:Envelope><SOAP-ENV:Header/></SOAP-ENV:Envelope>\n<?xml version="1.0"?>\n<Finvoice/>',
      'this is a Finvoice, a language of its own',
    ],
    [
      'a Facturae',
      '<fe:Facturae xmlns:fe="x"><FileHeader/></fe:Facturae>',
      'this is a Facturae, a language of its own',
    ],
    [
      'an ebInterface invoice',
      '<Invoice xmlns="http://www.ebinterface.at/schema/6p1/"><InvoiceNumber>7</InvoiceNumber></Invoice>',
      'this is an ebInterface invoice, a language of its own',
    ],
    [
      'a Svefaktura',
      '<Invoice xmlns="urn:sfti:documents:BasicInvoice:1:0"><ID>7</ID></Invoice>',
      'this is a Svefaktura, a language of its own',
    ],
    [
      'an envelope in an envelope',
      container(container('<Invoice><ID>7</ID></Invoice>')),
      'the envelope holds no invoice',
    ],
    ['no XML', 'Dear all', 'this is no electronic invoice that we know'],
    ['nothing', '', 'the file is empty'],
    ['an empty invoice', '<Invoice/>', 'the invoice is empty'],
    [
      'declared entities',
      '<!DOCTYPE x [<!ENTITY a "b">]><Invoice>&a;</Invoice>',
      'the XML declares a document type',
    ],
    ['nesting without end', '<a>'.repeat(100), 'the XML has elements nested deeper than 64'],
    [
      'floods of elements',
      `<Invoice>${'<a>b</a>'.repeat(600_000)}</Invoice>`,
      'the XML has more than 500000 elements',
    ],
    [
      'a PDF without an invoice',
      '%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n',
      'the PDF carries no electronic invoice',
    ],
  ])('%s is refused', (_what, text, reason) => {
    const before = process.cpuUsage();
    const reading = readInvoice(new TextEncoder().encode(text));
    expect(reading).toMatchObject({ readable: false, refusal: { what: reason } });
    expect(cpuMsSince(before)).toBeLessThan(20_000);
  });

  test('what is broken behind the invoice takes nothing from it', () => {
    const reading = readInvoice(Buffer.concat([CII, Buffer.from('\n<<rest')]));
    expect(reading.readable && reading.invoice.number).toBe('RE-18');
    expect(reading.readable && reading.invoice.problems.at(-1)?.what).toMatch(
      /^behind the invoice/,
    );
  });

  test('a credit note may be told by its code or by its kind of document', () => {
    expect(kindOf('<Invoice><ID>1</ID><InvoiceTypeCode>381</InvoiceTypeCode></Invoice>')).toBe(
      'credit_note',
    );
    expect(kindOf('<CreditNote><ID>1</ID></CreditNote>')).toBe('credit_note');
    expect(
      kindOf('<CreditNote><ID>1</ID><CreditNoteTypeCode>384</CreditNoteTypeCode></CreditNote>'),
    ).toBe('correction');
    expect(kindOf('<SelfBilledCreditNote><ID>1</ID></SelfBilledCreditNote>')).toBe('credit_note');
    // What is a credit in Malaysia is an export in Colombia.
    expect(kindOf('<Invoice><ID>1</ID><InvoiceTypeCode>02</InvoiceTypeCode></Invoice>')).toBe(
      'invoice',
    );
    expect(kindOf('<Invoice><ID>1</ID><InvoiceTypeCode>751</InvoiceTypeCode></Invoice>')).toBe(
      'invoice',
    );
  });
});

describe('an invoice in an envelope', () => {
  const invoice = '<Invoice><ID>R-7</ID><AccountingSupplierParty/></Invoice>';
  test.each([
    ['of a network', `<StandardBusinessDocument><Header/>${invoice}</StandardBusinessDocument>`],
    [
      'of an authority',
      `<e:DocumentEnvelope><e:DocumentBody>${invoice}</e:DocumentBody></e:DocumentEnvelope>`,
    ],
    ['of UBL', container(invoice)],
    [
      'of UBL as a file',
      `<AttachedDocument><ID>1</ID><Attachment><EmbeddedDocumentBinaryObject>${Buffer.from(invoice).toString('base64')}</EmbeddedDocumentBinaryObject></Attachment></AttachedDocument>`,
    ],
  ])('%s is read', (_what, text) => {
    expect(invoiceIn(text)?.number).toBe('R-7');
  });
});

describe('terms of payment in fields', () => {
  const terms = (text: string) =>
    invoiceIn(
      `<Invoice><ID>1</ID><IssueDate>2026-03-02</IssueDate><DueDate>2026-04-01</DueDate>${text}</Invoice>`,
    );

  test('a discount counts from the day that it names, or ends on one', () => {
    const cii = invoiceIn(
      '<CrossIndustryInvoice><ExchangedDocument><IssueDateTime>20260302</IssueDateTime></ExchangedDocument><SupplyChainTradeTransaction><ApplicableHeaderTradeSettlement><SpecifiedTradePaymentTerms><ApplicableTradePaymentDiscountTerms><BasisDateTime>20260304</BasisDateTime><BasisPeriodMeasure unitCode="DAY">10</BasisPeriodMeasure><CalculationPercent>2</CalculationPercent></ApplicableTradePaymentDiscountTerms></SpecifiedTradePaymentTerms></ApplicableHeaderTradeSettlement></SupplyChainTradeTransaction></CrossIndustryInvoice>',
    );
    expect(cii?.discounts).toEqual([{ until: '2026-03-14', percent: '2' }]);
    const ubl = terms(
      '<PaymentTerms><SettlementDiscountPercent>3.00</SettlementDiscountPercent><SettlementPeriod><EndDate>2026-03-09</EndDate></SettlementPeriod></PaymentTerms>',
    );
    expect(ubl?.discounts).toEqual([{ until: '2026-03-09', percent: '3.00' }]);
    expect(ubl?.dueOn).toBe('2026-04-01');
  });

  test('an invoice that falls due in parts says so', () => {
    const read = terms(
      '<PaymentTerms><PaymentDueDate>2026-03-20</PaymentDueDate></PaymentTerms><PaymentTerms><PaymentDueDate>2026-04-01</PaymentDueDate></PaymentTerms>',
    );
    expect(read?.problems.map(({ what }) => what)).toContain(
      'it falls due in parts, on 2026-03-20, 2026-04-01',
    );
  });
});

describe('a PDF with the invoice inside', () => {
  test.each([
    ['packed', pdf([['factur-x.xml', '/Filter/FlateDecode', deflateSync(CII)]])],
    ['plain', pdf([['ZUGFeRD-invoice.xml', '', CII]])],
    [
      'as hexadecimal digits',
      pdf([
        [
          'xrechnung.xml',
          '/Filter[/ASCIIHexDecode]',
          Buffer.from(`${Buffer.from(CII).toString('hex')}>`),
        ],
      ]),
    ],
    [
      'with its index among packed objects',
      pdf([['factur-x.xml', '/Filter/FlateDecode', deflateSync(CII)]], true),
    ],
    [
      'in two filters',
      pdf([
        [
          'factur-x.xml',
          '/Filter[/ASCIIHexDecode/FlateDecode]',
          Buffer.from(deflateSync(CII).toString('hex')),
        ],
      ]),
    ],
    [
      'beside another attachment',
      pdf([
        ['notes.xml', '', Buffer.from('<notes/>')],
        ['factur-x.xml', '', CII],
      ]),
    ],
  ])('%s is read', (_what, bytes) => {
    const reading = readInvoice(bytes);
    expect(
      reading.readable ? [reading.invoice.number, reading.invoice.payable?.exact] : reading.refusal,
    ).toEqual(['RE-18', '-119.00']);
  });

  test('of two invoices the usual name wins, and it is said', () => {
    const other = Buffer.from(Buffer.from(CII).toString().replaceAll('RE-18', 'RE-99'));
    const reading = readInvoice(
      pdf([
        ['zugferd-invoice.xml', '', other],
        ['factur-x.xml', '', CII],
      ]),
    );
    expect(reading.readable && reading.invoice.number).toBe('RE-18');
    expect(reading.readable && reading.invoice.problems.at(-1)?.what).toBe(
      "the PDF carries 2 invoices, of which 'factur-x.xml' is read",
    );
  });

  test('a later version of the file replaces the earlier', () => {
    const later = Buffer.from(Buffer.from(CII).toString().replaceAll('RE-18', 'RE-19'));
    const whole = Buffer.concat([
      pdf([['factur-x.xml', '', CII]]),
      Buffer.from('\n'),
      pdf([['factur-x.xml', '', later]]),
    ]);
    const reading = readInvoice(whole);
    expect(reading.readable && reading.invoice.number).toBe('RE-19');
  });

  test('one that is protected or a bomb is refused', () => {
    const locked = Buffer.concat([
      pdf([['factur-x.xml', '', CII]]),
      Buffer.from('\ntrailer <</Encrypt 9 0 R>>'),
    ]);
    expect(readInvoice(locked)).toMatchObject({
      refusal: { what: 'the PDF is protected by a password' },
    });
    const bomb = deflateSync(Buffer.alloc(200_000_000, ' '));
    expect(readInvoice(pdf([['factur-x.xml', '/Filter/FlateDecode', bomb]]))).toMatchObject({
      refusal: { what: 'the PDF carries no electronic invoice' },
    });
  });
});

function invoiceIn(text: string) {
  const reading = readInvoice(new TextEncoder().encode(text));
  return reading.readable ? reading.invoice : undefined;
}

function container(document: string): string {
  return `<AttachedDocument><ID>1</ID><Attachment><ExternalReference><Description><![CDATA[${document.replaceAll(']]>', ']]]]><![CDATA[>')}]]></Description></ExternalReference></Attachment></AttachedDocument>`;
}

function kindOf(text: string) {
  const reading = readInvoice(new TextEncoder().encode(text));
  return reading.readable ? reading.invoice.kind : reading.refusal.what;
}

/** A PDF as small as one with attachments can be; `isPacked` puts its specifications in a stream. */
function pdf(
  files: readonly (readonly [string, string, Uint8Array])[],
  isPacked = false,
): Uint8Array {
  const parts: Buffer[] = [
    Buffer.from('%PDF-1.7\n1 0 obj\n<</Type/Catalog/AF[10 0 R]>>\nendobj\n'),
  ];
  for (const [at, [name, filter, content]] of files.entries()) {
    const specification = `<</Type/Filespec/F(${name})/UF<${Buffer.from(`\uFEFF${name}`, 'utf16le').swap16().toString('hex')}>/EF<</F ${20 + at} 0 R>>>>`;
    if (isPacked) {
      const stream = deflateSync(Buffer.from(`${10 + at} 0 ${specification}`));
      const first = `${10 + at} 0 `.length;
      parts.push(
        Buffer.from(
          `${30 + at} 0 obj\n<</Type/ObjStm/N 1/First ${first}/Filter/FlateDecode/Length ${stream.length}>>\nstream\n`,
        ),
        stream,
        Buffer.from('\nendstream\nendobj\n'),
      );
    } else parts.push(Buffer.from(`${10 + at} 0 obj\n${specification}\nendobj\n`));
    parts.push(
      Buffer.from(`${20 + at} 0 obj\n<</Type/EmbeddedFile${filter}/Length 99 0 R>>\nstream\r\n`),
      Buffer.from(content),
      Buffer.from('\r\nendstream\nendobj\n'),
    );
  }
  return Buffer.concat(parts);
}
