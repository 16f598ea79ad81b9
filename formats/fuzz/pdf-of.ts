import { joined } from './damage.ts';

/** A small PDF for tests: one page, two fonts, a form, and files inside. */
export function pdfOf(
  drawing: string,
  files: readonly (readonly [string, Uint8Array, string?])[] = [],
): Uint8Array {
  const text = (written: string) => new TextEncoder().encode(written);
  const parts = [
    text('%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n'),
    text('2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n'),
    text(
      '3 0 obj\n<</Type/Page/Parent 2 0 R/Contents[4 0 R]/Resources<</Font<</F1 5 0 R/F2 6 0 R>>/XObject<</X1 8 0 R>>>>>>\nendobj\n',
    ),
    ...stream(4, text(drawing)),
    text(
      '5 0 obj\n<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>\nendobj\n',
    ),
    text(
      '6 0 obj\n<</Type/Font/Subtype/Type0/Encoding/Identity-H/ToUnicode 7 0 R/DescendantFonts[<</DW 500/W[1[600 600] 3 9 700]>>]>>\nendobj\n',
    ),
    ...stream(
      7,
      text(
        '1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0001> <0009> <0041> endbfrange',
      ),
    ),
    ...stream(
      8,
      text('BT /F1 8 Tf 50 600 Td (Total: 1.190,00 EUR) Tj ET'),
      '/Type/XObject/Subtype/Form',
    ),
    ...files.flatMap(([name, bytes, filter = ''], at) => [
      text(
        `${20 + at} 0 obj\n<</Type/Filespec/F(${name})/UF(${name})/EF<</F ${40 + at} 0 R>>>>\nendobj\n`,
      ),
      ...stream(40 + at, bytes, `/Type/EmbeddedFile/Subtype/text#2Fxml${filter}`),
    ]),
    text('trailer\n<</Root 1 0 R>>\n%%EOF\n'),
  ];
  return joined(...parts);
}

function stream(number: number, content: Uint8Array, entries = ''): Uint8Array[] {
  const head = `${number} 0 obj\n<</Length ${content.length}${entries}>>\nstream\n`;
  return [
    new TextEncoder().encode(head),
    content,
    new TextEncoder().encode('\nendstream\nendobj\n'),
  ];
}
