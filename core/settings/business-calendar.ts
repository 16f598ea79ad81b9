import { addDays, weekdayOf, type Day, type Weekday } from '../kernel/day.ts';
import { publicHolidays } from './public-holidays.ts';

/** On which days somebody works: ours for what we do, the customer's for what reaches them. */
export type BusinessCalendar = {
  readonly workingWeekdays: readonly Weekday[];
  /** Two letters of ISO 3166; its public holidays are kept. Undefined: none are known. */
  readonly holidayCountry: string | undefined;
  /** Days on which this calendar's people are closed besides: works holidays, bridge days. */
  readonly closedDays: ReadonlySet<Day>;
};

export const MONDAY_TO_FRIDAY: readonly Weekday[] = [1, 2, 3, 4, 5];

/** The calendar of a country that nobody has said more about. */
export function calendarOfCountry(country: string | undefined): BusinessCalendar {
  return { workingWeekdays: MONDAY_TO_FRIDAY, holidayCountry: country, closedDays: new Set() };
}

export function isBusinessDay(calendar: BusinessCalendar, day: Day): boolean {
  return (
    calendar.workingWeekdays.includes(weekdayOf(day)) &&
    !calendar.closedDays.has(day) &&
    holidayOf(calendar, day) === undefined
  );
}

/** The name of the public holiday on this day, if it is one here. */
export function holidayOf(calendar: BusinessCalendar, day: Day): string | undefined {
  return publicHolidays(calendar.holidayCountry, Number(day.slice(0, 4))).get(day);
}

/** The first business day after `day`. */
export function nextBusinessDay(calendar: BusinessCalendar, day: Day): Day {
  return step(calendar, day, 1);
}

/** The last business day before `day`. */
export function previousBusinessDay(calendar: BusinessCalendar, day: Day): Day {
  return step(calendar, day, -1);
}

/** `day` itself when somebody works on it, else the first day after it when somebody does. */
export function businessDayFrom(calendar: BusinessCalendar, day: Day): Day {
  return isBusinessDay(calendar, day) ? day : nextBusinessDay(calendar, day);
}

/** The day by which `count` business days have passed after `day`. */
export function addBusinessDays(calendar: BusinessCalendar, day: Day, count: number): Day {
  let reached = day;
  for (let passed = 0; passed < count; passed += 1) reached = nextBusinessDay(calendar, reached);
  return reached;
}

/** The business days after `from`, until and with `until`; 0 when `until` is not later. */
export function businessDaysBetween(calendar: BusinessCalendar, from: Day, until: Day): number {
  let count = 0;
  for (let day = from; day < until;) {
    day = addDays(day, 1);
    if (isBusinessDay(calendar, day)) count += 1;
  }
  return count;
}

/** Nobody is closed for longer; a calendar without a single working day must not loop for ever. */
const LONGEST_CLOSURE_DAYS = 366;

function step(calendar: BusinessCalendar, day: Day, by: 1 | -1): Day {
  let reached = addDays(day, by);
  for (let tried = 1; tried < LONGEST_CLOSURE_DAYS; tried += 1) {
    if (isBusinessDay(calendar, reached)) return reached;
    reached = addDays(reached, by);
  }
  return addDays(day, by);
}
