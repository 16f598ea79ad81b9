import { assert } from './assert.ts';

declare const day: unique symbol;

/**
 * A calendar day, 'YYYY-MM-DD', with no time and no zone: due days, value days, promises.
 * The text sorts in date order, so `<` compares days.
 */
export type Day = string & { readonly [day]: true };

/** Monday is 1 and Sunday 7, as in ISO 8601. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const MS_PER_DAY = 86_400_000;

export function parseDay(text: string): Day | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const parsed = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(parsed.getTime())) return undefined;
  return parsed.toISOString().slice(0, 10) === text ? (text as Day) : undefined;
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
  return new Date(midnight(start) + days * MS_PER_DAY).toISOString().slice(0, 10) as Day;
}

/** Whole days from `from` until `until`; negative when `until` comes first. */
export function daysBetween(from: Day, until: Day): number {
  return (midnight(until) - midnight(from)) / MS_PER_DAY;
}

export function weekdayOf(of: Day): Weekday {
  const sundayFirst = new Date(midnight(of)).getUTCDay();
  return (sundayFirst === 0 ? 7 : sundayFirst) as Weekday;
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

function midnight(of: Day): number {
  return Date.parse(`${of}T00:00:00Z`);
}
