import { daysBetween, toDay } from '../kernel/day.ts';

/** The span of days from due, both ends inclusive, in which a customer usually pays. */
export type UsualDays = { readonly from: number; readonly until: number };

/** Fewer payments than this are events, not a habit. */
const ENOUGH_PAYMENTS = 5;

/**
 * From the first to the third quartile of days from due, over what has been paid: half of the
 * payments lie inside, and a single very late one moves nothing. Undefined without enough of them.
 */
export function usualDaysToPay(
  invoices: readonly { readonly dueOn: string; readonly paidOn: string | null }[],
): UsualDays | undefined {
  const days = invoices
    .flatMap(({ dueOn, paidOn }) =>
      paidOn === null ? [] : [daysBetween(toDay(dueOn), toDay(paidOn))],
    )
    .toSorted((a, b) => a - b);
  if (days.length < ENOUGH_PAYMENTS) return undefined;
  return { from: quartile(days, 1), until: quartile(days, 3) };
}

/** By nearest rank: an observed number of days, never one between two. */
function quartile(sorted: readonly number[], which: 1 | 3): number {
  const rank = Math.ceil((which / 4) * sorted.length);
  return sorted[rank - 1] ?? 0;
}
