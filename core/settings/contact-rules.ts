import type { Weekday } from '../kernel/day.ts';
import type { ClosedDay } from './calendar.ts';
import type { SettingDocument } from './setting.ts';

/** When and how often anybody may be written to, and how fresh our own knowledge must be. */
export type ContactRules = {
  readonly workingWeekdays: readonly Weekday[];
  /** ISO 3166 of the public holidays we keep; empty for none. */
  readonly holidayCountry: string;
  /** Days on which we are closed besides. */
  readonly closedDays: readonly ClosedDay[];
  /** Wall time 'HH:MM' where the customer is; from inclusive, until exclusive. */
  readonly sendFrom: string;
  readonly sendUntil: string;
  /** How long a planned message waits at least, so that a person can look and late news can arrive. */
  readonly reviewMinutes: number;
  readonly minDaysBetweenMessages: number;
  /** How many business days old the bank data may be. */
  readonly maxBankAgeBusinessDays: number;
  readonly promiseGraceBusinessDays: number;
  readonly promiseHorizonDays: number;
  readonly maxHoldDays: number;
};

export type ContactRulesRefusal = 'hours_must_be_a_span';

export const CONTACT_RULES: SettingDocument<ContactRules, ContactRulesRefusal> = {
  name: 'settings.contact_rules',
  defaults: {
    workingWeekdays: [1, 2, 3, 4, 5],
    holidayCountry: '',
    closedDays: [],
    sendFrom: '08:00',
    sendUntil: '18:00',
    reviewMinutes: 60,
    minDaysBetweenMessages: 5,
    maxBankAgeBusinessDays: 1,
    promiseGraceBusinessDays: 2,
    promiseHorizonDays: 30,
    maxHoldDays: 60,
  },
  broken: ({ sendFrom, sendUntil }) => {
    const from = minutesOf(sendFrom);
    const until = minutesOf(sendUntil);
    return from === undefined || until === undefined || from >= until
      ? 'hours_must_be_a_span'
      : undefined;
  },
};

/** Minutes since midnight of 'HH:MM', through 24:00; undefined when there is no such time. */
export function minutesOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return time === '24:00' ? 24 * 60 : undefined;
}
