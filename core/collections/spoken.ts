import { daysBetween, weekdayOf, type Day } from '../kernel/day.ts';
import { decimalsOf, money, moneyText, type Money } from '../kernel/money.ts';

/** Amounts, days and counts as people say them, in English. */

const SYMBOLS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: '$' };

/** '€1,250.00', 'CHF 1,250.00', '-€5.00'. */
export function sayAmount(amount: Money): string {
  const { minor, currency } = amount;
  const text = moneyText(money(minor < 0n ? -minor : minor, currency));
  const decimals = decimalsOf(currency);
  const whole = decimals === 0 ? text : text.slice(0, -decimals - 1);
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, ',') + text.slice(whole.length);
  const symbol = SYMBOLS[currency];
  return `${minor < 0n ? '-' : ''}${symbol ?? `${currency} `}${grouped}`;
}

/** '€1,250.00 and CHF 80.00': never one sum over currencies. */
export function sayAmounts(amounts: readonly Money[]): string {
  return amounts.length === 0 ? 'nothing' : sayList(amounts.map(sayAmount));
}

/** 'Friday 6 March', with the year when it is not that of today. */
export function sayDay(day: Day, today: Day): string {
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const said = `${WEEKDAYS[weekdayOf(day) - 1]} ${Number(dayOfMonth)} ${MONTHS[Number(month) - 1]}`;
  return today.startsWith(year) ? said : `${said} ${year}`;
}

/** 'today', 'tomorrow', 'on Friday 6 March'. */
export function sayWhen(day: Day, today: Day): string {
  const days = daysBetween(today, day);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return `on ${sayDay(day, today)}`;
}

/** '1 invoice', '3 invoices'. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

export function sayList(words: readonly string[]): string {
  return words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** 'first', 'second', … 'ninth'. */
export function sayOrdinal(n: number): string {
  return ORDINALS[n - 1] ?? `${n}th`;
}

/** '08:30'. */
export function sayTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
];
