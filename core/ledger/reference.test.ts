import { expect, test } from 'vitest';
import { referenceKey } from './reference.ts';

test.each([
  ['INV-2026-007', 'INV2026007'],
  ['Inv. 2026/007', 'INV2026007'],
  ['  inv 2026 007 ', 'INV2026007'],
  ['RÉF-12 é', 'REF12E'],
  ['Straße 5', 'STRASSE5'],
  ['ＩＮＶ１２', 'INV12'],
  ['счёт-17', 'СЧЕТ17'],
  ['請求書 8', '請求書8'],
  ['0007', '0007'],
  ['---', ''],
])("'%s' is known as '%s'", (reference, key) => {
  expect(referenceKey(reference)).toBe(key);
});

test('a key is its own key', () => {
  expect(referenceKey(referenceKey('Réf. 2026/ß-7'))).toBe(referenceKey('Réf. 2026/ß-7'));
});
