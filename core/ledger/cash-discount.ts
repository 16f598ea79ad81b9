import { addDays, type Day } from '../kernel/day.ts';

/** What may be taken off for paying early: 2 % is 200 basis points, through a day. */
export type CashDiscount = { readonly basisPoints: number; readonly until: Day };

/** Two percent within ten days: 200 basis points, 10 days from the issue. */
type DiscountTerm = { readonly basisPoints: number; readonly days: number };

/**
 * The cash discounts in a text of payment terms, the earliest first: '2/10N30',
 * '14 Tage 2 % Skonto, 30 Tage netto', '3% 8 jours, 2% 14 jours, 45 jours net'.
 */
export function cashDiscounts(terms: string, issuedOn: Day): CashDiscount[] {
  return termsIn(terms).map(({ basisPoints, days }) => ({
    basisPoints,
    until: addDays(issuedOn, days),
  }));
}

/** What some items ask, as far as a discount looks at it; below zero for a credit note. */
export type Discountable = {
  readonly asked: bigint;
  /** The earliest first. */
  readonly discounts: readonly CashDiscount[];
};

export type DiscountTaken = {
  /** The first day on which one of the discounts ended. */
  readonly until: Day;
  readonly isInTime: boolean;
  /** What is taken off each of the items, in their order. */
  readonly off: readonly bigint[];
};

/**
 * The discount that was taken when exactly `missing` is not paid of some items together. Payers take
 * it off all items that allow one, or off those that still do, and off credit notes as well; where
 * terms have several steps, the one that was met in time is meant.
 */
export function discountTaken(
  items: readonly Discountable[],
  missing: bigint,
  paidOn: Day,
  toleranceOf: (items: number) => bigint,
): DiscountTaken | undefined {
  if (missing <= 0n) return undefined;
  let late: DiscountTaken | undefined;
  const steps = Math.max(0, ...items.map(({ discounts }) => discounts.length));
  for (let step = 0; step < steps; step += 1) {
    for (const onlyInTime of [false, true]) {
      const taken = discountOfStep(items, step, paidOn, onlyInTime);
      if (!taken) continue;
      const difference = missing - taken.off.reduce((sum, one) => sum + one, 0n);
      const tolerance = toleranceOf(taken.count);
      if (difference > tolerance || -difference > tolerance) continue;
      if (taken.isInTime) return taken;
      late = taken;
    }
  }
  return late;
}

function discountOfStep(
  items: readonly Discountable[],
  step: number,
  paidOn: Day,
  onlyInTime: boolean,
): (DiscountTaken & { readonly count: number }) | undefined {
  let count = 0;
  let until: Day | undefined;
  const off = items.map(({ asked, discounts }) => {
    const discount = discounts[step];
    if (!discount || (onlyInTime && paidOn > discount.until)) return 0n;
    if (asked > 0n) {
      count += 1;
      if (until === undefined || discount.until < until) until = discount.until;
    }
    return discountOf(asked, discount);
  });
  return until === undefined ? undefined : { until, isInTime: paidOn <= until, off, count };
}

/** Of minor units, rounded to the nearest of them, half away from zero. */
export function discountOf(
  minor: bigint,
  { basisPoints }: Pick<CashDiscount, 'basisPoints'>,
): bigint {
  const scaled = minor * BigInt(basisPoints);
  return (scaled >= 0n ? scaled + 5_000n : scaled - 5_000n) / 10_000n;
}

const LONGEST_DAYS = 120;
/** More than this is no discount for paying early: '30/60' are days. */
const MOST_BASIS_POINTS = 1000;
/** XRechnung's own line: '#SKONTO#TAGE=14#PROZENT=2.25#'. */
const STRUCTURED = /#skonto#tage=(\d{1,3})#prozent=(\d+(?:\.\d+)?)#[^\n]*/g;

function termsIn(text: string): DiscountTerm[] {
  const found = new Map<number, DiscountTerm>();
  const plain = text.toLowerCase().replaceAll(STRUCTURED, '$2 % $1;');
  for (const part of plain.split(/;|,(?!\d)|\n/)) {
    const [percent, days] = slashed(part) ?? spoken(part) ?? [];
    const basisPoints = percent === undefined ? undefined : basisPointsOf(percent);
    if (basisPoints === undefined || days === undefined || Number(days) > LONGEST_DAYS) continue;
    found.set(Number(days), { basisPoints, days: Number(days) });
  }
  return [...found.values()].toSorted((a, b) => a.days - b.days);
}

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
