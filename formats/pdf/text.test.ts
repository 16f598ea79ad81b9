import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPdfText } from './text.ts';
import { cpuMsSince } from '../samples.ts';

const HELVETICA = '<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>';

describe('the text of a page', () => {
  test('is read from the top, its columns apart', () => {
    const drawing = `BT /F1 10 Tf 50 700 Td (Total) Tj 200 0 Td (12.00) Tj ET
      BT /F1 10 Tf 50 720 Td (Invoice number) Tj 200 0 Td (Amount paid) Tj ET`;
    expect(linesOf(page(drawing))).toEqual([
      ['Invoice number', 'Amount paid'],
      ['Total', '12.00'],
    ]);
  });

  test.each([
    ['steps between letters', '[(Inv)-20(oi)10(ce)-400(42)] TJ', [['Invoice 42']]],
    ['wide steps', '[(Invoice)-3000(42)] TJ', [['Invoice', '42']]],
    ['escaped signs', String.raw`(a\(b\)\101\\ c\r\n) Tj`, [['a(b)A\\ c']]],
    ['hexadecimal letters', '<4d fc6c 6C65 72> Tj', [['Müller']]],
    ['a line below', "14 TL (one) Tj (two) ' T* (three) Tj", [['one'], ['two'], ['three']]],
    ['a larger matrix', '2 0 0 2 0 0 Tm (one) Tj', [['one']]],
    [
      'what is drawn and forgotten',
      'q 1 0 0 1 9 9 cm (a) Tj Q BI /W 1 ID (x) Tj EI (b) Tj',
      [['a'], ['b']],
    ],
    ['text on its side', '(a) Tj 0 1 -1 0 9 9 Tm (side) Tj', [['a']]],
    ['a bold text, written twice', '(Total) Tj 0.3 0 Td (Total) Tj', [['Total']]],
    ['blanks of a typewriter', '(INV-1      12.00) Tj', [['INV-1', '12.00']]],
  ])('%s', (_what, shown, lines) => {
    expect(linesOf(page(`BT /F1 10 Tf 50 700 Td ${shown} ET`))).toEqual(lines);
  });

  test('in a font that renumbers its letters means what their names say', () => {
    const font =
      '<</Subtype/Type1/Encoding<</Differences[1/A/Adieresis/uni20AC/f_i/fi 9/comma.old]>>/FirstChar 1/Widths[600 600]>>';
    expect(linesOf(page('BT /F1 10 Tf <010203 05 09> Tj ET', font))).toEqual([['AÄ€fi,']]);
  });

  test('in a font with a map means what the map says, codes of two bytes too', () => {
    const map =
      '1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0003> <0020> endbfchar 2 beginbfrange <0010> <0012> <0041> <0020> <0021> [<00E9> <D83DDE00>] endbfrange';
    const font =
      '<</Subtype/Type0/Encoding/Identity-H/DescendantFonts[<</DW 500/W[16[600 600] 32 33 700]>>]/ToUnicode 9 0 R>>';
    const bytes = page('BT /F1 10 Tf <0010001100120003002000210099> Tj ET', font, [[9, map]]);
    expect(linesOf(bytes)).toEqual([['ABC é😀\uFFFD']]);
    expect(readPdfText(bytes).unknownLetters).toBe(1);
  });

  test('stands the right way round on a turned page', () => {
    const drawing = 'BT /F1 10 Tf 0 1 -1 0 300 50 Tm (first) Tj 0 1 -1 0 320 50 Tm (second) Tj ET';
    expect(linesOf(page(drawing, HELVETICA, [], '/Rotate 90'))).toEqual([['first'], ['second']]);
  });

  test('may be drawn by a form, which may not draw itself for ever', () => {
    const form = 'BT /F1 10 Tf 1 0 0 1 5 5 Tm (inner) Tj ET /X1 Do';
    const more: [number, string, string][] = [[9, form, '/Subtype/Form']];
    expect(linesOf(page('/X1 Do', HELVETICA, more, '', '/XObject<</X1 9 0 R>>'))).toEqual([
      ['inner'],
    ]);
  });

  test('without a tree of pages is read in the order of the file', () => {
    const bytes = Buffer.from(
      page('BT /F1 10 Tf 5 5 Td (here) Tj ET')
        .toString('latin1')
        .replace('/Pages 2 0 R', '/Pages 77 0 R'),
      'latin1',
    );
    expect(linesOf(bytes)).toEqual([['here']]);
  });
});

