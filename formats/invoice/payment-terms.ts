import { addDays, daysBetween, dayOf, monthEnd, type Day } from '@goodterms/core/kernel/day.ts';
import { dueByMonth } from '@goodterms/core/kernel/month-terms.ts';
import { readDay } from '@goodterms/core/kernel/written-day.ts';
import {
  AT_ONCE,
  COUNT,
  DATE,
  DISCOUNT,
  DUE_DAY,
  ELSEWHERE,
  INTEREST,
  MONTHS_MAX,
  NET,
  PARTS,
  SPEAKS_OF_PAYING,
  withDigits,
} from './terms-words.ts';

/** Paying by then, this share may be kept. */
export type Discount = { readonly until: Day; readonly percent: string };

export type TermsReading = {
  readonly dueOn: Day | undefined;
  readonly discounts: readonly Discount[];
};

/** Terms are a sentence or two; what is longer is the small print. */
const TEXT_MAX = 4_000;
const DAYS_MAX = 730;

/** XRechnung's own line: '#SKONTO#TAGE=14#PROZENT=2.25#BASISBETRAG=100.00#'. */
const STRUCTURED = /#(SKONTO|VERZUG)#TAGE=(\d{1,3})#PROZENT=(\d{1,3}(?:\.\d{1,4})?)#[^\n]*/gi;

/**
 * When an invoice is due by what its terms say, where no field says it. Nothing is guessed: a
 * sentence about a discount, interest or a delivery says no due day.
 */
export function readTerms(texts: readonly string[], issuedOn: Day | undefined): TermsReading {
  const text = texts.join('\n').slice(0, TEXT_MAX);
  const structured = structuredTerms(text, issuedOn);
  if (structured.dueOn !== undefined) return structured;
  const plain = withDigits(text.replaceAll(STRUCTURED, '\n'));
  const dueOn = plausible(dueIn(plain, issuedOn), issuedOn);
  const { discounts } = structured;
  return { dueOn, discounts: discounts.length > 0 ? discounts : discountsIn(plain, issuedOn) };
}

function structuredTerms(text: string, issuedOn: Day | undefined): TermsReading {
  const discounts: Discount[] = [];
  let dueOn: Day | undefined;
  for (const [, kind = '', days = '', percent = ''] of text.matchAll(STRUCTURED)) {
    if (issuedOn === undefined || kind.toUpperCase() !== 'SKONTO') continue;
    const until = addDays(issuedOn, Number(days));
    if (/[1-9]/.test(percent)) discounts.push({ until, percent });
    else if (dueOn === undefined || until > dueOn) dueOn = until;
  }
  return { dueOn, discounts };
}

function dueIn(text: string, issuedOn: Day | undefined): Day | undefined {
  const short = /\b\d{1,2}(?:[.,]\d)?\s?%?\s?\/\s?\d{1,3},?\s+(?:net|n)\s?\/?\s?(\d{1,3})\b/i.exec(
    text,
  );
  if (short) return after(issuedOn, short[1]);
  if (PARTS.test(text)) return undefined;
  const clauses = clausesOf(text);
  const others = clauses.filter((clause) => !INTEREST.test(clause));
  const net = others.filter((clause) => !DISCOUNT.test(clause));
  for (const clause of net) {
    const day = dayIn(clause);
    if (day !== undefined) return day;
  }
  const whole = net.length === clauses.length ? [text] : [];
  // 'à 30 jours, fin de mois' is not the end of this month.
  const monthly = net.some((clause) => countsIn(clause).length > 0)
    ? net.filter((clause) => /\d/.test(clause))
    : net;
  for (const clause of [...whole, ...monthly]) {
    const day = issuedOn && dueByMonth(clause, issuedOn);
    if (day !== undefined) return day;
  }
  const months = net.flatMap(monthsIn);
  if (issuedOn !== undefined && months.length > 0) return addMonths(issuedOn, Math.max(...months));
  const counts = net.flatMap((clause) => countsIn(clause));
  if (counts.length > 0 && !isDiscountsOwn(others, counts.length)) {
    return after(issuedOn, String(Math.max(...counts)));
  }
  // '3 % Skonto innerhalb 10 Tagen, 30 Tage netto' in one breath.
  const netDays =
    NET.exec(text)?.[1] ?? /(\d{1,3})\s?(?:tage?|days?)\s?(?:net|rein)/i.exec(text)?.[1];
  if (netDays !== undefined) return after(issuedOn, netDays);
  return net.some((clause) => AT_ONCE.test(clause)) ? issuedOn : undefined;
}

function clausesOf(text: string): string[] {
  return text.split(
    /[;\n]|,(?!\d|\s\d{4}\b|\son the \d)|(?<!\d|[\s.]\p{L})\.(?=\s|$)|(?<=\d{4})\.(?=\s|$)|\s\/\s|\bbzw\.?|\bor\b(?! (?:around|about|before))|\boder\b|\bsonst\b|\bsinon\b/iu,
  );
}

