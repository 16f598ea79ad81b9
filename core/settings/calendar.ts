import { addDays, parseDay, weekdayOf, type Day, type Weekday } from '../kernel/day.ts';
import type { SettingDocument } from './setting.ts';

/** When this company works, and so when its letters may leave. */
export type Calendar = {
  /** IANA name, such as Europe/Amsterdam: it decides which day today is. */
  readonly timeZone: string;
  readonly closedWeekdays: readonly Weekday[];
  readonly holidays: readonly Day[];
  /** Wall time 'HH:MM', from inclusive, until exclusive. */
  readonly openFrom: string;
  readonly openUntil: string;
};

export type CalendarRefusal =
  | 'time_zone_must_be_known'
  | 'week_must_have_an_open_day'
  | 'weekday_must_be_from_1_to_7'
  | 'holiday_must_be_a_day'
  | 'hours_must_be_in_order';

export const CALENDAR: SettingDocument<Calendar, CalendarRefusal> = {
  room: 'calendar',
  defaults: {
    timeZone: 'Europe/Amsterdam',
    closedWeekdays: [6, 7],
    holidays: [],
    openFrom: '08:00',
    openUntil: '18:00',
  },
  broken: (calendar) => {
    if (!isTimeZone(calendar.timeZone)) return 'time_zone_must_be_known';
    if (calendar.closedWeekdays.some((day) => !(day >= 1 && day <= 7)))
      return 'weekday_must_be_from_1_to_7';
    if (new Set(calendar.closedWeekdays).size >= 7) return 'week_must_have_an_open_day';
    if (calendar.holidays.some((day) => parseDay(day) === undefined))
      return 'holiday_must_be_a_day';
    const from = minutesOf(calendar.openFrom);
    const until = minutesOf(calendar.openUntil);
    if (from === undefined || until === undefined || from >= until) return 'hours_must_be_in_order';
    return undefined;
  },
};

export function isBusinessDay(calendar: Calendar, day: Day): boolean {
  return !calendar.closedWeekdays.includes(weekdayOf(day)) && !calendar.holidays.includes(day);
}

/** The first business day after `day`. */
export function nextBusinessDay(calendar: Calendar, day: Day): Day {
  let next = addDays(day, 1);
  while (!isBusinessDay(calendar, next)) next = addDays(next, 1);
  return next;
}

/** The last business day before `day`. */
export function previousBusinessDay(calendar: Calendar, day: Day): Day {
  let previous = addDays(day, -1);
  while (!isBusinessDay(calendar, previous)) previous = addDays(previous, -1);
  return previous;
}

/** Minutes since midnight of 'HH:MM'; undefined when there is no such time. */
export function minutesOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return time === '24:00' ? 24 * 60 : undefined;
}

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
