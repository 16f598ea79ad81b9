import { daysBetween, weekdayOf, type Day } from '../kernel/day.ts';
import type { Currency, Money } from '../kernel/money.ts';
import {
  askItems,
  askableOf,
  isOverdue,
  sumsByCurrency,
  type ExclusionReason,
  type ItemAnswer,
} from './chaseable-remainder.ts';
import { calendarOf, isBusinessDay, type Calendar } from '../settings/calendar.ts';
import type { CollectionSettings } from './collection-settings.ts';
import type { ContactPicture, LocalMoment, Situation } from './contact-picture.ts';
import { holds } from './dunning-hold.ts';

/** Every check, in the order in which they are named to people. */
export const CHECKS = [
  'nothing_overdue',
  'insolvent',
  'dunning_hold',
  'net_credit_balance',
  'nothing_askable',
  'personal',
  'no_contact_address',
  'contact_unsubscribed',
  'message_to_resolve',
  'bank_data_too_old',
  'ledger_too_old',
  'already_contacted',
  'sending_stopped',
  'outside_business_day',
  'outside_hours',
] as const;
export type CheckName = (typeof CHECKS)[number];

/** One check with its answer and what its sentence needs. */
export type Check = {
  readonly check: CheckName;
  readonly passed: boolean;
  readonly on?: Day | undefined;
  readonly count?: number | undefined;
  readonly limit?: number | undefined;
};

/** Why nothing is said now: the first check that fails; for amounts, what takes most of them. */
export type Restraint = Exclude<CheckName, 'nothing_askable'> | ExclusionReason;

export type GateAnswer = {
  readonly mayContact: boolean;
  readonly because: Restraint | undefined;
  readonly items: readonly ItemAnswer[];
  /** What may be asked for, a currency each; never one sum over currencies. */
  readonly chaseable: readonly Money[];
  readonly overdue: readonly Money[];
  readonly checks: readonly Check[];
};

/**
 * What everything passes that leaves the house: when it is planned, and again in the transaction
 * that takes it for sending. `moment` is the moment where the customer is; without it the question
 * is what may be planned, and checks of the instant (hours, switches) are not asked.
 */
export function askContactGate(
  picture: ContactPicture,
  situation: Situation,
  settings: CollectionSettings,
  moment?: LocalMoment,
): GateAnswer {
  const items = askItems(picture, settings);
  const overdue = sumsByCurrency(items, ({ item }) =>
    isOverdue(item, picture.today) ? item.open.minor : 0n,
  );
  const chaseable = sumsByCurrency(items, askableOf);
  const checks = checksOfAmounts(picture, items, overdue, chaseable);
  checks.push(...checksOfCustomer(picture, situation, settings));
  if (moment) checks.push(...checksOfInstant(picture, situation, settings, moment));
  const failed = checks.find((check) => !check.passed);
  return {
    mayContact: failed === undefined,
    because: failed && restraintOf(failed.check, items),
    items,
    chaseable,
    overdue,
    checks,
  };
}

function checksOfAmounts(
  { insolventOn, holds: all, unallocated, today }: ContactPicture,
  items: readonly ItemAnswer[],
  overdue: readonly Money[],
  chaseable: readonly Money[],
): Check[] {
  const held = all.find((hold) => hold.openItemId === undefined && holds(hold, today));
  const netCredit =
    unallocated.length > 0 &&
    overdue.length > 0 &&
    overdue.every(({ currency }) => openIn(currency, items) <= creditIn(currency, unallocated));
  return [
    answer('nothing_overdue', overdue.length > 0),
    answer('insolvent', insolventOn === undefined, insolventOn),
    answer('dunning_hold', held === undefined, held?.untilOn),
    answer('net_credit_balance', !netCredit),
    answer('nothing_askable', chaseable.length > 0),
  ];
}

function checksOfCustomer(
  { contact, isPersonal, lastMessageOn, hasMessageToResolve, today }: ContactPicture,
  { bankDataOn, bankAgeBusinessDays, ledgerReadOn, ledgerAgeBusinessDays }: Situation,
  { rules }: CollectionSettings,
): Check[] {
  const since = lastMessageOn === undefined ? undefined : daysBetween(lastMessageOn, today);
  return [
    answer('personal', !isPersonal),
    answer('no_contact_address', contact?.hasAddress === true),
    answer('contact_unsubscribed', contact?.hasUnsubscribed !== true),
    answer('message_to_resolve', !hasMessageToResolve),
    {
      check: 'bank_data_too_old',
      passed: bankDataOn === undefined || bankAgeBusinessDays <= rules.maxBankAgeBusinessDays,
      on: bankDataOn,
      limit: rules.maxBankAgeBusinessDays,
    },
    {
      check: 'ledger_too_old',
      passed: ledgerReadOn === undefined || ledgerAgeBusinessDays <= rules.maxBankAgeBusinessDays,
      on: ledgerReadOn,
      limit: rules.maxBankAgeBusinessDays,
    },
    {
      check: 'already_contacted',
      passed: since === undefined || since >= rules.minDaysBetweenMessages,
      on: lastMessageOn,
      limit: rules.minDaysBetweenMessages,
    },
  ];
}

function checksOfInstant(
  { contact, country }: ContactPicture,
  { sending }: Situation,
  settings: CollectionSettings,
  { day, minutes }: LocalMoment,
): Check[] {
  const from = contact?.hoursFrom ?? settings.sendFromMinutes;
  const until = contact?.hoursUntil ?? settings.sendUntilMinutes;
  return [
    { check: 'sending_stopped', passed: sending === 'on' },
    {
      check: 'outside_business_day',
      passed:
        isBusinessDay(settings.calendar, day) &&
        isBusinessDay(calendarThere(country), day) &&
        !contact?.closedWeekdays.includes(weekdayOf(day)),
      on: day,
    },
    {
      check: 'outside_hours',
      passed: from <= minutes && minutes < until,
      count: from,
      limit: until,
    },
  ];
}

function answer(check: CheckName, passed: boolean, on?: Day): Check {
  return passed ? PASSED[check] : { check, passed, on };
}

/** A check that passed says the same about every customer. */
const PASSED = Object.fromEntries(
  CHECKS.map((check) => [check, { check, passed: true }]),
) as Readonly<Record<CheckName, Check>>;

/** What we know of the days on which the customer works: the public holidays of the country. */
export function calendarThere(country: string | undefined): Calendar {
  return calendarOf({
    workingWeekdays: [1, 2, 3, 4, 5],
    holidayCountry: country ?? '',
    closedDays: [],
  });
}

function restraintOf(check: CheckName, items: readonly ItemAnswer[]): Restraint {
  if (check !== 'nothing_askable') return check;
  const taken = new Map<ExclusionReason, bigint>();
  for (const { exclusions } of items)
    for (const { reason, amount } of exclusions)
      if (reason !== 'not_due') taken.set(reason, (taken.get(reason) ?? 0n) + amount);
  let most: ExclusionReason = 'paid';
  for (const [reason, amount] of taken) if (amount > (taken.get(most) ?? -1n)) most = reason;
  return most;
}

function openIn(currency: Currency, items: readonly ItemAnswer[]): bigint {
  return items.reduce(
    (total, { open }) => (open.currency === currency ? total + open.minor : total),
    0n,
  );
}

function creditIn(currency: Currency, unallocated: readonly Money[]): bigint {
  return unallocated.find((credit) => credit.currency === currency)?.minor ?? 0n;
}
