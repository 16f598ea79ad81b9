import type { Day } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import { decideLine, type Decision } from './matching.ts';
import type { LineToMatch, MatchingBooks } from './matching-books.ts';
import { settle } from './match-shares.ts';

/** A payment at its place among all others. */
export type Step = StepOrder & { readonly line: LineToMatch };

/** The same in every file that shows the line, so that the order of files does not matter. */
export type StepOrder = {
  readonly bookedOn: Day;
  readonly account: string;
  readonly movement: string;
  readonly occurrence: number;
};

/**
 * Decides payments one after the other in the order of the bank, never in the order in which the
 * files came. Payments that went back are not among them: they settle nothing from the start.
 */
export function decideInOrder(
  steps: readonly Step[],
  books: MatchingBooks,
): Map<BankLineId, Decision> {
  const decisions = new Map<BankLineId, Decision>();
  for (const { line } of steps.toSorted(inBankOrder)) {
    const decision = decideLine(line, books);
    if (decision.verdict === 'matched') settle(decision.shares, books);
    decisions.set(line.id, decision);
  }
  return decisions;
}

export function inBankOrder(a: StepOrder, b: StepOrder): number {
  return (
    compare(a.bookedOn, b.bookedOn) ||
    compare(a.account, b.account) ||
    compare(a.movement, b.movement) ||
    a.occurrence - b.occurrence
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