function discountsIn(text: string, issuedOn: Day | undefined): Discount[] {
  const clauses = clausesOf(text).filter((clause) => !INTEREST.test(clause));
  const counts = clauses.flatMap((clause) => countsIn(clause)).length;
  const sentences = isDiscountsOwn(clauses, counts) ? [clauses.join(' ')] : clauses;
  return sentences.flatMap((sentence) => discountIn(sentence, issuedOn));
}

/** '3 % Skonto innerhalb 10 Tagen', '2 % before 15 March 2026': one share and one time for it. */
function discountIn(clause: string, issuedOn: Day | undefined): Discount[] {
  if (!DISCOUNT.test(clause)) return [];
  const [percent, another] = [...clause.matchAll(PERCENT)].map(([, share = '']) => share);
  if (percent === undefined || another !== undefined || !/[1-9]/.test(percent)) return [];
  const [days, more] = countsIn(clause);
  const until =
    dayIn(clause) ?? (days === undefined || more ? undefined : after(issuedOn, String(days)));
  return until === undefined ? [] : [{ until, percent: percent.replace(',', '.') }];
}

const PERCENT = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,4})?)\s?%/g;

function dayIn(clause: string): Day | undefined {
  if (!DUE_DAY.test(clause) || (ELSEWHERE.test(clause) && !/zahl|fällig|pay|due/i.test(clause)))
    return undefined;
  const days = [...clause.matchAll(DATE)]
    .map(([written]) => readDay(plainDay(written), 'DMY'))
    .filter((day): day is Day => day !== undefined);
  return days.at(-1);
}

/** '1. 4. 2026' without blanks, '31st March 2026' as a number. */
function plainDay(written: string): string {
  return /\p{L}/u.test(written)
    ? written.replace(/(\d)(?:st|nd|rd|th|er)\b/, '$1').replace(/\bdel?\b/g, '')
    : written.replaceAll(' ', '');
}

/** Months to pay; a sentence about a contract has more of them, or other words. */
function monthsIn(clause: string): number[] {
  return [...clause.matchAll(COUNT)]
    .filter(([, , , month]) => month !== undefined)
    .map(([, count]) => Number(count))
    .filter((count) => count > 0 && count <= MONTHS_MAX && SPEAKS_OF_PAYING.test(clause));
}

function addMonths(from: Day, months: number): Day {
  let month = from;
  for (let count = 0; count < months; count += 1) month = addDays(monthEnd(month), 1);
  const [year = 0, number = 0] = month.split('-').map(Number);
  return dayOf(year, number, Number(from.slice(8))) ?? monthEnd(month);
}

/** '14 Tage', 'within 30 days', but not 'work begins 7 days after the advance payment'. */
function countsIn(clause: string): number[] {
  return [...clause.matchAll(COUNT)]
    .filter((found) => {
      const rest = clause.slice(found.index + found[0].length, found.index + found[0].length + 60);
      return (
        !/^\s*(efter|after|nach|après|na|dopo|po)\b/i.test(rest) ||
        /faktur|invoice|rechnung|factu|erhalt|zugang|receipt|réception|eingang|datum|date/i.test(
          rest,
        )
      );
    })
    .filter((found) => found[3] === undefined)
    .map((found) => Number(found[1]) * (found[2] === undefined ? 1 : 7))
    .filter((days) => days <= DAYS_MAX);
}

/** 'Payment within 10 days, 2 % discount': the only days there are belong to the discount. */
function isDiscountsOwn(clauses: readonly string[], count: number): boolean {
  const discounts = clauses.filter((clause) => DISCOUNT.test(clause));
  return (
    count === 1 &&
    discounts.length > 0 &&
    discounts.every((clause) => countsIn(clause).length === 0 && dayIn(clause) === undefined) &&
    !clauses.some((clause) => /\bnet(to)?\b|ohne abzug|without deduction/i.test(clause))
  );
}

function after(issuedOn: Day | undefined, days: string | undefined): Day | undefined {
  return issuedOn === undefined || days === undefined ? undefined : addDays(issuedOn, Number(days));
}

/** A due day long before the invoice or years after it was some other day. */
function plausible(due: Day | undefined, issuedOn: Day | undefined): Day | undefined {
  if (due === undefined || issuedOn === undefined) return due;
  const days = daysBetween(issuedOn, due);
  return days >= -60 && days <= DAYS_MAX ? due : undefined;
}

/** '20260302' and '2026-03-02', with or without a time and a zone behind it. */
export function readIsoDay(text: string | undefined): Day | undefined {
  const [, year, month, day] = /^(\d{4})-?(\d{2})-?(\d{2})(?!\d{1,3}$)/.exec(text ?? '') ?? [];
  return dayOf(Number(year), Number(month), Number(day));
}
