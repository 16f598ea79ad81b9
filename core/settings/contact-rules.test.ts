import { expect, test } from 'vitest';
import { CONTACT_RULES, minutesOf } from './contact-rules.ts';

test.each([
  ['08:00', '18:00', undefined],
  ['08:00', '24:00', undefined],
  ['18:00', '08:00', 'hours_must_be_a_span'],
  ['09:00', '09:00', 'hours_must_be_a_span'],
  ['09:60', '18:00', 'hours_must_be_a_span'],
])('hours from %s until %s', (sendFrom, sendUntil, refusal) => {
  expect(CONTACT_RULES.broken({ ...CONTACT_RULES.defaults, sendFrom, sendUntil })).toBe(refusal);
});

test('minutes are counted from midnight', () => {
  expect(minutesOf('00:00')).toBe(0);
  expect(minutesOf('13:45')).toBe(825);
  expect(minutesOf('24:00')).toBe(1440);
  expect(minutesOf('24:01')).toBeUndefined();
});
