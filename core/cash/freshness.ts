import type { Day } from '../kernel/day.ts';
import { businessDaysBetween, type Calendar } from '../settings/calendar.ts';

/**
 * Whether the bank's story reaches far enough to write to anybody on its ground. A company without
 * bank statements gets its payments with the ledger, and does not wait for a bank.
 */
export function isFresh(
  asOf: Day | undefined,
  today: Day,
  { calendar, maxBusinessDays }: { readonly calendar: Calendar; readonly maxBusinessDays: number },
): boolean {
  return asOf === undefined || businessDaysBetween(calendar, asOf, today) <= maxBusinessDays;
}

export function freshnessSentence(asOf: Day | undefined, fresh: boolean): string {
  if (asOf === undefined) return 'No bank statement is here; payments come with the ledger.';
  return fresh
    ? `The bank data are as of ${asOf}.`
    : `The bank data end on ${asOf}; nobody is reminded until newer ones are here.`;
}
