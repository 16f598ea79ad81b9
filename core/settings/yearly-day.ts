import { assert } from '../kernel/assert.ts';
import { addDays, dayOf, monthEnd, weekdayOf, type Day, type Weekday } from '../kernel/day.ts';

/** A day that returns every year, by a rule. */
export type YearlyDay = (year: number) => Day;

export function on(month: number, dayOfMonth: number): YearlyDay {
  return (year) => {
    const day = dayOf(year, month, dayOfMonth);
    assert(day !== undefined, `a day ${dayOfMonth} in month ${month} of every year`);
    return day;
  };
}

export function afterEaster(days: number): YearlyDay {
  return (year) => addDays(easterSunday(year), days);
}

/** The first, second, third or fourth such weekday of a month. */
export function nth(count: number, weekday: Weekday, month: number): YearlyDay {
  return (year) => {
    const first = on(month, 1)(year);
    return addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (count - 1) * 7);
  };
}

export function last(weekday: Weekday, month: number): YearlyDay {
  return (year) => {
    const end = monthEnd(on(month, 1)(year));
    return addDays(end, -((weekdayOf(end) - weekday + 7) % 7));
  };
}

/** Moved by so many days when the day falls on that weekday: `{ 6: 2, 7: 1 }` to the next Monday. */
export function moved(given: YearlyDay, byWeekday: Partial<Record<Weekday, number>>): YearlyDay {
  return (year) => {
    const day = given(year);
    return addDays(day, byWeekday[weekdayOf(day)] ?? 0);
  };
}

/** The western Easter Sunday, by the anonymous Gregorian algorithm (Meeus, Jones and Butcher). */
export function easterSunday(year: number): Day {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const century = b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3);
  const h = (19 * a + century + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const n = h + l - 7 * m + 114;
  return on(Math.floor(n / 31), (n % 31) + 1)(year);
}
