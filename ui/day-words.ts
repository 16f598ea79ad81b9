import { daysBetween, parseDay, type Day } from '@goodterms/core/kernel/day.ts';

const SAME_YEAR: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short' };
const OTHER_YEAR: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' };

const thisYear = new Intl.DateTimeFormat('en-GB', { ...SAME_YEAR, timeZone: 'UTC' });
const anyYear = new Intl.DateTimeFormat('en-GB', { ...OTHER_YEAR, timeZone: 'UTC' });
const inFull = new Intl.DateTimeFormat('en-GB', {
  ...OTHER_YEAR,
  weekday: 'long',
  month: 'long',
  timeZone: 'UTC',
});
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const momentSameYear = new Intl.DateTimeFormat('en-GB', SAME_YEAR);
const momentOtherYear = new Intl.DateTimeFormat('en-GB', OTHER_YEAR);

/** 'Tue 3 Mar'; the year is named when it is not this one: '3 Mar 2025'. */
export function dayWords(on: string, today: string): string {
  const format = on.slice(0, 4) === today.slice(0, 4) ? thisYear : anyYear;
  return format.format(new Date(`${on}T00:00:00Z`)).replace(',', '');
}

/** 'Saturday 21 November 2026' */
export function dayInFull(on: string): string {
  return inFull.format(new Date(`${on}T00:00:00Z`)).replace(',', '');
}

/** '12 days over, due Tue 3 Mar' */
export function dueWords(dueOn: string, today: string): string {
  const due = parseDay(dueOn);
  const now = parseDay(today);
  if (due === undefined || now === undefined) return dueOn;
  if (due === now) return `due today, ${dayWords(dueOn, today)}`;
  return `${spanWords(due, now)}, due ${dayWords(dueOn, today)}`;
}

/** '12 days over', 'due today', 'in 3 days' */
export function spanWords(dueOn: Day, today: Day): string {
  const days = daysBetween(dueOn, today);
  if (days === 0) return 'today';
  if (days > 0) return `${counted(days, 'day')} over`;
  return `in ${counted(-days, 'day')}`;
}

/** 'Tue 3 Mar, 14:05', in the reader's own time zone; today is only a time. */
export function momentWords(at: string, now = new Date()): string {
  const moment = new Date(at);
  const time = clock.format(moment);
  if (moment.toDateString() === now.toDateString()) return time;
  const format = moment.getFullYear() === now.getFullYear() ? momentSameYear : momentOtherYear;
  return `${format.format(moment).replace(',', '')}, ${time}`;
}

/** '1 day', '12 days' */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun : plural}`;
}
