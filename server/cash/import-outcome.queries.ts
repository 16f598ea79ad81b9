import { setAside } from '@goodterms/core/cash/bank-line.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import { sum, type Money } from '@goodterms/core/kernel/money.ts';
import type { BookedLine } from './bank-line.queries.ts';
import type { MatchingPlan } from './matching-plan.actions.ts';
import type { BookedAs } from './matching.actions.ts';

/** Counts and sums of the lines that a file added. */
export type ImportOutcome = {
  readonly matched: number;
  readonly proposed: number;
  /** Open without a proposal, returned payments that nobody could tell among them. */
  readonly unapplied: number;
  readonly setAside: number;
  readonly received: readonly Money[];
  readonly applied: readonly Money[];
  /** Lines that the ledger refused to settle because the books moved meanwhile. */
  readonly refused: readonly BankLineId[];
};

/** Of a file that was here already. */
export const NO_OUTCOME: ImportOutcome = {
  matched: 0,
  proposed: 0,
  unapplied: 0,
  setAside: 0,
  received: [],
  applied: [],
  refused: [],
};

/** Told from memory: to ask the database for what it has just been told takes longer than all else. */
export function outcomeOf(
  fresh: readonly BookedLine[],
  { decisions, returns }: MatchingPlan,
  booked: ReadonlyMap<BankLineId, BookedAs>,
  refused: readonly BankLineId[],
): ImportOutcome {
  const gone = new Set(
    returns.found.flatMap(({ takenBack, payment }) => [takenBack.id, payment.id]),
  );
  const unsettled = new Set(refused);
  const counts = { matched: 0, proposed: 0, unapplied: 0, setAside: 0 };
  const received: Money[] = [];
  const applied: Money[] = [];
  for (const { id, line } of fresh) {
    const decision = decisions.get(id);
    const lineId = booked.get(id)?.lineId ?? id;
    if (gone.has(id) || setAside(line) !== undefined) {
      counts.setAside += 1;
      continue;
    }
    if (line.amount.minor > 0n) received.push(line.amount);
    if (decision?.verdict === 'matched' && !unsettled.has(lineId)) {
      counts.matched += 1;
      applied.push(line.amount);
    } else if (decision?.verdict === 'matched' || (decision?.proposals.length ?? 0) > 0)
      counts.proposed += 1;
    else counts.unapplied += 1;
  }
  return { ...counts, received: sums(received), applied: sums(applied), refused };
}

/** By currency, in alphabetical order; nothing is ever summed across currencies. */
function sums(amounts: readonly Money[]): Money[] {
  return [...Map.groupBy(amounts, ({ currency }) => currency)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, same]) => sum(same, currency));
}
