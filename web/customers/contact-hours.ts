import type { ContactJson } from '@goodterms/api/customers/customers.ts';

const LANGUAGES = new Intl.DisplayNames('en-GB', { type: 'language' });
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** 'open until 16:00', 'opens at 08:00', 'closed on Fri and Sat': whether it is a time to call. */
export function hoursSaid(contact: ContactJson, localTime: string, weekday: number): string {
  const { hoursFrom, hoursUntil, closedWeekdays } = contact;
  if (closedWeekdays.includes(weekday)) return `closed on ${WEEKDAYS[weekday - 1] ?? 'this day'}`;
  const time = /\d\d:\d\d/.exec(localTime)?.[0];
  if (hoursFrom === null || hoursUntil === null || time === undefined) return 'hours not known';
  if (time < hoursFrom.slice(0, 5)) return `opens at ${hoursFrom.slice(0, 5)}`;
  if (time >= hoursUntil.slice(0, 5)) return `closed since ${hoursUntil.slice(0, 5)}`;
  return `open until ${hoursUntil.slice(0, 5)}`;
}

export function languageName(code: string): string {
  return LANGUAGES.of(code) ?? code;
}
