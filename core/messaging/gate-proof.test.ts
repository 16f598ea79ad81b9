import { expect, test } from 'vitest';
import { provenChecks } from './gate-proof.ts';

test('a check is shown with its sentence, or by its name', () => {
  const checks = [
    { check: 'dunning_hold', passed: true, sentence: 'No hold is in force.' },
    { check: 'outside_hours', passed: false, from: 540 },
  ];
  expect(provenChecks({ checks })).toEqual([
    { check: 'dunning_hold', passed: true, sentence: 'No hold is in force.' },
    { check: 'outside_hours', passed: false, sentence: 'outside hours' },
  ]);
});

test('a proof without checks shows none', () => {
  expect(provenChecks({})).toEqual([]);
  expect(provenChecks({ checks: ['x', null, { check: 1 }] })).toEqual([]);
});
