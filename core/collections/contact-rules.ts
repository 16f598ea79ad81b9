import { parseDay, type Day, type Weekday } from '../kernel/day.ts';
import { MONDAY_TO_FRIDAY, type BusinessCalendar } from '../settings/business-calendar.ts';

/** When and how often anybody may be written to, and what must be known before. Plain JSON. */
export type ContactRules = {
  readonly workingWeekdays: readonly Weekday[];
  readonly holidayCountry: string;
  readonly closedDays: readonly { readonly on: Day; readonly name: string }[];
  /** Wall time 'HH:MM' where the customer is, from inclusive, until exclusive. */
  readonly sendFrom: string;
  readonly sendUntil: string;
  readonly minDaysBetweenMessages: number;
  /** Messages to one customer in seven days. */
  readonly maxMessagesPerWeek: number;
  /** Messages of all customers in a day: more than this is a mistake, not a morning. */
  readonly maxMessagesPerDay: number;
  /** Business days since the bank's last booking day; older data may not know of a payment. */
  readonly maxBankAgeBusinessDays: number;
  readonly promiseGraceBusinessDays: number;
  readonly promiseHorizonDays: number;
  readonly maxHoldDays: number;
  /** Within so many business days we owe an answer to a dispute. */
  readonly disputeReplyBusinessDays: number;
  /** When the morning run starts, 'HH:MM' where we are. */
  readonly morningRunAt: string;
};

export type ContactRulesRefusal =
  | 'hours_must_be_a_span'
  | 'week_must_have_a_working_day'
  | 'closed_day_must_be_a_day'
  | 'limits_must_be_whole_numbers';

export const DEFAULT_CONTACT_RULES: ContactRules = {
  workingWeekdays: MONDAY_TO_FRIDAY,
  holidayCountry: '',
  closedDays: [],
  sendFrom: '08:00',
  sendUntil: '18:00',
  minDaysBetweenMessages: 3,
  maxMessagesPerWeek: 2,
  maxMessagesPerDay: 20_000,
  maxBankAgeBusinessDays: 2,
  promiseGraceBusinessDays: 2,
  promiseHorizonDays: 60,
  maxHoldDays: 120,
  disputeReplyBusinessDays: 5,
  morningRunAt: '06:30',
};

/** What an administrator chooses, with its defaults and its rule. */
export const CONTACT_RULES = {
  room: 'contact_rules',
  defaults: DEFAULT_CONTACT_RULES,
  broken: brokenRuleOfContact,
} as const;

export function brokenRuleOfContact(rules: ContactRules): ContactRulesRefusal | undefined {
  const from = minutesOf(rules.sendFrom);
  const until = minutesOf(rules.sendUntil);
  if (from === undefined || until === undefined || from >= until) return 'hours_must_be_a_span';
  if (minutesOf(rules.morningRunAt) === undefined) return 'hours_must_be_a_span';
  if (!rules.workingWeekdays.some((day) => day >= 1 && day <= 7))
    return 'week_must_have_a_working_day';
  if (rules.closedDays.some(({ on }) => parseDay(on) === undefined))
    return 'closed_day_must_be_a_day';
  const limits = LIMITS.map((limit) => rules[limit]);
  if (limits.some((limit) => !Number.isInteger(limit) || limit < 0))
    return 'limits_must_be_whole_numbers';
  return undefined;
}

const LIMITS = [
  'minDaysBetweenMessages',
  'maxMessagesPerWeek',
  'maxMessagesPerDay',
  'maxBankAgeBusinessDays',
  'promiseGraceBusinessDays',
  'promiseHorizonDays',
  'maxHoldDays',
  'disputeReplyBusinessDays',
] as const;

export function ourCalendar(rules: ContactRules): BusinessCalendar {
  return {
    workingWeekdays: rules.workingWeekdays,
    holidayCountry: rules.holidayCountry === '' ? undefined : rules.holidayCountry,
    closedDays: new Set(rules.closedDays.map(({ on }) => on)),
  };
}

/** Minutes since midnight of 'HH:MM'; undefined when there is no such time. */
export function minutesOf(time: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match) return Number(match[1]) * 60 + Number(match[2]);
  return time === '24:00' ? 1440 : undefined;
}
