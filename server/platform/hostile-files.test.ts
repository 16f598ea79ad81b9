import { deflateSync } from 'node:zlib';
import { pdfOf } from '@goodterms/formats/fuzz/pdf-of.ts';
import { packed } from '@goodterms/formats/packed.ts';
import { describe, expect, test } from 'vitest';
import { readInOwnProcess, type FileRequest } from './reading-process.ts';

const LIMITS = { deadlineMs: 60_000, memoryMb: 512 };
const READ = {
  'a bank file': (bytes: Uint8Array): FileRequest => ({ kind: 'bank file', bytes, hints: {} }),
  'an invoice': (bytes: Uint8Array): FileRequest => ({ kind: 'invoice', bytes }),
  'a ledger': (bytes: Uint8Array): FileRequest => ({ kind: 'ledger file', bytes }),
  'an advice': (bytes: Uint8Array): FileRequest => ({
    kind: 'remittance',
    name: 'advice',
    bytes,
    hints: {},
  }),
} as const;

const ENTITIES =
  '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><Document>&c;</Document>';
const OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><Document>&b;</Document>';
const DEEP = '<Document>'.repeat(500_000);
const FLOOD = `<Document>${'<a/>'.repeat(3_000_000)}`;
const LONG = `<Document><a>${'x'.repeat(20_000_000)}</a></Document>`;
const WIDE = `<Document ${Array.from({ length: 100_000 }, (_, at) => `a${at}="1"`).join(' ')}/>`;

describe('XML that means harm is refused by every reader', () => {
  test.each(
    Object.keys(READ).flatMap((what) =>
      [
        ['entities in entities', ENTITIES],
        ['an entity from a file', OUTSIDE],
        ['nesting without end', DEEP],
        ['a flood of elements', FLOOD],
        ['a flood of attributes', WIDE],
      ].map(([harm, text]) => ({ what, harm, text })),
    ),
  )('$what with $harm', async ({ what, text = '' }) => {
    await refusedSoon(what as keyof typeof READ, encode(text));
  });

  test.each(['a bank file', 'a ledger', 'an advice'] as const)(
    '%s with a text without end',
    (what) => refusedSoon(what, encode(LONG)),
  );
});

describe('archives and workbooks that mean harm are refused', () => {
  const xml = encode('<Document/>');
  const bomb = new Uint8Array(250 * 1024 * 1024);
  const cells = Array.from(
    { length: 30_000 },
    (_, at) => `<row><c r="ZZ${at}"><v>${at}</v></c></row>`,
  );
  test.each([
    ['a bomb', 'a bank file', packed([['a.xml', bomb]])],
    [
      'three thousand files',
      'a bank file',
      packed(Array.from({ length: 3_000 }, (_, at) => [`a${at}`, xml])),
    ],
    [
      'an archive in an archive',
      'a bank file',
      packed([['a.zip', packed([['b.zip', packed([['c', xml]])]])]]),
    ],
    [
      'names that climb out of their folder',
      'a bank file',
      packed([['../../../etc/passwd', encode('root:x')]]),
    ],
    ['a wrong size', 'a bank file', withSizes(packed([['a.xml', xml]]), 0xffffffff)],
    [
      'a place beyond its end',
      'a bank file',
      packed([['a.xml', xml]]).map((byte, at, all) => (at === all.length - 3 ? 0x7f : byte)),
    ],
    ['a sheet that is a bomb', 'a bank file', workbook(bomb)],
    ['a sheet that is a bomb', 'a ledger', workbook(bomb)],
    ['a sheet that is a bomb', 'an advice', workbook(bomb)],
    ['entities in a sheet', 'a ledger', workbook(encode(ENTITIES))],
    [
      'a cell in a far column',
      'a bank file',
      workbook(
        encode('<worksheet><sheetData><row><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>'),
      ),
    ],
    [
      'cells far out in every row',
      'a ledger',
      workbook(encode(`<worksheet><sheetData>${cells.join('')}</sheetData></worksheet>`)),
    ],
  ] as const)('with %s, as %s', (_harm, what, bytes) => refusedSoon(what, bytes));
});

