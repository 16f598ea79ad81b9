import { weekdayOf, type Day } from '../kernel/day.ts';
import { decimalsOf, moneyText, type Currency, type Money } from '../kernel/money.ts';

/** The languages in which letters are written; a reader of another language gets English. */
export type LetterLanguage = 'en' | 'de';

export const LETTER_LANGUAGES: readonly LetterLanguage[] = ['en', 'de'];

/** `de-AT` reads German, `fr` reads English until there are French templates. */
export function letterLanguage(wanted: string): LetterLanguage {
  return (
    LETTER_LANGUAGES.find((language) => wanted.toLowerCase().split('-')[0] === language) ?? 'en'
  );
}

type Words = {
  readonly weekdays: readonly string[];
  readonly months: readonly string[];
  readonly thousands: string;
  readonly decimal: string;
  readonly and: string;
};

const WORDS: Readonly<Record<LetterLanguage, Words>> = {
  en: {
    weekdays: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
    months: [
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
    ],
    thousands: ',',
    decimal: '.',
    and: 'and',
  },
  de: {
    weekdays: ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'],
    months: [
      'Januar',
      'Februar',
      'März',
      'April',
      'Mai',
      'Juni',
      'Juli',
      'August',
      'September',
      'Oktober',
      'November',
      'Dezember',
    ],
    thousands: '.',
    decimal: ',',
    and: 'und',
  },
};

/** A dollar sign alone names a dozen currencies; only signs that name one are used. */
const SIGNS: Readonly<Record<string, string>> = { EUR: '€', GBP: '£', USD: 'US$' };

/** An amount as a reader of the language expects it: €1,250.00 and 1.250,00 €. */
export function amountWords(amount: Money, language: LetterLanguage): string {
  const { thousands, decimal } = WORDS[language];
  const [whole = '', fraction = ''] = moneyText(amount).replace('-', '').split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+$)/g, thousands);
  const digits = decimalsOf(amount.currency) === 0 ? grouped : `${grouped}${decimal}${fraction}`;
  const minus = amount.minor < 0n ? '-' : '';
  return `${minus}${withSign(digits, amount.currency, language)}`;
}

/** Amounts of several currencies are never added up: €1,250.00 and US$300.00. */
export function amountsWords(amounts: readonly Money[], language: LetterLanguage): string {
  return listWords(
    amounts.map((amount) => amountWords(amount, language)),
    language,
  );
}

/** A day in words and in figures: Tuesday 3 March 2026 (2026-03-03). */
export function dayWords(day: Day, language: LetterLanguage): string {
  const { weekdays, months } = WORDS[language];
  const weekday = weekdays[weekdayOf(day) - 1] ?? '';
  const [year = '', month = '', dayOfMonth = ''] = day.split('-');
  const name = months[Number(month) - 1] ?? '';
  const number = Number(dayOfMonth);
  const words =
    language === 'de'
      ? `${weekday}, ${number}. ${name} ${year}`
      : `${weekday} ${number} ${name} ${year}`;
  return `${words} (${day})`;
}

/** "a", "a and b", "a, b and c". */
export function listWords(parts: readonly string[], language: LetterLanguage): string {
  const last = parts.at(-1) ?? '';
  if (parts.length < 2) return last;
  return `${parts.slice(0, -1).join(', ')} ${WORDS[language].and} ${last}`;
}

/** How we say hello: by the name the person likes, or to the company's people when we know none. */
export function greeting(
  name: string | undefined,
  customerName: string,
  language: LetterLanguage,
): string {
  if (name !== undefined && name !== '')
    return language === 'de' ? `Guten Tag ${name}` : `Dear ${name}`;
  return language === 'de'
    ? `Guten Tag an das Team von ${customerName}`
    : `Dear team at ${customerName}`;
}

const NAMED_AT_MOST = 3;

/** "invoice 17", "invoices 17 and 18", and from four on only their number. */
export function invoicesWords(references: readonly string[], language: LetterLanguage): string {
  const named = listWords(references, language);
  if (references.length === 1) return language === 'de' ? `Rechnung ${named}` : `invoice ${named}`;
  if (references.length > NAMED_AT_MOST)
    return language === 'de' ? `${references.length} Rechnungen` : `${references.length} invoices`;
  return language === 'de' ? `Rechnungen ${named}` : `invoices ${named}`;
}

function withSign(digits: string, currency: Currency, language: LetterLanguage): string {
  const sign = SIGNS[currency];
  if (language === 'de') return `${digits} ${sign ?? currency}`;
  return sign === undefined ? `${currency} ${digits}` : `${sign}${digits}`;
}
