import { daysBetween, type Day } from '@goodterms/core/kernel/day.ts';
import { readDay, type DayOrder } from '@goodterms/core/kernel/written-day.ts';

export type DayOrderFound = {
  readonly order: DayOrder;
  /** The other order in which all days could be read as well; a person should look. */
  readonly orElse: DayOrder | undefined;
};

/** A bank file covers no more than this between two neighbouring movements in the usual case. */
const LEAST_SHARE_READ = 0.98;

/**
 * In which order the days of a list of movements are written. Every order in which they are days
 * is tried: a list of movements runs up or down through time and covers a short span, and only
 * one order usually does. `usual` decides what is left.
 */
export function dayOrderIn(texts: readonly string[], usual: DayOrder = 'DMY'): DayOrderFound {
  // Where days are written with dots, nobody puts the month or a short year first.
  const dotted = texts.some((text) => /^\s*\d{1,2}\.\s?\d{1,2}\.\s?\d/.test(text));
  const orders: readonly DayOrder[] = dotted ? ['DMY'] : ORDERS;
  const candidates = orders
    .map((order) => judged(order, texts))
    .filter(({ share }) => share >= LEAST_SHARE_READ);
  if (candidates.length === 0) return { order: usual, orElse: undefined };
  const ranked = candidates.toSorted(
    (a, b) =>
      a.turns - b.turns ||
      magnitude(a.span) - magnitude(b.span) ||
      Number(b.order === usual) - Number(a.order === usual),
  );
  const [best, second] = ranked;
  if (best === undefined) return { order: usual, orElse: undefined };
  const isSame = second === undefined || second.days === best.days;
  const isClear = second !== undefined && best.span * 4 + 31 < second.span;
  return { order: best.order, orElse: isSame || isClear ? undefined : second.order };
}

/** Spans of about the same length say nothing. */
function magnitude(days: number): number {
  return Math.round(Math.log2(days + 31));
}

const ORDERS: readonly DayOrder[] = ['DMY', 'MDY', 'YMD'];

function judged(order: DayOrder, texts: readonly string[]) {
  const days = texts
    .map((text) => readDay(text, order))
    .filter((day): day is Day => day !== undefined);
  const sorted = days.toSorted();
  const [first] = sorted;
  const last = sorted.at(-1);
  return {
    order,
    share: texts.length === 0 ? 0 : days.length / texts.length,
    /** How often the list changes its direction in time, in tenths of its length. */
    turns: Math.floor((10 * Math.min(steps(days, 1), steps(days, -1))) / Math.max(1, days.length)),
    span: first === undefined || last === undefined ? 0 : daysBetween(first, last),
    days: days.join(' '),
  };
}

/** How many days come before (or after) the one above them. */
function steps(days: readonly Day[], sign: 1 | -1): number {
  let count = 0;
  for (let at = 1; at < days.length; at += 1) {
    const [a = '', b = ''] = [days[at - 1], days[at]];
    if (sign === 1 ? b < a : b > a) count += 1;
  }
  return count;
}
