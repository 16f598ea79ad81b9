import { expect, test } from 'vitest';
import { nameKeysOf, nameWordsOf, payerKey } from './name-words.ts';
import { numberKeysOf } from '../ledger/number-keys.ts';

test('a number is found without its letters, its year and its zeros', () => {
  expect(numberKeysOf('INV-2026-0004711')).toEqual(['20260004711', '4711']);
});

test('a run of digits is not joined to its neighbour', () => {
  expect(numberKeysOf('R/3049/07/2026')).toEqual(['3049072026', '3049']);
});

test('a number that is nothing but digits has one key', () => {
  expect(numberKeysOf('00815123')).toEqual(['815123']);
});

test('a number of few digits is found only as it is written', () => {
  expect(numberKeysOf('INV-12')).toEqual([]);
});

test('a name is found by its words without the legal form', () => {
  expect(nameWordsOf('Müller & Söhne Großhandel GmbH')).toEqual(['MULLER', 'SOHNE', 'GROSSHANDEL']);
});

test('letters that are spelt in several ways are one', () => {
  expect(nameWordsOf('Frøling Bäck Højgaard')).toEqual(nameWordsOf('FROELING BAECK HOEJGARD'));
  expect(payerKey('Bäck & Co AB')).toBe(payerKey('BAECK'));
});

test('a long word is found by its beginning and its end, and two words together', () => {
  expect(nameKeysOf('Möbel Kvist AB')).toEqual([
    'MOBEL',
    'MOBE-',
    '-OBEL',
    'KVIST',
    'KVIS-',
    '-VIST',
    'KVIST MOBEL',
  ]);
});
