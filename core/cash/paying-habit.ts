import type { PayingHabit } from './matching-knowledge.ts';

/** What a payer settles as one: a month, all that is due, all that is open. */
export type StatementKind = 'month' | 'due' | 'open';

const SEEN_AT_LEAST = 3;

/**
 * The statements that a customer usually pays: seen at least three times, and twice as often as the
 * other kinds together. It says which of several statements is likelier, and never that one is right.
 */
export function usualStatement(habit: PayingHabit | undefined): StatementKind | undefined {
  if (!habit) return undefined;
  const counts: readonly [StatementKind, number][] = [
    ['month', habit.wholeMonth],
    ['due', habit.everythingDue],
    ['open', habit.everythingOpen],
  ];
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const usual = counts.find(([, count]) => count >= SEEN_AT_LEAST && count * 3 >= all * 2);
  return usual?.[0];
}