describe('PDFs that mean harm are refused', () => {
  const objects = Array.from({ length: 400_000 }, (_, at) => `${at} 0 obj<<>>endobj\n`).join('');
  const bomb = deflateSync(new Uint8Array(60 * 1024 * 1024));
  const bombs = Array.from(
    { length: 30 },
    (_, at) => [`${at}.xml`, bomb, '/Filter/FlateDecode'] as const,
  );
  test.each([
    ['floods of objects', 'an invoice', encode(`%PDF-1.7\n${objects}`)],
    ['streams that are bombs', 'an invoice', pdfOf('', bombs)],
    ['streams that are bombs', 'an advice', pdfOf('', bombs)],
    [
      'packed objects that are a bomb',
      'an invoice',
      encode('%PDF-1.7\n1 0 obj<</Type/ObjStm/First 9/N 9>>stream\n1 2 3 4 5'),
    ],
    ['drawing without end', 'an advice', pdfOf('q Q '.repeat(2_000_000))],
    ['texts without end', 'an advice', pdfOf(`BT /F1 1 Tf ${'(x) Tj 0 -9 Td '.repeat(400_000)}`)],
  ] as const)('with %s, as %s', (_harm, what, bytes) => refusedSoon(what, bytes));
});

describe('texts that mean harm are refused', () => {
  test.each([
    ['a line without end', 'a bank file', `:20:1\n:25:1\n:86:${'x'.repeat(20_000_000)}`],
    ['lines without end', 'a bank file', `:20:1\n:25:1\n${'\n'.repeat(10_000_000)}`],
    [
      'elements of OFX without end',
      'a bank file',
      `OFXHEADER:100\n<OFX>${'<A>\n'.repeat(3_000_000)}`,
    ],
    ['columns without end', 'a ledger', `a;b;c\n${';'.repeat(20_000_000)}`],
    ['rows without end', 'a ledger', `a;b;c\n${'1;2;3\n'.repeat(2_100_000)}`],
    ['rows without end', 'an advice', `Invoice number;Amount\n${'1;2,00\n'.repeat(1_000_000)}`],
    ['a quotation mark that never closes', 'a ledger', `a;b;c\n"${'x'.repeat(30_000_000)}`],
    ['nothing in it', 'a bank file', '\u0000'.repeat(20_000_000)],
    ['nothing in it', 'a ledger', ' '.repeat(20_000_000)],
  ] as const)('%s, as %s', (_harm, what, text) => refusedSoon(what, encode(text)));
});

/** Processor time, so that a machine that is busy with other tests does not count; twice, as it slows. */
const CPU_MS_AT_MOST = 2 * 2_000;

async function refusedSoon(what: keyof typeof READ, bytes: Uint8Array): Promise<void> {
  const { reading, cpuMs, peakMb } = await readInOwnProcess(READ[what](bytes), LIMITS);
  expect(reading).toMatchObject({
    readable: false,
    refusal: { advice: expect.stringMatching(/./) },
  });
  expect(cpuMs).toBeLessThan(CPU_MS_AT_MOST);
  expect(peakMb).toBeGreaterThan(0);
  expect(peakMb).toBeLessThan(700);
}

function workbook(sheet: Uint8Array): Uint8Array {
  return packed([
    ['xl/workbook.xml', encode('<workbook><sheets><sheet name="A"/></sheets></workbook>')],
    ['xl/worksheets/sheet1.xml', sheet],
  ]);
}

/** An archive that says of its only file that it is of this packed size. */
function withSizes(archive: Uint8Array, size: number): Uint8Array {
  const copy = Uint8Array.from(archive);
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 46 < copy.length; at += 1)
    if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 20, size, true);
  return copy;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
