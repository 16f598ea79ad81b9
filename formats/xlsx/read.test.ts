import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { packed } from '../packed.ts';
import { readSheets } from './sheet.ts';
import { cpuMsSince } from '../samples.ts';

const SHEET = `<worksheet><sheetData>
<row r="3"><c r="B3" t="s"><v>0</v></c><c r="C3" t="s"><v>1</v></c><c r="D3" t="inlineStr"><is><t>Amount</t></is></c><c r="E3" t="str"><v>Currency</v></c></row>
<row r="4"><c r="B4" s="1"><v>46083</v></c><c r="C4" t="s"><v>2</v></c><c r="D4"><v>119.00000000000001</v></c><c r="E4" t="str"><v>EUR</v></c></row>
<row r="6"><c r="B6" s="1"><v>46084.5</v></c><c r="C6" t="e"><v>#N/A</v></c><c r="D6"><v>-1E-2</v></c><c r="E6" t="str"><v>EUR</v></c></row>
</sheetData></worksheet>`;
const STRINGS =
  '<sst><si><t>Date</t></si><si><t>Text</t></si><si><r><t>Invoice </t></r><r><t>17</t></r><rPh><t>no</t></rPh></si></sst>';
const STYLES =
  '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>';

function workbook(sheet = SHEET, properties = ''): Uint8Array {
  return packed(
    [
      ['[Content_Types].xml', '<Types/>'],
      [
        'xl/workbook.xml',
        `<workbook>${properties}<sheets><sheet name="Hidden" state="hidden" r:id="rId9"/><sheet name="Bank" r:id="rId1"/></sheets></workbook>`,
      ],
      [
        'xl/_rels/workbook.xml.rels',
        '<Relationships><Relationship Id="rId1" Target="worksheets/sheet7.xml"/></Relationships>',
      ],
      ['xl/sharedStrings.xml', STRINGS],
      ['xl/styles.xml', STYLES],
      ['xl/worksheets/sheet7.xml', sheet],
      ['xl/media/picture.png', 'x'.repeat(3_000_000)],
    ].map(([name = '', text = '']) => [name, new TextEncoder().encode(text)] as const),
  );
}

describe('XLSX', () => {
  test('a table that begins at B3 is read, with days, texts of all kinds and exact amounts', () => {
    const reading = readBankFile(workbook());
    expect(reading.readable && bankFileDocument(reading.file)).toMatchObject({
      format: 'xlsx',
      problems: [],
      statements: [
        {
          currency: 'EUR',
          lines: [
            { bookedOn: '2026-03-02', amount: '119.00', remittance: 'Invoice 17' },
            { bookedOn: '2026-03-03', amount: '-0.01', remittance: null },
          ],
        },
      ],
    });
  });

  test('days of a Macintosh count from 1904', () => {
    const [sheet] = readSheets(workbook(SHEET, '<workbookPr date1904="1"/>'));
    expect(sheet?.written.rows[1]?.[1]).toBe('2030-03-03');
  });

  test('days that Excel swapped are swapped back, and it is said', () => {
    const day = (row: number, cell: string) =>
      `<row r="${row}">${cell}<c r="C${row}"><v>${row}</v></c><c r="D${row}" t="str"><v>EUR</v></c></row>`;
    const text = (row: number, value: string) =>
      day(row, `<c r="B${row}" t="str"><v>${value}</v></c>`);
    const sheet = `<worksheet><sheetData><row r="1"><c r="B1" t="str"><v>Date</v></c><c r="C1" t="str"><v>Amount</v></c><c r="D1" t="str"><v>Currency</v></c></row>
      ${text(2, '28/04/2026')}${day(3, '<c r="B3" s="1"><v>46239</v></c>')}${text(4, '13/05/2026')}</sheetData></worksheet>`;
    const reading = readBankFile(workbook(sheet));
    const file = reading.readable ? reading.file : undefined;
    expect(file?.statements[0]?.lines.map(({ bookedOn }) => bookedOn)).toEqual([
      '2026-04-28',
      '2026-05-08',
      '2026-05-13',
    ]);
    expect(file?.problems[0]?.what).toMatch(/^Excel had swapped/);
  });

  test.each([
    ['a bomb', workbook(`<worksheet>${'<row/>'.repeat(3_000_000)}</worksheet>`), /far larger/],
    ['a cell far out', workbook(SHEET.replace('E6', 'XFD6')), /1000 columns/],
    ['declared entities', workbook(`<!DOCTYPE x [<!ENTITY a "b">]>${SHEET}`), /document type/],
    ['no sheet', workbook('<worksheet/>'), /workbook is empty/],
  ])('%s is refused in moments', (_what, bytes, reason) => {
    const before = process.cpuUsage();
    const reading = readBankFile(bytes);
    expect(reading.readable ? 'read' : reading.refusal.what).toMatch(reason);
    expect(cpuMsSince(before)).toBeLessThan(2_000);
  });
});
