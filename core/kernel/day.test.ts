import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, daysBetween, monthEnd, parseDay, toDay, weekdayOf, type Day } from './day.ts';

const days = fc
  .date({
    min: new Date('1800-01-01T00:00:00Z'),
    max: new Date('2999-12-31T00:00:00Z'),
    noInvalidDate: true,
  })
  .map((date) => toDay(date.toISOString().slice(0, 10)));

test('counts days as the calendar does, over every leap year', () => {
  fc.assert(
    fc.property(days, days, (from, until) => {
      expect(daysBetween(from, until)).toBe((midnight(until) - midnight(from)) / 86_400_000);
    }),
  );
});

test('going there and back again is the same day', () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -200_000, max: 200_000 }), (day, count) => {
      const other = addDays(day, count);
      fc.pre(other >= '1800-01-01' && other <= '2999-12-31');
      expect(daysBetween(day, addDays(day, count))).toBe(count);
      expect(addDays(addDays(day, count), -count)).toBe(day);
    }),
  );
});

test('a week later is the same weekday', () => {
  fc.assert(
    fc.property(days, (day) => {
      expect(weekdayOf(addDays(day, 7))).toBe(weekdayOf(day));
      expect(weekdayOf(day) % 7).toBe(new Date(midnight(day)).getUTCDay());
    }),
  );
});

test.each([
  ['2024-02-28', 1, '2024-02-29'],
  ['2025-02-28', 1, '2025-03-01'],
  ['1900-02-28', 1, '1900-03-01'],
  ['2000-02-28', 1, '2000-02-29'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2026-03-01', -1, '2026-02-28'],
])('%s and %i day is %s', (from, count, day) => {
  expect(addDays(toDay(from), count)).toBe(day);
});

test.each([
  ['2026-02-11', '2026-02-28'],
  ['2024-02-11', '2024-02-29'],
  ['2026-12-01', '2026-12-31'],
])('the month of %s ends on %s', (day, end) => {
  expect(monthEnd(toDay(day))).toBe(end);
});

test.each([
  '2026-02-29',
  '2026-13-01',
  '2026-1-1',
  '01.02.2026',
  '2026-02-28T00:00',
  '0000-01-01',
  '1799-12-31',
  '3000-01-01',
  '9999-12-31',
  '9999-99-99',
])('%s is no day', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

function midnight(day: Day): number {
  return Date.parse(`${day}T00:00:00Z`);
}
