import type { Day } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import { rememberPayment } from './doubts.ts';
import { grantedBy, type Granted } from './granted-remainder.ts';
import { decideLine, type Decision } from './matching.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { MatchingBooks } from './matching-books.ts';
import { sameShares, settle, type MatchShare } from './match-shares.ts';
import type { ShortPaymentRules } from './short-payment-rules.ts';

/** A payment at its place among all others. */
export type Step = StepOrder & {
  readonly line: LineToMatch;
  /** The day that counts for a discount. */
  readonly paidOn: Day;
  /** What it settles in the books, and what was granted or waived with it while it does. */
  readonly before?: Before | undefined;
};

type Before = {
  readonly shares: readonly MatchShare[];
  readonly adjusted: readonly MatchShare[];
  /** A person has said what becomes of what it left open, or has taken that back. */
  readonly isAnswered: boolean;
};

/** A payment in the books that stays as it is, and that another one may repeat. */
export type EarlierPayment = StepOrder & { readonly line: LineToMatch };

/** A decision, and what the rule grants with it of what the payment left open. */
export type DecisionInOrder = Decision & { readonly granted?: Granted | undefined };

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
  rules: ShortPaymentRules,
  earlier: readonly EarlierPayment[] = [],
): Map<BankLineId, DecisionInOrder> {
  const decisions = new Map<BankLineId, DecisionInOrder>();
  const known = earlier.toSorted(inBankOrder);
  let remembered = 0;
  for (const step of steps.toSorted(inBankOrder)) {
    for (; remembered < known.length; remembered += 1) {
      const one = known[remembered];
      if (!one || inBankOrder(one, step) > 0) break;
      rememberPayment(one.line, books);
    }
    const { line, paidOn, before } = step;
    const decision = decideLine(line, books);
    decisions.set(line.id, decision);
    if (decision.verdict === 'unapplied' && decision.failure !== undefined) continue;
    rememberPayment(line, books);
    if (decision.verdict === 'unapplied') continue;
    settle(decision.shares, books);
    if (before?.isAnswered && sameShares(before.shares, decision.shares)) {
      settle(before.adjusted, books);
      continue;
    }
    const granted = grantedBy(decision, paidOn, books, rules);
    if (!granted) continue;
    settle(granted.shares, books);
    decisions.set(line.id, { ...decision, granted });
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
