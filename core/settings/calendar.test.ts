import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import {
  addBusinessDays,
  businessDaysBetween,
  calendarOf,
  closedBecause,
  closedDaysBetween,
  isBusinessDay,
  nextBusinessDay,
  previousBusinessDay,
} from './calendar.ts';
import { CONTACT_RULES } from './contact-rules.ts';
import { publicHolidays } from './public-holiday.ts';
import { easterSunday } from './yearly-day.ts';

const dutch = calendarOf({ ...CONTACT_RULES.defaults, holidayCountry: 'NL' });

test.each([
  [2024, '2024-03-31'],
  [2025, '2025-04-20'],
  [2026, '2026-04-05'],
  [2027, '2027-03-28'],
  [2038, '2038-04-25'],
])('Easter of %i', (year, day) => {
  expect(easterSunday(year)).toBe(day);
});

test.each([
  ['NL', '2025-04-26', "King's Day"],
  ['NL', '2026-04-27', "King's Day"],
  ['NL', '2026-05-25', 'Whit Monday'],
  ['DE', '2026-10-03', 'Day of German Unity'],
  ['GB', '2021-12-28', 'Boxing Day'],
  ['GB', '2021-12-27', 'Christmas Day'],
  ['GB', '2022-12-26', 'Boxing Day'],
  ['GB', '2022-12-27', 'Christmas Day'],
  ['GB', '2026-12-28', 'Boxing Day'],
  ['GB', '2026-08-31', 'Summer bank holiday'],
  ['IE', '2026-02-02', "Saint Brigid's Day"],
  ['US', '2026-11-26', 'Thanksgiving'],
  ['US', '2026-07-03', 'Independence Day'],
])('in %s %s is %s', (country, day, name) => {
  expect(publicHolidays(country, Number(day.slice(0, 4))).get(toDay(day))).toBe(name);
});

test('a country we do not know has no holidays', () => {
  expect(publicHolidays('XX', 2026).size).toBe(0);
  expect(publicHolidays('constructor', 2026).size).toBe(0);
});

test('a business day is a working weekday that is no holiday and not closed', () => {
  expect(isBusinessDay(dutch, toDay('2026-04-02'))).toBe(true);
  expect(isBusinessDay(dutch, toDay('2026-04-04'))).toBe(false);
  expect(isBusinessDay(dutch, toDay('2026-04-06'))).toBe(false);
  expect(closedBecause(dutch, toDay('2026-04-06'))).toBe('Easter Monday');
  expect(closedBecause(dutch, toDay('2026-04-04'))).toBeUndefined();
});

test('days are counted over weekends and holidays', () => {
  const thursday = toDay('2026-04-02');
  expect(nextBusinessDay(dutch, toDay('2026-04-03'))).toBe('2026-04-07');
  expect(previousBusinessDay(dutch, toDay('2026-04-07'))).toBe('2026-04-03');
  expect(addBusinessDays(dutch, thursday, 0)).toBe(thursday);
  expect(addBusinessDays(dutch, thursday, 2)).toBe('2026-04-07');
  expect(businessDaysBetween(dutch, thursday, toDay('2026-04-07'))).toBe(2);
  expect(businessDaysBetween(dutch, thursday, thursday)).toBe(0);
  expect(businessDaysBetween(dutch, thursday, toDay('2026-03-01'))).toBe(0);
});

test('a company adds the days on which it is closed', () => {
  const closed = [{ on: toDay('2026-12-31'), name: 'Stock-taking' }];
  const calendar = calendarOf({
    ...CONTACT_RULES.defaults,
    closedDays: closed,
    holidayCountry: 'NL',
  });
  expect(closedDaysBetween(calendar, toDay('2026-12-26'), toDay('2027-01-01'))).toEqual([
    { on: '2026-12-26', name: 'Second day of Christmas' },
    { on: '2026-12-31', name: 'Stock-taking' },
    { on: '2027-01-01', name: "New Year's Day" },
  ]);
});
