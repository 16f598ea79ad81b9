import { describe, expect, test } from 'vitest';
import { packed } from '../packed.ts';
import { samplesIn } from '../samples.ts';
import type { Table } from '../table/read-table.ts';
import { readLedgerFile } from './read.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('files of a ledger', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    expect(tablesOf(bytes).map(shown)).toEqual(expected);
  });

  test('every sheet of a workbook that holds a table is read, notes are not', () => {
    const bytes = workbook({
      Notes: [['Printed in March']],
      Customers: [
        ['Number', 'Name'],
        ['100', 'Acme'],
      ],
      'Open items': [
        ['Number', 'Invoice', 'Open'],
        ['100', 'R-1', '10.00'],
        ['100', 'R-2', '7.50'],
      ],
    });
    const reading = readLedgerFile(bytes);
    expect(reading.readable && reading.contents).toMatchObject({
      kind: 'tables',
      tables: [
        { sheet: 'Customers', table: { rows: [['100', 'Acme']] } },
        { sheet: 'Open items', table: { header: ['Number', 'Invoice', 'Open'], lines: [2, 3] } },
      ],
    });
  });

  test('a number and a name in two columns head the rows below', () => {
    const [table] = tablesOf(
      encode(`Customer/Invoice,Customer Name,Invoice Date,Due Date,Balance
10-AB,Acme Works,,,
R-1,,01/15/2026,02/14/2026,10.00
,,,Customer 10-AB Totals:,10.00
11-CD,Berg Tools,,,
R-2,,01/16/2026,02/15/2026,11.00
,,,Report Totals:,21.00`),
    );
    expect(table?.header.slice(5)).toEqual(['number in the heading', 'name in the heading']);
    expect(table?.header[0]).toBe('Invoice');
    expect(table?.rows.map((row) => [row[0], row[5], row[6]])).toEqual([
      ['R-1', '10-AB', 'Acme Works'],
      ['R-2', '11-CD', 'Berg Tools'],
    ]);
  });

  test('a name with the sums of its rows heads those that have days', () => {
    const [table] = tablesOf(
      encode(`Document,Date,Due,Older,Total
Acme Works,,,,25.00
R-1,01/15/2026,02/14/2026,10.00,10.00
R-2,01/16/2026,02/15/2026,15.00,15.00
Berg Tools,,,,11.00
4711,01/17/2026,02/16/2026,11.00,11.00`),
    );
    expect(table?.rows.map((row) => [row[0], row.at(-1)])).toEqual([
      ['R-1', 'Acme Works'],
      ['R-2', 'Acme Works'],
      ['4711', 'Berg Tools'],
    ]);
  });

  test.each([
    ['Customer: C-10 Acme Works', ['C-10', 'Acme Works']],
    ['Kunde 4711', ['4711']],
    ['Customer Line Items', []],
  ])('%s above a list without customers names them: %j', (above, customer) => {
    const [table] = tablesOf(
      encode(`${above}\nDate;Document;Due;Amount\n15.01.2026;R-1;14.02.2026;10,00`),
    );
    expect(table?.rows).toEqual([['15.01.2026', 'R-1', '14.02.2026', '10,00', ...customer]]);
  });

  test('an electronic invoice is told from an audit file', () => {
    const reading = readLedgerFile(encode('<Invoice><ID>R-1</ID></Invoice>'));
    expect(reading.readable && reading.contents).toMatchObject({
      kind: 'invoices',
      invoices: [{ name: undefined, invoice: { number: 'R-1' } }],
    });
  });

  test('so is one that is packed with its signature', () => {
    const invoice = encode('<Invoice><ID>R-1</ID></Invoice>');
    const reading = readLedgerFile(
      packed([
        ['signature.xml', encode('<Signature/>')],
        ['r-1.xml', invoice],
      ]),
    );
    expect(reading.readable && reading.contents).toMatchObject({
      invoices: [{ invoice: { number: 'R-1' } }],
    });
  });

  test('an archive may hold several invoices, each perhaps with its page', () => {
    const reading = readLedgerFile(
      packed([
        ['march/r-1.xml', encode('<Invoice><ID>R-1</ID></Invoice>')],
        ['march/r-1.pdf', encode('%PDF-1.4\n')],
        ['march/r-2.xml', encode('<Invoice><ID>R-2</ID></Invoice>')],
      ]),
    );
    expect(reading.readable && reading.contents).toMatchObject({
      kind: 'invoices',
      invoices: [
        { name: 'march/r-1.xml', invoice: { number: 'R-1' } },
        { name: 'march/r-2.xml', invoice: { number: 'R-2' } },
      ],
    });
  });

  test('an archive may hold an audit file, or several lists', () => {
    const audit = SAMPLES.find(({ name }) => name.includes('prefix'))?.bytes;
    const one = readLedgerFile(packed([['books/saft.xml', audit]]));
    expect(one.readable && one.contents.kind).toBe('audit file');
    const customers = encode('Customer number;Name\n100;Acme\n101;Elm\n');
    const items = encode('Customer number;Invoice;Due;Amount\n100;R-1;14.02.2026;10,00\n');
    const lists = readLedgerFile(
      packed([
        ['customers.csv', customers],
        ['items.csv', items],
      ]),
    );
    expect(lists.readable && lists.contents).toMatchObject({
      kind: 'tables',
      tables: [
        {
          sheet: 'customers.csv',
          table: {
            rows: [
              ['100', 'Acme'],
              ['101', 'Elm'],
            ],
          },
        },
        { sheet: 'items.csv', table: { rows: [{}] } },
      ],
    });
  });

  test.each<[string, [string, string][], string]>([
    ['nothing', [['folder/', '']], 'the archive is empty'],
    [
      'a file that cannot be read',
      [
        ['a.csv', 'Customer number;Name\n100;Acme\n'],
        ['s.xml', '<hello/>'],
      ],
      's.xml in the archive: the XML holds no invoice that we know',
    ],
    [
      'lists and invoices',
      [
        ['a.csv', 'Customer number;Name\n100;Acme\n'],
        ['b.csv', 'Customer number;Name\n100;Acme\n'],
        ['r.xml', '<Invoice><ID>R-1</ID></Invoice>'],
        ['s.xml', '<Invoice><ID>R-2</ID></Invoice>'],
      ],
      'the archive holds files of several kinds, or several audit files',
    ],
    ['a sheet of OpenDocument', [['content.xml', '<a/>']], 'this is an OpenDocument sheet'],
  ])('an archive of %s is refused', (_what, files, reason) => {
    const bytes = packed(files.map(([name, text]) => [name, encode(text)]));
    expect(readLedgerFile(bytes)).toMatchObject({ refusal: { what: reason } });
  });

  test('a balance that does not add up is said and not repaired', () => {
    const text = new TextDecoder().decode(
      SAMPLES.find(({ name }) => name.includes('prefix'))?.bytes,
    );
    const [table] = tablesOf(encode(text.replace('1750.50', '1750.00')));
    expect(table?.problems).toMatchObject([
      {
        where: 'customer 1000',
        what: 'opening and entries of Fjordglass AS make 1750.50, the closing balance is 1750.00',
      },
    ]);
  });

  test.each([
    ['nothing', '', 'the file is empty'],
    ['other XML', '<hello/>', 'the XML holds no invoice that we know'],
    [
      'an audit file without customers',
      '<AuditFile><Header/></AuditFile>',
      'the audit file names no customer',
    ],
    [
      'declared entities',
      '<!DOCTYPE a [<!ENTITY b "c">]><AuditFile>&b;</AuditFile>',
      'the XML declares a document type',
    ],
    ['a PDF without an invoice', '%PDF-1.4\n', 'the PDF carries no electronic invoice'],
  ])('%s is refused', (_what, text, reason) => {
    expect(readLedgerFile(encode(text))).toMatchObject({ refusal: { what: reason } });
  });

  test('a workbook without a table is refused', () => {
    expect(readLedgerFile(workbook({ Notes: [['Printed in March']] }))).toMatchObject({
      refusal: { what: 'the workbook holds no table' },
    });
  });
});

