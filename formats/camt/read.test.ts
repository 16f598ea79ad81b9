import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { addsUp } from '../balance-check.ts';
import { whyNotBookable } from '../bank-statement.ts';
import { cpuMsSince, samplesIn } from '../samples.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('camt.052, camt.053 and camt.054', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readBankFile(bytes);
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test('the version is told from the namespace', () => {
    expect(sample('a-payment-in-version-8.xml').message).toBe('camt.053.001.08');
    expect(sample('the-first-version-with-its-own-names.xml').message).toBe('camt.052.001.01');
  });

  test('the ultimate payer is kept beside the one who pays', () => {
    const [line] = sample('a-payment-in-version-2.xml').statements[0]?.lines ?? [];
    expect(line?.counterparty).toMatchObject({
      name: 'Acme Handelsgesellschaft mbH',
      onBehalfOf: 'Acme Werk Nord',
    });
  });

  test('what is announced, inexact or without an amount may not be booked', () => {
    expect(reasons('a-report-of-the-day-announces-and-informs.xml')).toEqual([
      'it is announced and not booked yet',
      'it is announced and not booked yet',
      undefined,
      'it is announced and not booked yet',
    ]);
    expect(reasons('more-decimals-than-the-currency-has.xml').slice(0, 3)).toEqual([
      undefined,
      'its amount is not exact in its currency',
      'its amount is not exact in its currency',
    ]);
    expect(reasons('only-the-entry-speaks.xml')).toEqual(['it has no day', 'it has no amount']);
  });

  test('a statement says whether it adds up, or that it does not say', () => {
    expect(sample('a-payment-in-version-2.xml').statements.map(addsUp)).toEqual([true]);
    expect(sample('balances-that-do-not-add-up.xml').statements.map(addsUp)).toEqual([false]);
    expect(sample('a-payment-in-version-8.xml').statements.map(addsUp)).toEqual([undefined]);
  });
});

describe('is refused with advice', () => {
  test.each([
    [
      'a message without a statement',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr/></BkToCstmrStmt></Document>',
      /no statement of an account/,
    ],
    [
      'a payment order',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>',
      /pain\.001\.001\.09, not a bank statement/,
    ],
    ['some other XML', '<a><b/></a>', /no statement of an account/],
    [
      'a file that was cut off',
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1',
      /the XML is broken/,
    ],
    [
      'a document type',
      '<!DOCTYPE d [<!ENTITY a "b">]><Document><BkToCstmrStmt><Stmt><Id>&a;</Id></Stmt></BkToCstmrStmt></Document>',
      /declares a document type/,
    ],
    [
      'an entity nobody declared',
      '<Document><BkToCstmrStmt><Stmt><Id>&a;</Id></Stmt></BkToCstmrStmt></Document>',
      /the XML is broken/,
    ],
  ])('%s', (_what, xml, reason) => {
    expect(refusal(xml)).toMatch(reason);
  });

  test.each([
    ['elements nested a hundred thousand deep', '<a>'.repeat(100_000), /nested deeper than 64/],
    [
      'a thousand attributes',
      `<a ${Array.from({ length: 1_000 }, (_, at) => `b${at}="1"`).join(' ')}/>`,
      /more than 64 attributes/,
    ],
    ['a text of a megabyte', `<a>${'x'.repeat(1_000_000)}</a>`, /a text of more than/],
    [
      'a text of a megabyte in pieces',
      `<a>${'<b/>xxxxxxxxxx'.repeat(100_000)}</a>`,
      /a text of more than/,
    ],
  ])('%s, within two seconds', (_what, xml, reason) => {
    const before = process.cpuUsage();
    expect(refusal(xml)).toMatch(reason);
    expect(cpuMsSince(before)).toBeLessThan(2_000);
  });
});

function reasons(name: string) {
  return sample(name).statements.flatMap(({ lines }) => lines.map(whyNotBookable));
}

function sample(name: string) {
  const reading = readBankFile(
    SAMPLES.find((each) => each.name === name)?.bytes ?? new Uint8Array(),
  );
  if (!reading.readable) throw new Error(reading.refusal.what);
  return reading.file;
}

function refusal(xml: string): string {
  const reading = readBankFile(new TextEncoder().encode(xml));
  return reading.readable ? 'it was read' : reading.refusal.what;
}
