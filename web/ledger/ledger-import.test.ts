import { expect, test } from 'vitest';
import { meaning } from './ledger-import.ts';

const NOTHING_SAID = {
  mapping: '',
  saveMapping: '',
  closeMissing: false,
  skipBad: false,
  answers: {},
};

test('a column gets a meaning, and gives up the one it had', () => {
  const column = { header: 'Datum', field: 'dueOn' };
  expect(meaning(NOTHING_SAID, column, 'issuedOn')).toEqual({ dueOn: '', issuedOn: 'Datum' });
});

test('a column that is left out means nothing any more', () => {
  const column = { header: 'Datum', field: 'dueOn' };
  expect(meaning(NOTHING_SAID, column, '')).toEqual({ dueOn: '' });
});

test('what was said of another column stays', () => {
  const options = { ...NOTHING_SAID, answers: { issuedOn: 'Belegdatum', dueOn: 'Datum' } };
  const column = { header: 'Datum', field: 'dueOn' };
  expect(meaning(options, column, 'paidOn')).toEqual({
    dueOn: '',
    issuedOn: 'Belegdatum',
    paidOn: 'Datum',
  });
});

test('of a workbook only the table in question changes', () => {
  const options = { ...NOTHING_SAID, answers: { 'dueOn@a.xlsx (May)': 'Datum' } };
  const column = { header: 'Datum', field: 'dueOn' };
  expect(meaning(options, column, 'paidOn', '@a.xlsx (June)')).toEqual({
    'dueOn@a.xlsx (May)': 'Datum',
    'dueOn@a.xlsx (June)': '',
    'paidOn@a.xlsx (June)': 'Datum',
  });
});
