import { expect, test } from 'vitest';
import { changedParts, completed } from './setting.ts';

test('what an older version did not know comes from the defaults', () => {
  expect(completed({ days: 3, hours: 8 }, { days: 5 })).toEqual({ days: 5, hours: 8 });
  expect(completed({ days: 3 }, undefined)).toEqual({ days: 3 });
});

test('a change names the parts that differ, and no order of keys is a change', () => {
  const before = { name: 'Keel', bank: { iban: 'X', bic: 'Y' }, days: [1, 2] };
  expect(changedParts(before, { ...before, bank: { bic: 'Y', iban: 'X' } })).toEqual([]);
  expect(changedParts(before, { ...before, name: 'Hull', days: [2, 1] })).toEqual(['days', 'name']);
});
