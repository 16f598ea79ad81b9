import type { BankFileLookJson } from '@goodterms/api/cash/bank-file-look.ts';
import { expect, test } from 'vitest';
import {
  mappingOf,
  meaningOf,
  nameFor,
  NOTHING_SAID,
  questionOf,
  settled,
} from './file-explanation.ts';

const TABLE: NonNullable<BankFileLookJson['table']> = {
  header: ['Alpha', 'Beta', 'Gamma'],
  rows: [['02/03/26', '5,00', 'INV-7']],
  rowCount: 1,
  columns: [{ field: 'amount', header: 'Beta' }],
  dayOrder: null,
  decimalMark: null,
  signTurned: false,
};
const LOOK = { table: TABLE } as BankFileLookJson;

test('what is said goes before what was recognised, and nothing said leaves it as it is', () => {
  expect(meaningOf('Beta', TABLE, NOTHING_SAID)).toBe('amount');
  expect(meaningOf('Beta', TABLE, { meanings: { Beta: '' } })).toBe('');
  expect(mappingOf(TABLE, { meanings: { Alpha: 'bookedOn', Gamma: 'remittance' } })).toEqual({
    header: ['Alpha', 'Beta', 'Gamma'],
    columns: [
      { field: 'bookedOn', header: 'Alpha' },
      { field: 'amount', header: 'Beta' },
      { field: 'remittance', header: 'Gamma' },
    ],
    dayOrder: undefined,
    decimalMark: undefined,
    signTurned: false,
  });
});

test('a mapping goes with the file only when something of it was said', () => {
  expect(questionOf({ meanings: {}, account: ' Giro ', currency: 'eur' }, LOOK)).toEqual({
    account: 'Giro',
    currency: 'EUR',
    mapping: undefined,
  });
  const { mapping } = questionOf({ meanings: {}, dayOrder: 'MDY' }, LOOK);
  expect(mapping).toMatchObject({ dayOrder: 'MDY', header: TABLE.header });
});

test('what one table shows of its days and amounts is kept with its columns', () => {
  const look = { table: { ...TABLE, dayOrder: 'DMY', decimalMark: ',' } } as BankFileLookJson;
  expect(settled({ meanings: {} }, look)).toMatchObject({ dayOrder: 'DMY', decimalMark: ',' });
  expect(settled({ meanings: {}, dayOrder: 'MDY' }, look)).toMatchObject({ dayOrder: 'MDY' });
});

test('half a currency is none yet', () => {
  expect(questionOf({ meanings: {}, currency: 'EU' }, LOOK).currency).toBeUndefined();
});

test.each([
  ['umsaetze_2026-03.csv', 'umsaetze'],
  ['Export House-Bank 03.xlsx', 'Export House Bank'],
  ['20260302.csv', 'Bank table'],
])('the columns of %s are kept as %s', (file, name) => expect(nameFor(file)).toBe(name));
