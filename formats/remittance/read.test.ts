import { toCurrency } from '@goodterms/core/kernel/money.ts';
import { describe, expect, test } from 'vitest';
import { packed } from '../packed.ts';
import { samplesIn } from '../samples.ts';
import { readRemittance } from './read.ts';
import { remittanceDocument } from './remittance-document.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('remittance advices', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readRemittance(bytes);
    expect(reading.readable && remittanceDocument(reading.advice)).toEqual(expected);
  });

  test.each([
    ['nothing', '', 'the file is empty'],
    ['prose', 'Dear all, how are you?', 'no invoice and no amount was found in it'],
    ['other XML', '<hello/>', 'the XML holds no remittance advice that we know'],
    [
      'declared entities',
      '<!DOCTYPE x [<!ENTITY a "b">]><RemittanceAdvice>&a;</RemittanceAdvice>',
      'the XML declares a document type',
    ],
    [
      'a PDF of a picture',
      '%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj 2 0 obj <</Kids[3 0 R]>> endobj 3 0 obj <</Type/Page/Contents 4 0 R>> endobj 4 0 obj <</Length 8>>\nstream\n/Im1 Do \nendstream endobj',
      'the PDF is a picture and holds no text',
    ],
    [
      'a protected PDF',
      '%PDF-1.4\n1 0 obj <</Type/Catalog>> endobj trailer <</Encrypt 5 0 R>>',
      'the PDF is protected by a password',
    ],
  ])('%s is refused', (_what, text, reason) => {
    expect(readRemittance(encode(text))).toMatchObject({ refusal: { what: reason } });
  });

  test('a currency and an order of days that the advice leaves open are taken from who knows', () => {
    const bytes = encode(
      'Invoice number;Date;Amount\n8001;04/03/2026;100,00\n8002;05/03/2026;1,50\n',
    );
    const open = readRemittance(bytes);
    expect(open.readable && open.advice.lines[0]).toMatchObject({
      reference: '8001',
      documentDate: undefined,
      amount: undefined,
    });
    expect(open.readable && open.advice.problems).toHaveLength(2);
    const known = readRemittance(bytes, { currency: toCurrency('EUR'), dayOrder: 'DMY' });
    expect(known.readable && known.advice.lines[0]).toMatchObject({
      documentDate: '2026-03-04',
      amount: { minor: 10_000n, currency: 'EUR' },
    });
  });

  test('a workbook is read like a table', () => {
    const cell = (at: string, text: string) =>
      `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`;
    const sheet = `<worksheet><sheetData>
      <row r="2">${cell('B2', 'Invoice no')}${cell('C2', 'Amount paid EUR')}${cell('D2', 'Remark')}</row>
      <row r="3">${cell('B3', 'R-7')}<c r="C3"><v>119.00000000000001</v></c></row>
      <row r="4">${cell('B4', 'R-8')}<c r="C4"><v>40.5</v></c>${cell('D4', 'one box short')}</row>
    </sheetData></worksheet>`;
    const bytes = packed([
      [
        'xl/workbook.xml',
        encode('<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>'),
      ],
      ['xl/worksheets/sheet1.xml', encode(sheet)],
    ]);
    const reading = readRemittance(bytes);
    expect(reading.readable && remittanceDocument(reading.advice).lines).toMatchObject([
      { where: 'row 3', reference: 'R-7', amount: '119.00', deductionReason: null },
      { where: 'row 4', reference: 'R-8', amount: '40.50', deductionReason: 'one box short' },
    ]);
  });
});

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
