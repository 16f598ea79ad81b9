import { array, assert as check, constantFrom, property, string } from 'fast-check';
import { expect, test } from 'vitest';
import { readTable, type Table } from './read-table.ts';
import { rowsOf, type Delimiter } from './rows.ts';
import { cpuMsSince } from '../samples.ts';

function read(text: string | Uint8Array): Table {
  const reading = readTable(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  if (!reading.readable) throw new Error(reading.refusal.what);
  return reading.table;
}

test('a table has a header and rows that know their line', () => {
  expect(read('Number,Name\n1,Acme\n2,Borealis\n')).toMatchObject({
    encoding: 'utf-8',
    delimiter: ',',
    header: ['Number', 'Name'],
    rows: [
      ['1', 'Acme'],
      ['2', 'Borealis'],
    ],
    lines: [2, 3],
    hasHeader: true,
    leftOut: [],
    problems: [],
  });
});

test.each([
  [';', 'Nr;Betrag;Rest\n1;1.190,00;90,00\n2;5,00;5,00'],
  [',', 'No,Amount,Open\n1,"1,190.00",90.00\n2,5.00,5.00'],
  ['\t', 'No\tAmount\tOpen\n1\t1,190.00\t90.00\n2\t5.00\t5.00'],
  ['|', 'No|Amount|Open\n1|1,190.00|90.00\n2|5.00|5.00'],
])('the separator %j is recognised', (delimiter, text) => {
  const table = read(text);
  expect(table.delimiter).toBe(delimiter);
  expect(table.header).toHaveLength(3);
});

test("a first line 'sep=;' of Excel says the separator and is no row", () => {
  expect(read('sep=;\nA;B\n1;x,y\n')).toMatchObject({
    delimiter: ';',
    header: ['A', 'B'],
    lines: [3],
  });
});

test('quotation marks hold separators, line ends and doubled marks', () => {
  expect(read('A,B,C\n1,"x, y","say ""hi"""\n2,"two\nlines",z\n3,4,5')).toMatchObject({
    rows: [
      ['1', 'x, y', 'say "hi"'],
      ['2', 'two\nlines', 'z'],
      ['3', '4', '5'],
    ],
    lines: [2, 3, 5],
  });
});

test('a quotation mark in the middle of a cell is text', () => {
  expect(read('A;B\n5" pipe;2\n"Acme" Ltd;3').rows).toEqual([
    ['5" pipe', '2'],
    ['Acme Ltd', '3'],
  ]);
});

test('a quotation mark that is never closed is an error with its line, not a lost row', () => {
  expect(read('A,B,C\n1,"x,y\n2,"z,y\n3,4,5\n').problems).toMatchObject([
    { where: 'line 2', severity: 'error' },
  ]);
});

test('lines may end with CR LF, LF or CR', () => {
  for (const end of ['\r\n', '\n', '\r']) {
    expect(read(['A;B', '1;2', '3;4', ''].join(end)).rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
  }
});

test('the encoding is recognised: UTF-8 with and without mark, UTF-16 and Windows', () => {
  const text = 'Nr;Straße\n1;Müller & Söhne\n';
  const marked = new TextEncoder().encode(`\uFEFF${text}`);
  const wide = new Uint8Array(Uint16Array.from(text, (letter) => letter.charCodeAt(0)).buffer);
  const windows = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
  for (const [bytes, encoding] of [
    [new TextEncoder().encode(text), 'utf-8'],
    [marked, 'utf-8'],
    [wide, 'utf-16le'],
    [windows, 'windows-1252'],
  ] as const) {
    expect(read(bytes)).toMatchObject({
      encoding,
      header: ['Nr', 'Straße'],
      rows: [['1', 'Müller & Söhne']],
    });
  }
});

test('lines above the header are left out and shown', () => {
  const table = read(
    'Open items;;;\nAs of 31.10.2026;;;\n;;;\nNr;Name;Rechnung;Betrag\n1;Acme;RE-1;10,00\n2;Elm;RE-2;5,00\n',
  );
  expect(table.header).toEqual(['Nr', 'Name', 'Rechnung', 'Betrag']);
  expect(table.lines).toEqual([5, 6]);
  expect(table.leftOut).toEqual([
    { line: 1, why: 'before_header', text: 'Open items' },
    { line: 2, why: 'before_header', text: 'As of 31.10.2026' },
  ]);
});

test('totals, subtotals and footers are left out and shown; a customer called Total stays', () => {
  const table = read(
    [
      'Nr,Name,Invoice,Amount',
      '1,Total Energies,A-1,10.00',
      ',,Subtotal,10.00',
      '2,Elm,A-2,5.00',
      'Grand total,,,15.00',
      'printed 2026-11-21,,,',
    ].join('\n'),
  );
  expect(table.rows).toHaveLength(2);
  expect(table.leftOut.map(({ line, why }) => [line, why])).toEqual([
    [3, 'total'],
    [5, 'total'],
    [6, 'footer'],
  ]);
});

test('a header repeated on every page is left out', () => {
  const table = read('A,B\n1,2\nA,B\n3,4\n');
  expect(table.rows).toEqual([
    ['1', '2'],
    ['3', '4'],
  ]);
  expect(table.leftOut).toMatchObject([{ line: 3, why: 'repeated_header' }]);
});

test('rows of nothing but separators say nothing', () => {
  expect(read('A,B,C\n,,\n1,2,3\n , , \n').rows).toEqual([['1', '2', '3']]);
});

test('a table without a header has numbered columns', () => {
  expect(read('1;2026-01-31;10,00\n2;2026-01-31;10,00\n')).toMatchObject({
    hasHeader: false,
    header: ['column 1', 'column 2', 'column 3'],
    lines: [1, 2],
  });
});

test('columns of the same name are told apart, and one without a name is named by its place', () => {
  expect(read(',Date,Amount,Date\n0,x,1,y\n').header).toEqual([
    'column 1',
    'Date',
    'Amount',
    'Date (2)',
  ]);
});

test('a row with more cells than the header is said', () => {
  expect(read('A,B\n1,2\n3,4,5\n').problems).toMatchObject([
    { where: 'line 3', severity: 'warning' },
  ]);
});

test.each([
  ['any bytes', '\u0001\u0002,a,b\n\u0003\u0004,d,e\n', 'the file holds no table'],
  ['an Excel file', 'PK\u0003\u0004rest of it', 'this is an Excel file or an archive'],
  ['a PDF', '%PDF-1.7', 'this is a PDF'],
  ['nothing', '', 'the file is empty'],
  ['prose', 'Dear all,\nplease find attached.\n', 'the file holds no table'],
])('%s is refused with advice', (_what, text, reason) => {
  const reading = readTable(new TextEncoder().encode(text));
  expect(reading).toMatchObject({ readable: false, refusal: { what: reason } });
});

test('what is written with quotation marks is read back unchanged', () => {
  const cell = string({ maxLength: 12, unit: constantFrom('a', '"', ',', ';', '\n', ' ', 'é') });
  check(
    property(
      array(array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      constantFrom<Delimiter>(',', ';'),
      (rows, delimiter) => {
        const text = rows
          .map((row) => row.map((each) => `"${each.replaceAll('"', '""')}"`).join(delimiter))
          .join('\n');
        expect(rowsOf(text, delimiter).rows).toEqual(rows);
      },
    ),
  );
});

test('a hundred thousand rows are read in moments', () => {
  const text = `Number,Name,Invoice,Amount\n${'C1,"Acme, Ltd",INV-1,10.00\n'.repeat(100_000)}`;
  const before = process.cpuUsage();
  expect(read(text).rows).toHaveLength(100_000);
  expect(cpuMsSince(before)).toBeLessThan(20_000);
});

test('a header with the days of an ageing, and a last row that sums many columns', () => {
  const { header, rows, leftOut } = read(
    'Date,Party,Number,Due,Amount,0-30,31-60,> 90,Currency\n2026-01-05,C1,R-1,2026-02-04,10.00,10.00,0.00,0.00,EUR\nTotal,,,,10.00,10.00,0.00,0.00,EUR\n',
  );
  expect(header).toContain('0-30');
  expect(rows).toHaveLength(1);
  expect(leftOut).toMatchObject([{ why: 'total' }]);
});

test('a header that comes again is told though columns without a name follow it', () => {
  const { rows, leftOut } = read(
    'No,Type,Amount,,\n1,SI,10.00,,\nNo,Type,Amount,,\n2,SI,20.00,,\n',
  );
  expect(rows).toHaveLength(2);
  expect(leftOut).toMatchObject([{ why: 'repeated_header' }]);
});
