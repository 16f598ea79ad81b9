import { addDays, type Day } from '../kernel/day.ts';
import { money, type Money } from '../kernel/money.ts';

/** What may be taken off for paying early: 2 % is 200 basis points, through a day. */
export type CashDiscount = { readonly basisPoints: number; readonly until: Day };

/**
 * The cash discounts in a text of payment terms, the earliest first: '2/10N30',
 * '14 Tage 2 % Skonto, 30 Tage netto', '3% 8 jours, 2% 14 jours, 45 jours net'.
 */
export function cashDiscounts(terms: string, issuedOn: Day): CashDiscount[] {
  const found: CashDiscount[] = [];
  for (const part of terms.toLowerCase().split(/;|,(?!\d)|\n/)) {
    const [percent, days] = slashed(part) ?? spoken(part) ?? [];
    const basisPoints = percent === undefined ? undefined : basisPointsOf(percent);
    if (basisPoints === undefined || days === undefined || Number(days) > LONGEST_DAYS) continue;
    found.push({ basisPoints, until: addDays(issuedOn, Number(days)) });
  }
  return found.toSorted((a, b) => (a.until < b.until ? -1 : 1));
}

/** Half a minor unit counts as one. */
export function discountOf({ minor, currency }: Money, { basisPoints }: CashDiscount): Money {
  return money((minor * BigInt(basisPoints) + 5000n) / 10_000n, currency);
}

const LONGEST_DAYS = 120;
/** More than this is no discount for paying early: '30/60' are days. */
const MOST_BASIS_POINTS = 1000;

/** '2/10', '2%/10 net 30', '1,5/14N45'. */
function slashed(part: string): [string, string] | undefined {
  const match = /(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s*%?\s*\/\s*(\d{1,3})(?![\d/])/.exec(part);
  return match?.[1] !== undefined && match[2] !== undefined ? [match[1], match[2]] : undefined;
}

/** A percentage and the days beside it, in whatever order the language puts them. */
function spoken(part: string): [string, string] | undefined {
  const percent = /(\d{1,2}(?:[.,]\d{1,3})?)\s*(?:%|percent|prozent|proc)/.exec(part);
  if (percent?.[1] === undefined) return undefined;
  const rest = `${part.slice(0, percent.index)} ${part.slice(percent.index + percent[0].length)}`;
  const days = /\d{1,3}/.exec(rest)?.[0];
  return days === undefined ? undefined : [percent[1], days];
}

function basisPointsOf(percent: string): number | undefined {
  const [whole = '', fraction = ''] = percent.split(/[.,]/);
  const points = Number(whole) * 100 + Number(fraction.slice(0, 2).padEnd(2, '0'));
  return points > 0 && points <= MOST_BASIS_POINTS ? points : undefined;
}
