import type { Day } from '../kernel/day.ts';
import { businessDaysBetween, type Calendar } from '../settings/calendar.ts';

/**
 * How far we know who has paid. A company without bank statements gets its payments with the
 * ledger; one that has read neither waits for nothing.
 */
export type PaymentsKnown = {
  readonly from: 'bank' | 'ledger' | 'nowhere';
  readonly asOf: Day | undefined;
};

/** Whether that reaches far enough to write to anybody on its ground. */
export function isFresh(
  { asOf }: PaymentsKnown,
  today: Day,
  { calendar, maxBusinessDays }: { readonly calendar: Calendar; readonly maxBusinessDays: number },
): boolean {
  return asOf === undefined || businessDaysBetween(calendar, asOf, today) <= maxBusinessDays;
}

/** `said` is the day in words. */
export function freshnessSentence({ from }: PaymentsKnown, said: string, fresh: boolean): string {
  switch (from) {
    case 'nowhere':
      return 'No bank statement is here; payments come with the ledger.';
    case 'ledger':
      return fresh
        ? `Payments come with the ledger, read on ${said}.`
        : `Payments come with the ledger, last read on ${said}; nobody is reminded until a newer one is here.`;
    case 'bank':
      return fresh
        ? `The bank data are as of ${said}.`
        : `The bank data end on ${said}; nobody is reminded until newer ones are here.`;
  }
}
