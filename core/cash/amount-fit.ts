import type { Currency } from '../kernel/money.ts';
import { discountOf, discountTaken } from '../ledger/cash-discount.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { Quotable } from './matching-books.ts';
import type { StatedAmount } from './stated-amount.ts';

/**
 * How the paid amount relates to what some items ask, the best first. `stated` is a gap that the
 * text itself names; `net_of_credit` leaves out a credit note that nobody quoted.
 */
export const FITS = [
  'exact',
  'stated_fee',
  'stated_short',
  'discount',
  'rounding',
  'discount_late',
  'fee',
  'half',
  'short',
  'over',
] as const;
export type FitKind = (typeof FITS)[number];

export type AmountFit = {
  readonly kind: FitKind;
  /** What is asked less what was paid; below zero when more was paid. */
  readonly gap: bigint;
  /** What the payment gives to each of the items, in their order. */
  readonly cash: readonly bigint[];
  /** The charges are a usual round sum. */
  readonly isUsualFee: boolean;
};

const CENT = 1n;
/** In minor units. */
export const ROUNDING_AT_MOST = 99n;
/** What banks take off on the way, in minor units; other currencies by what one buys. */
const FEE_AT_MOST: Readonly<Record<string, bigint>> = {
  DKK: 27_000n,
  NOK: 40_000n,
  SEK: 40_000n,
  PLN: 15_000n,
  CZK: 90_000n,
  HUF: 1_400_000n,
  JPY: 6_000n,
};
const FEE_OTHERWISE = 3_600n;

export function asked(items: readonly Quotable[]): bigint {
  return items.reduce((sum, { left }) => sum + left, 0n);
}

/** How the line's amount relates to these items; `stated` are amounts that its text names. */
export function fitOf(
  items: readonly Quotable[],
  line: LineToMatch,
  stated: readonly StatedAmount[],
): AmountFit {
  const open = items.map(({ left }) => left);
  const paid = line.amount.minor;
  const gap = asked(items) - paid;
  const fit = (kind: FitKind, cash: readonly bigint[]): AmountFit => ({
    kind,
    gap,
    cash,
    isUsualFee: isUsualFee(gap, line.amount.currency),
  });
  if (gap === 0n) return fit('exact', open);

  const named = stated.find(({ minor }) => minor === gap);
  if (named && gap > 0n) {
    return isCharge(named.word)
      ? fit('stated_fee', takenFromLargest(open, gap))
      : fit('stated_short', takenFromLast(open, gap));
  }
  const discounted = discountedCash(items, line, gap);
  if (discounted) return fit(discounted.inTime ? 'discount' : 'discount_late', discounted.cash);
  if (gap < ROUNDING_AT_MOST + 1n && -gap <= ROUNDING_AT_MOST)
    return fit('rounding', takenFromLast(open, gap > 0n ? gap : 0n));
  if (gap < 0n) return fit('over', open);
  const cap = FEE_AT_MOST[line.amount.currency] ?? FEE_OTHERWISE;
  if (gap <= cap && gap * 3n < asked(items)) return fit('fee', takenFromLargest(open, gap));
  const last = open.at(-1) ?? 0n;
  const isHalf = last > 0n && gap * 2n >= last - 2n && gap * 2n <= last + 2n;
  return fit(isHalf ? 'half' : 'short', takenFromLast(open, gap));
}

const CHARGES =
  /^(?:CHGS?|CHARGES?|FEES?|SPESEN|GEB(?:UE|Ü|U)?HR(?:EN)?|FRAIS|GASTOS|COMMISSIONI?|SPESE|KOSTEN|GEBYR|AVGIFT|KULUT|OPLATA)$/;

function isCharge(word: string): boolean {
  return CHARGES.test(word.normalize('NFKD').replaceAll(/\p{M}/gu, ''));
}

function isUsualFee(gap: bigint, currency: Currency): boolean {
  const unit = FEE_AT_MOST[currency] === undefined ? 50n : 250n;
  return gap > 0n && gap % unit === 0n;
}

/** Cash discount on every item that allows one, to a cent for each. */
function discountedCash(items: readonly Quotable[], line: LineToMatch, gap: bigint) {
  const asking = items.map(({ left, discounts }) => ({ asked: left, discounts }));
  const taken = discountTaken(asking, gap, line.bookedOn, (count) => BigInt(count) * CENT);
  if (!taken) return undefined;
  const rest = taken.off.reduce((left, one) => left - one, gap);
  const cash = items.map(({ left }, i) => left - (taken.off[i] ?? 0n));
  return { cash: takenFromLast(cash, rest), inTime: taken.isInTime };
}

/** More than this no discount takes off what is open of an item; nothing when it allows none. */
export function discountAtMost(item: Quotable): bigint {
  return discountOn(item.left, item);
}

/** The same while so much is open of it. */
export function discountOn(left: bigint, { discounts }: Quotable): bigint {
  if (left === 0n) return 0n;
  let most: bigint | undefined;
  for (const discount of discounts) {
    const off = discountOf(left, discount);
    if (most === undefined || off > most) most = off;
  }
  if (most === undefined) return 0n;
  return (most > 0n ? most : 0n) + CENT;
}

/** Whoever pays less leaves it open of what he lists last. */
function takenFromLast(cash: readonly bigint[], gap: bigint): bigint[] {
  const left = [...cash];
  let rest = gap;
  for (let i = left.length - 1; i >= 0 && rest !== 0n; i--) {
    const one = left[i] ?? 0n;
    if (one <= 0n && rest > 0n) continue;
    const part = rest < one ? rest : one;
    left[i] = one - part;
    rest -= part;
  }
  return left;
}

function takenFromLargest(cash: readonly bigint[], gap: bigint): bigint[] {
  let largest = 0;
  for (let i = 1; i < cash.length; i++) if ((cash[i] ?? 0n) > (cash[largest] ?? 0n)) largest = i;
  if ((cash[largest] ?? 0n) < gap) return takenFromLast(cash, gap);
  return cash.map((one, i) => (i === largest ? one - gap : one));
}
