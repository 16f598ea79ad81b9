import { describe, expect, test } from 'vitest';
import { readBankFile, unsaidBy, type BankFileHints } from './bank-file.ts';
import { lookAtBankFile } from './bank-file-look.ts';
import { packed } from './packed.ts';
import {
  parseBankTableMapping,
  type BankTableMapping,
} from '@goodterms/core/kernel/bank-table-mapping.ts';

const UNKNOWN = 'Alpha;Beta;Gamma;Delta\n02/03/26;1.234,50;Acme;INV-7\n14/03/26;-5,00;Elm;fee\n';
const MAPPING: BankTableMapping = {
  header: ['Alpha', 'Beta', 'Gamma', 'Delta'],
  columns: [
    { field: 'bookedOn', header: 'Alpha' },
    { field: 'amount', header: 'Beta' },
    { field: 'name', header: 'Gamma' },
    { field: 'remittance', header: 'Delta' },
  ],
  currency: 'EUR',
};

describe('a look at a table whose layout nobody knows', () => {
  test('says that its columns must be said, and shows them with what stands in them', () => {
    expect(look(UNKNOWN)).toMatchObject({
      refusal: { lacks: 'columns' },
      file: undefined,
      table: {
        header: MAPPING.header,
        rows: [['02/03/26', '1.234,50', 'Acme', 'INV-7'], {}],
        rowCount: 2,
      },
    });
  });

  test('shows them in an archive of this one file as well', () => {
    const inArchive = packed([['march.csv', new TextEncoder().encode(UNKNOWN)]]);
    expect(lookAtBankFile(inArchive)).toMatchObject({
      refusal: { lacks: 'columns' },
      table: { header: MAPPING.header },
    });
    expect(lookAtBankFile(inArchive, { mapping: MAPPING }).lineCount).toBe(2);
  });

  test('shows with a mapping the lines as they are understood', () => {
    const { refusal, file, lineCount } = look(UNKNOWN, { mapping: MAPPING });
    expect([refusal, lineCount]).toEqual([undefined, 2]);
    expect(file?.statements[0]?.lines).toMatchObject([
      { bookedOn: '2026-03-02', amount: { exact: '1234.50' }, counterparty: { name: 'Acme' } },
      { amount: { exact: '-5.00' }, remittance: 'fee' },
    ]);
  });

  test('a table without a column of days may be anything, and nobody is asked for its columns', () => {
    const { refusal } = look(
      'Invoice number;Amount paid;Currency\nINV-1;1.250,00;EUR\nINV-2;9,50;EUR\n',
    );
    expect(refusal?.lacks).toBeUndefined();
    expect(refusal?.what).toContain('no column of the table is recognised');
  });

  test('a mapping that names no column of this table is told so', () => {
    const columns = [{ field: 'amount' as const, header: 'Beta' }];
    expect(look(UNKNOWN, { mapping: { columns } }).refusal).toMatchObject({
      what: 'no column of the table is recognised as the day of a movement',
      lacks: 'columns',
    });
  });
});

describe('how days are written', () => {
  test('is kept where one day tells, for tables in which none does', () => {
    expect(look(UNKNOWN, { mapping: MAPPING }).table?.mapping.dayOrder).toBe('DMY');
  });

  test('stays open where every day could be two', () => {
    const text = UNKNOWN.replace('14/03/26', '03/04/26');
    expect(look(text, { mapping: MAPPING }).table?.mapping.dayOrder).toBeUndefined();
  });
});

describe('a mapping that was saved', () => {
  test('reads the next table with the same columns', () => {
    const reading = read(UNKNOWN, { saved: [MAPPING] });
    expect(reading).toMatchObject({ readable: true, file: { statements: [{ currency: 'EUR' }] } });
    expect(look(UNKNOWN, { saved: [MAPPING] }).table?.mapping).toEqual({
      ...MAPPING,
      dayOrder: 'DMY',
      decimalMark: ',',
    });
  });

  test('counts before what we would recognise ourselves', () => {
    const text = 'Date;Amount;Text;Name\n02/03/26;5,00;INV-7;Acme\n';
    const header = ['Date', 'Amount', 'Text', 'Name'];
    const columns = MAPPING.columns.map(({ field }, at) => ({ field, header: header[at] ?? '' }));
    const reading = read(text, { saved: [{ ...MAPPING, header, columns }] });
    expect(reading.readable && reading.file.statements[0]?.lines).toMatchObject([
      { counterparty: { name: 'INV-7' }, remittance: 'Acme' },
    ]);
  });

  test.each([
    ['another column', UNKNOWN.replace('Delta', 'Epsilon')],
    ['other order', UNKNOWN.replace('Gamma;Delta', 'Delta;Gamma')],
    ['one column more', UNKNOWN.replaceAll('\n', ';x\n')],
  ])('does not touch a table with %s', (_what, text) => {
    expect(read(text, { saved: [MAPPING] })).toMatchObject({ readable: false });
  });

  test('comes back from the outside as it was, and damaged not at all', () => {
    expect(
      parseBankTableMapping(JSON.parse(JSON.stringify({ ...MAPPING, account: 'Giro' }))),
    ).toEqual({
      ...MAPPING,
      account: 'Giro',
    });
    expect(parseBankTableMapping({ ...MAPPING, header: 'Alpha' })).toBeUndefined();
    expect(parseBankTableMapping({ ...MAPPING, header: [1] })).toBeUndefined();
    expect(parseBankTableMapping({ ...MAPPING, account: 7 })).toBeUndefined();
    expect(parseBankTableMapping({ ...MAPPING, account: 'a\u0000b' })).toBeUndefined();
    expect(parseBankTableMapping({ ...MAPPING, more: 'x' })).toEqual(MAPPING);
  });
});

describe('a file that does not say of which account it is', () => {
  const QIF = '!Type:Bank\nD02/03/2026\nT5.00\nPAcme\n^\n';

  test('lacks its account and its currency until somebody says them', () => {
    expect(unsaid(QIF)).toEqual(['account', 'currency']);
    expect(unsaid(QIF, { account: 'Giro' })).toEqual(['currency']);
    expect(unsaid(QIF, { account: 'Giro', currency: 'EUR' as never })).toEqual([]);
  });

  test('what the file says itself stays', () => {
    const statement =
      ':20:1\n:25:12345678\n:60F:C260302EUR10,00\n:61:260302C5,00NTRF1\n:62F:C260302EUR15,00\n-\n';
    expect(unsaid(statement)).toEqual([]);
    const reading = read(statement, { account: 'Giro' });
    expect(reading.readable && reading.file.statements[0]?.account).toBe('12345678');
  });
});

function look(text: string, hints: BankFileHints = {}) {
  return lookAtBankFile(new TextEncoder().encode(text), hints);
}

function read(text: string, hints: BankFileHints = {}) {
  return readBankFile(new TextEncoder().encode(text), hints);
}

function unsaid(text: string, hints: BankFileHints = {}) {
  const reading = read(text, hints);
  return reading.readable ? unsaidBy(reading.file) : undefined;
}
