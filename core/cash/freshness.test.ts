import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { calendarOf } from '../settings/calendar.ts';
import { freshnessSentence, isFresh } from './freshness.ts';

const rules = {
  calendar: calendarOf({ workingWeekdays: [1, 2, 3, 4, 5], holidayCountry: '', closedDays: [] }),
  maxBusinessDays: 1,
};

test.each([
  ['2026-03-06', '2026-03-09', true],
  ['2026-03-06', '2026-03-10', false],
  ['2026-03-09', '2026-03-09', true],
])('bank data of %s on %s: fresh is %s', (asOf, today, fresh) => {
  expect(isFresh(toDay(asOf), toDay(today), rules)).toBe(fresh);
});

test('a company without bank statements does not wait for a bank', () => {
  expect(isFresh(undefined, toDay('2026-03-09'), rules)).toBe(true);
  expect(freshnessSentence(undefined, true)).toContain('payments come with the ledger');
});

test('stale bank data say what they stop', () => {
  expect(freshnessSentence(toDay('2026-03-06'), false)).toContain('nobody is reminded');
  expect(freshnessSentence(toDay('2026-03-06'), true)).toBe('The bank data are as of 2026-03-06.');
});
