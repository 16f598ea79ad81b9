import type { Day } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import { decideLine, type Decision } from './matching.ts';
import type { LineToMatch, MatchingBooks } from './matching-books.ts';
import { release, settle, type MatchShare } from './match-shares.ts';

/** One thing that happened on a bank account, in the order in which the books must see it. */
export type Step = StepOrder &
  (
    | { readonly kind: 'payment'; readonly line: LineToMatch }
    /** A payment went back; what it had settled is open again from here on. */
    | {
        readonly kind: 'return';
        readonly paymentId: BankLineId;
        /** What the payment settles in the books, when it is not decided in this run itself. */
        readonly settled: readonly MatchShare[];
      }
  );

/** The same in every file that shows the line, so that the order of files does not matter. */
export type StepOrder = {
  readonly bookedOn: Day;
  readonly account: string;
  readonly movement: string;
  readonly occurrence: number;
};

/**
 * Decides payments one after the other in the order of the bank, never in the order in which the
 * files came. Returned payments release what they had settled for those that come after them.
 */
export function decideInOrder(
  steps: readonly Step[],
  books: MatchingBooks,
): Map<BankLineId, Decision> {
  const decisions = new Map<BankLineId, Decision>();
  for (const step of steps.toSorted(inBankOrder)) {
    if (step.kind === 'payment') {
      const decision = decideLine(step.line, books);
      if (decision.verdict === 'matched') settle(decision.shares, books);
      decisions.set(step.line.id, decision);
    } else {
      const decision = decisions.get(step.paymentId);
      release(decision?.verdict === 'matched' ? decision.shares : step.settled, books);
    }
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