describe('a PDF that means harm', () => {
  test.each([
    ['draws for ever', page('q Q '.repeat(3_000_000))],
    ['nests without end', page('[<<'.repeat(200_000))],
    ['nests brackets', page(`BT /F1 1 Tf ${'('.repeat(500_000)} Tj`)],
    ['unpacks to gigabytes', packedPage(deflateSync(Buffer.alloc(300 * 1024 * 1024, 'q Q ')))],
    [
      'shows forms in forms in forms',
      page(
        '/X1 Do '.repeat(400),
        HELVETICA,
        [[9, '/X1 Do '.repeat(400), '/Subtype/Form']],
        '',
        '/XObject<</X1 9 0 R>>',
      ),
    ],
    [
      'has ranges of letters without end',
      page('BT /F1 10 Tf <0010> Tj ET', '<</Subtype/Type0/ToUnicode 9 0 R>>', [
        [9, '<0000> <FFFFFFFF> <0041> '.repeat(20_000) + 'endbfrange'],
      ]),
    ],
    [
      'has widths without end',
      page(
        'BT /F1 10 Tf <0010> Tj ET',
        `<</Subtype/Type0/DescendantFonts[<</W[${'0 99999999 1 '.repeat(20_000)}]>>]>>`,
      ),
    ],
    [
      'refers to itself',
      Buffer.from(
        '%PDF-1.4\n1 0 obj 1 0 R endobj 2 0 obj <</Type/Catalog/Pages 3 0 R>> endobj 3 0 obj <</Kids[3 0 R 3 0 R]/Contents 1 0 R>> endobj',
      ),
    ],
  ])('and %s costs little', (_what, bytes) => {
    const before = process.cpuUsage();
    expect(readPdfText(bytes).lines.length).toBeLessThan(1_000);
    expect(cpuMsSince(before)).toBeLessThan(2_000);
  });
});

function linesOf(bytes: Uint8Array): string[][] {
  return readPdfText(bytes).lines.map(({ cells }) => cells.map(({ text }) => text));
}

/** A page with one font, F1, and further streams under their numbers. */
function page(
  drawing: string,
  font = HELVETICA,
  streams: readonly (readonly [number, string, string?])[] = [],
  pageEntries = '',
  resources = '',
): Buffer {
  const parts = [
    '%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj',
    `2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/Resources<</Font<</F1 5 0 R>>${resources}>>>> endobj`,
    `3 0 obj <</Type/Page/Contents[4 0 R]${pageEntries}>> endobj`,
    stream(4, drawing),
    `5 0 obj ${font} endobj`,
    ...streams.map(([number, text, entries]) => stream(number, text, entries)),
  ];
  return Buffer.from(parts.join('\n'), 'latin1');
}

function stream(number: number, text: string, entries = ''): string {
  return `${number} 0 obj <</Length ${text.length}${entries}>>\nstream\n${text}\nendstream endobj`;
}

function packedPage(content: Buffer): Buffer {
  const empty = page('').toString('latin1').split('4 0 obj')[0] ?? '';
  return Buffer.concat([
    Buffer.from(
      `${empty}4 0 obj <</Filter/FlateDecode/Length ${content.length}>>\nstream\n`,
      'latin1',
    ),
    content,
    Buffer.from('\nendstream endobj'),
  ]);
}
