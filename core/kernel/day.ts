import { assert } from './assert.ts';

declare const brand: unique symbol;

/**
 * A calendar day, 'YYYY-MM-DD', with no time and no zone: due days, value days, promises.
 * The text sorts in date order, so `<` compares days.
 */
export type Day = string & { readonly [brand]: true };

/** Monday is 1 and Sunday 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MS_PER_DAY = 86_400_000;

/** No business is older, and none plans further; 0001-01-01 and 9999-12-31 mean that no day is known. */
const FIRST_YEAR = '1800';
const LAST_YEAR = '2999';

/** Undefined when there is no such day in the years 1800 to 2999. */
export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const year = text.slice(0, 4);
  if (year < FIRST_YEAR || year > LAST_YEAR) return undefined;
  // Counted on and back, a day that is none becomes another.
  return dayOfNumber(numberOf(text as Day)) === text ? (text as Day) : undefined;
}

/** For days written in our own code; text from outside goes through `parseDay`. */
export function toDay(text: string): Day {
  const parsed = parseDay(text);
  assert(parsed !== undefined, `a calendar day, not '${text}'`);
  return parsed;
}

/** Undefined when there is no such day: 2026-02-30, month 13. */
export function dayOf(year: number, month: number, dayOfMonth: number): Day | undefined {
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return parseDay(`${pad(year, 4)}-${pad(month, 2)}-${pad(dayOfMonth, 2)}`);
}

export function addDays(start: Day, days: number): Day {
  return dayOfNumber(numberOf(start) + days);
}

/** Whole days from `from` until `until`; negative when `until` comes first. */
export function daysBetween(from: Day, until: Day): number {
  return numberOf(until) - numberOf(from);
}

export function weekdayOf(of: Day): Weekday {
  // The first of January 1970 was a Thursday.
  const mondayFirst = (((numberOf(of) + 3) % 7) + 7) % 7;
  return (mondayFirst + 1) as Weekday;
}

/** The last day of the month of `of`. */
export function monthEnd(of: Day): Day {
  const [year = 0, month = 0] = of.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) as Day;
}

export function laterDay(a: Day, b: Day): Day {
  return a >= b ? a : b;
}

export function earlierDay(a: Day, b: Day): Day {
  return a <= b ? a : b;
}

/**
 * Days since 1970-01-01 in the Gregorian calendar, by whole numbers alone: the morning run counts
 * days a hundred thousand times, and a Date each time would be half of its work. Years are counted
 * from March, so that the leap day is the last of a year; 146,097 days are 400 years.
 */
function numberOf(of: Day): number {
  const month = digit(of, 5) * 10 + digit(of, 6);
  const year =
    digit(of, 0) * 1000 +
    digit(of, 1) * 100 +
    digit(of, 2) * 10 +
    digit(of, 3) -
    (month <= 2 ? 1 : 0);
  const dayOfMonth = digit(of, 8) * 10 + digit(of, 9);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function digit(text: string, at: number): number {
  return text.charCodeAt(at) - 48;
}

/** The same number is the same day for ever, and few of them occur. */
const daysByNumber = new Map<number, Day>();
const DAYS_KEPT = 100_000;

function dayOfNumber(number: number): Day {
  let day = daysByNumber.get(number);
  if (day === undefined) {
    day = new Date(number * MS_PER_DAY).toISOString().slice(0, 10) as Day;
    if (daysByNumber.size < DAYS_KEPT) daysByNumber.set(number, day);
  }
  return day;
}
