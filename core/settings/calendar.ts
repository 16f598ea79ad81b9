import { addDays, weekdayOf, type Day, type Weekday } from '../kernel/day.ts';
import type { ContactRules } from './contact-rules.ts';
import { publicHolidays } from './public-holiday.ts';

/** A day on which nobody works here, with what it is called. */
export type ClosedDay = { readonly on: Day; readonly name: string };

/** The days on which a company works: the answer to "is this a business day?". */
export type Calendar = {
  readonly workingWeekdays: ReadonlySet<Weekday>;
  readonly holidayCountry: string;
  readonly closedDays: ReadonlyMap<Day, string>;
};

/** A calendar without any open day would have no next business day. */
const LONGEST_CLOSURE_DAYS = 400;

export function calendarOf(
  rules: Pick<ContactRules, 'workingWeekdays' | 'holidayCountry' | 'closedDays'>,
): Calendar {
  return {
    workingWeekdays: new Set(rules.workingWeekdays),
    holidayCountry: rules.holidayCountry,
    closedDays: new Map(rules.closedDays.map(({ on, name }) => [on, name])),
  };
}

export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  return calendar.workingWeekdays.has(weekdayOf(day)) && closedBecause(calendar, day) === undefined;
}

/** The name of the holiday or closed day; a free weekday has none. */
export function closedBecause(calendar: Calendar, day: Day): string | undefined {
  return (
    calendar.closedDays.get(day) ??
    publicHolidays(calendar.holidayCountry, Number(day.slice(0, 4))).get(day)
  );
}

/** The first business day after `day`. */
export function nextBusinessDay(calendar: Calendar, day: Day): Day {
  return step(calendar, day, 1);
}

/** The last business day before `day`. */
export function previousBusinessDay(calendar: Calendar, day: Day): Day {
  return step(calendar, day, -1);
}

/** The day that is `count` business days after `day`; `day` itself for 0. */
export function addBusinessDays(calendar: Calendar, day: Day, count: number): Day {
  let counted = COUNTED.get(calendar);
  if (!counted) COUNTED.set(calendar, (counted = new Map()));
  const question = `${day} ${count}`;
  let reached = counted.get(question);
  if (reached === undefined) {
    reached = day;
    for (let i = 0; i < count; i += 1) reached = nextBusinessDay(calendar, reached);
    counted.set(question, reached);
  }
  return reached;
}

/** A calendar never changes, and a morning asks thousands of times about the same few days. */
const COUNTED = new WeakMap<Calendar, Map<string, Day>>();

/** Business days after `from`, through `until`; 0 when `until` does not come later. */
export function businessDaysBetween(calendar: Calendar, from: Day, until: Day): number {
  let count = 0;
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1))
    if (isBusinessDay(calendar, day)) count += 1;
  return count;
}

/** Public holidays and closed days from `from` through `until`, in order. */
export function closedDaysBetween(calendar: Calendar, from: Day, until: Day): ClosedDay[] {
  const found = new Map<Day, string>();
  for (let year = Number(from.slice(0, 4)); year <= Number(until.slice(0, 4)); year += 1)
    for (const [on, name] of publicHolidays(calendar.holidayCountry, year)) found.set(on, name);
  for (const [on, name] of calendar.closedDays) found.set(on, name);
  return [...found]
    .filter(([on]) => on >= from && on <= until)
    .map(([on, name]) => ({ on, name }))
    .toSorted((a, b) => (a.on < b.on ? -1 : 1));
}

function step(calendar: Calendar, day: Day, direction: 1 | -1): Day {
  for (let days = 1; days <= LONGEST_CLOSURE_DAYS; days += 1) {
    const next = addDays(day, days * direction);
    if (isBusinessDay(calendar, next)) return next;
  }
  return addDays(day, direction);
}
