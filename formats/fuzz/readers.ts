import { deflateSync } from 'node:zlib';
import { readBankFile } from '../bank-file.ts';
import { readInvoice } from '../invoice/read.ts';
import { readLedgerFile } from '../ledger/read.ts';
import { packed } from '../packed.ts';
import { readPdfText } from '../pdf/text.ts';
import { readRemittance } from '../remittance/read.ts';
import { readRemittances } from '../remittance/read-message.ts';
import { samplesIn } from '../samples.ts';
import { readTable } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { pdfOf } from './pdf-of.ts';

/** What any reader answers: what was read, or why not. */
type Reading =
  | { readonly readable: true }
  | { readonly readable: false; readonly refusal: { readonly advice: string } };

/** A reader, the files whose damaged copies it is given, and what is put around a damaged part. */
export type FuzzedReader = {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly read: (bytes: Uint8Array) => Reading | Promise<Reading>;
  /** Damage goes on inside, because an archive with one wrong byte is refused at its door. */
  readonly wrap?: (part: Uint8Array) => Uint8Array;
};

/** A large seed is read slowly, and its damage is seldom where it matters. */
const SEED_BYTES_MAX = 6_000;

/** Every reader of files from outside. A new reader is a line here. */
export function fuzzedReaders(): FuzzedReader[] {
  const bank = (name: string, folder: string): FuzzedReader => ({
    name,
    seeds: seedsIn(folder),
    read: (bytes) => readBankFile(bytes),
  });
  const csv = seedsIn('bank-table');
  const sheets = [...csv.slice(0, 6), ...seedsIn('ledger', /\.csv$/)].map(sheetOf);
  const invoices = seedsIn('invoice');
  const advices = seedsIn('remittance', /\.(csv|tsv|txt)$/);
  const pages = [pdfOf(PAGE), pdfOf(`q 2 0 0 2 9 9 cm ${PAGE} Q`)];
  return [
    bank('camt', 'camt'),
    bank('mt940', 'mt940'),
    bank('bai2', 'bai2'),
    bank('ofx', 'ofx'),
    bank('qif', 'qif'),
    bank('csv', 'bank-table'),
    { name: 'xlsx', seeds: sheets, read: readBankFile, wrap: workbookOf },
    { name: 'xlsx archive', seeds: readableWorkbooks(sheets), read: readBankFile },
    {
      name: 'zip',
      seeds: [packed([['a.xml', seedsIn('camt')[0]]]), packed([['b.sta', seedsIn('mt940')[0]]])],
      read: readBankFile,
    },
    { name: 'invoice', seeds: invoices, read: readInvoice },
    {
      name: 'invoice pdf',
      seeds: [
        ...invoices.map((xml) => pdfOf('', [['factur-x.xml', xml]])),
        ...filtered(invoices[0]),
      ],
      read: readInvoice,
    },
    {
      name: 'invoice zip',
      seeds: invoices.slice(0, 2).map((xml) => packed([['a.xml', xml]])),
      read: readInvoice,
    },
    { name: 'table', seeds: csv, read: readTable },
    { name: 'ledger', seeds: seedsIn('ledger', /\.csv$/), read: readLedgerFile },
    { name: 'fec', seeds: seedsIn('ledger', /\.txt$/), read: readLedgerFile },
    { name: 'ledger xlsx', seeds: sheets, read: readLedgerFile, wrap: workbookOf },
    { name: 'saft', seeds: seedsIn('ledger', /\.xml$/), read: readLedgerFile },
    { name: 'remittance', seeds: advices, read: readRemittance },
    { name: 'remittance xml', seeds: seedsIn('remittance', /\.xml$/), read: readRemittance },
    {
      name: 'remittance xlsx',
      seeds: advices.map(sheetOf),
      read: readRemittance,
      wrap: workbookOf,
    },
    { name: 'remittance pdf', seeds: pages, read: readRemittance },
    { name: 'remittance mail', seeds: advices.flatMap(mailsOf), read: readMessage },
    { name: 'pdf text', seeds: pages, read: readPage },
  ];
}