function tablesOf(bytes: Uint8Array): Table[] {
  const reading = readLedgerFile(bytes);
  if (!reading.readable) throw new Error(reading.refusal.what);
  const { contents } = reading;
  if (contents.kind === 'tables') return contents.tables.map(({ table }) => table);
  return contents.kind === 'audit file' ? [contents.table] : [];
}

function shown({ header, rows, leftOut, problems }: Table) {
  return {
    rows: [header, ...rows].map((row) => row.join(' | ')),
    leftOut: leftOut.map(({ line, why, text }) => `${line} ${why}: ${text}`),
    problems: problems.map(({ where, what }) => `${where}: ${what}`),
  };
}

function workbook(sheets: Record<string, readonly (readonly string[])[]>): Uint8Array {
  const names = Object.keys(sheets);
  const list = names.map((name) => `<sheet name="${name}"/>`).join('');
  return packed([
    ['xl/workbook.xml', encode(`<workbook><sheets>${list}</sheets></workbook>`)],
    ...names.map(
      (name, at) =>
        [`xl/worksheets/sheet${at + 1}.xml`, encode(sheetOf(sheets[name] ?? []))] as const,
    ),
  ]);
}

function sheetOf(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]) =>
    row.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('');
  return `<worksheet><sheetData>${rows.map((row) => `<row>${cells(row)}</row>`).join('')}</sheetData></worksheet>`;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

test.each([
  ['says its total itself', 'No;Current;1-30;31-60;Total\nR-1;10.00;;;10.00\nR-2;;5.00;;5.00\n'],
  ['sums up its customers', 'Customer;Current;1-30;31-60\nAcme;10.00;5.00;\nElm;;5.00;7.00\n'],
  ['has two ages alone', 'No;Current;Overdue\nR-1;10.00;\nR-2;;5.00\n'],
])('an ageing that %s gets no column more', (_what, text) => {
  const [table] = tablesOf(new TextEncoder().encode(text));
  expect(table?.header).not.toContain('Open amount');
});
