import { assert } from '../kernel/assert.ts';
import { addDays, dayOf, weekdayOf, type Day, type Weekday } from '../kernel/day.ts';

/** How the day of a public holiday is found in a year; undefined when it was not kept yet. */
export type HolidayRule = { readonly name: string; readonly on: (year: number) => Day | undefined };

export const fixed = (month: number, day: number, name: string, since = 0): HolidayRule => ({
  name,
  on: (year) => (year >= since ? dayIn(year, month, day) : undefined),
});

/** Days after Easter Sunday; before it when negative. */
export const easter = (days: number, name: string): HolidayRule => ({
  name,
  on: (year) => addDays(easterSunday(year), days),
});

/** The first such weekday on or after a day of the year. */
export const weekdayFrom = (
  weekday: Weekday,
  month: number,
  day: number,
  name: string,
): HolidayRule => ({
  name,
  on: (year) => onOrAfter(dayIn(year, month, day), weekday),
});

/** In Britain a holiday on a weekend is kept on the Monday after it. */
export const substitute = (month: number, day: number, name: string): HolidayRule => ({
  name,
  on: (year) => {
    const on = dayIn(year, month, day);
    return weekdayOf(on) < 6 ? on : onOrAfter(on, 1);
  },
});

/** In the United States a Saturday's holiday is kept on Friday, a Sunday's on Monday. */
export const nearest = (month: number, day: number, name: string, since = 0): HolidayRule => ({
  name,
  on: (year) => {
    if (year < since) return undefined;
    const on = dayIn(year, month, day);
    const weekday = weekdayOf(on);
    return weekday === 6 ? addDays(on, -1) : weekday === 7 ? addDays(on, 1) : on;
  },
});

/** Easter Sunday of the Gregorian calendar, by the method of Meeus, Jones and Butcher. */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayIn(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** On 27 April, or the day before when that is a Sunday. */
export function kingsDay(year: number): Day {
  const day = dayIn(year, 4, 27);
  return weekdayOf(day) === 7 ? addDays(day, -1) : day;
}

/** Since 2023: the first Monday of February, or the first itself when that is a Friday. */
export function brigid(year: number): Day | undefined {
  if (year < 2023) return undefined;
  const first = dayIn(year, 2, 1);
  return weekdayOf(first) === 5 ? first : onOrAfter(first, 1);
}

export function christmasOfBritain(year: number): Day {
  const day = dayIn(year, 12, 25);
  return weekdayOf(day) >= 6 ? dayIn(year, 12, 27) : day;
}

export function boxingDayOfBritain(year: number): Day {
  const day = dayIn(year, 12, 26);
  return weekdayOf(day) >= 6 ? dayIn(year, 12, 28) : day;
}

function onOrAfter(day: Day, weekday: Weekday): Day {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/** For days that every year has. */
export function dayIn(year: number, month: number, day: number): Day {
  const made = dayOf(year, month, day);
  assert(made !== undefined, `a day, not ${year}-${month}-${day}`);
  return made;
}