const PAGE = `BT /F1 10 Tf 14 TL 50 700 Td (Invoice number) Tj 150 0 Td (Date) Tj 150 0 Td (Amount paid EUR) Tj ET
BT /F1 10 Tf 50 680 Td (RE-1001) Tj 150 0 Td (02.03.2026) Tj 150 0 Td [(1.1)-10(90,00)] TJ ET
BT /F2 10 Tf 50 660 Td <00010002> Tj 100 Tz 2 Tc 1 Tw (a\\(b\\)) ' T* ET /X1 Do`;

function readMessage(bytes: Uint8Array) {
  return readRemittances({ name: 'mail.eml', bytes });
}

/** The same advice as what a mail says and as what hangs on it. */
function mailsOf(advice: Uint8Array): Uint8Array[] {
  const head = 'Message-ID: <1@a.example>\r\nFrom: a@a.example\r\nSubject: =?utf-8?q?Avis_=C3=A9?=';
  const text = new TextDecoder('latin1').decode(advice);
  const hung = `--b\r\nContent-Type: text/csv; name="a.csv"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(advice).toString('base64')}`;
  return [
    `${head}\r\nContent-Type: text/html\r\n\r\n<table><tr><td>${text}</td></tr></table>`,
    `${head}\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${hung}\r\n--b--\r\n`,
  ].map((mail) => new TextEncoder().encode(mail));
}

function readPage(bytes: Uint8Array): Reading {
  try {
    readPdfText(bytes);
    return { readable: true };
  } catch (error) {
    if (error instanceof Unreadable) return { readable: false, refusal: error };
    throw error;
  }
}

/** The same invoice behind each filter, packed or not: what is not gives them much to do. */
function filtered(xml: Uint8Array = new Uint8Array()): Uint8Array[] {
  const hex = new TextEncoder().encode(Buffer.from(xml).toString('hex'));
  const files: readonly (readonly [Uint8Array, string])[] = [
    [deflateSync(xml), '/FlateDecode'],
    [hex, '/ASCIIHexDecode'],
    [xml, '/LZWDecode'],
    [xml, '/ASCII85Decode'],
    [xml, '/RunLengthDecode'],
    [deflateSync(xml), '/FlateDecode/DecodeParms<</Predictor 15/Columns 7>>'],
  ];
  return files.map(([bytes, filter]) => pdfOf('', [['factur-x.xml', bytes, `/Filter${filter}`]]));
}

function seedsIn(folder: string, names = /./): Uint8Array[] {
  return samplesIn(new URL(`../${folder}/samples/`, import.meta.url))
    .filter(({ name, bytes }) => names.test(name) && bytes.length <= SEED_BYTES_MAX)
    .map(({ bytes }) => bytes);
}

/** As sheets are made of tables as they come, some hold a bank's table no more. */
function readableWorkbooks(sheets: readonly Uint8Array[]): Uint8Array[] {
  const workbooks = sheets.map((sheet) => workbookOf(sheet));
  return workbooks.filter((workbook) => readBankFile(workbook).readable).slice(0, 4);
}

/** A table as the sheet of a workbook. */
function sheetOf(csv: Uint8Array): Uint8Array {
  const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const rows = new TextDecoder('latin1')
    .decode(csv)
    .split('\n')
    .map((line, row) => {
      const cells = line.replaceAll('"', '').split(/[;,\t]/);
      const written = cells.map((cell, column) => cellOf(escape(cell), row, column));
      return `<row r="${row + 1}">${written.join('')}</row>`;
    });
  return new TextEncoder().encode(
    `<worksheet><sheetData>${rows.join('\n')}</sheetData></worksheet>`,
  );
}

function cellOf(text: string, row: number, column: number): string {
  const place = `${String.fromCharCode(65 + (column % 26))}${row + 1}`;
  if (/^\d+(\.\d+)?$/.test(text)) return `<c r="${place}" s="${column % 3}"><v>${text}</v></c>`;
  return `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
}

const WORKBOOK = new TextEncoder().encode(
  '<workbook><workbookPr date1904="0"/><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
);
const STYLES = new TextEncoder().encode(
  '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
);

function workbookOf(sheet: Uint8Array): Uint8Array {
  return packed([
    ['xl/workbook.xml', WORKBOOK],
    ['xl/styles.xml', STYLES],
    ['xl/worksheets/sheet1.xml', sheet],
  ]);
}
