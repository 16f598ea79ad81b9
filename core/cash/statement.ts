import { addDays, type Day } from '../kernel/day.ts';
import type { BankStatementId } from '../kernel/id.ts';
import type { StatedBalances } from './natural-key.ts';

/** Null when the file states no balances. A statement that does not add up is shown, never repaired. */
export function addsUp(
  { opening, closing }: StatedBalances,
  booked: readonly bigint[],
): boolean | undefined {
  if (opening === undefined || closing === undefined) return undefined;
  return booked.reduce((sum, amount) => sum + amount, opening) === closing;
}

/** A statement of one bank account, as far as it says where it stands among the others. */
export type StatementPlace = StatedBalances & {
  readonly id: BankStatementId;
  readonly openingOn: Day | undefined;
  readonly closingOn: Day | undefined;
};

/** Between two statements movements are missing, or the bank has changed its mind. */
export type StatementGap = {
  readonly after: BankStatementId;
  readonly before: BankStatementId;
  /** The last day before the gap and the first after it. */
  readonly from: Day;
  readonly until: Day;
  readonly difference: bigint;
};

/**
 * The gaps of one bank account. A statement follows on when some statement closes with its opening
 * balance, or when it begins on a day that earlier ones already cover. Nothing is missing over
 * days without movements: then the balances agree, however far apart the days are.
 */
export function statementGaps(statements: readonly StatementPlace[]): StatementGap[] {
  const gaps: StatementGap[] = [];
  let reached: Placed | undefined;
  /** A day may have been shown in several steps; the next one may follow on any of them. */
  let closings = new Set<bigint>();
  for (const statement of statements.filter(hasPlace).toSorted(inOrder)) {
    const isCovered = reached !== undefined && startOf(statement) <= reached.closingOn;
    if (reached && !isCovered && !closings.has(statement.opening))
      gaps.push({
        after: reached.id,
        before: statement.id,
        from: reached.closingOn,
        until: startOf(statement),
        difference: statement.opening - reached.closing,
      });
    if (reached && statement.closingOn < reached.closingOn) continue;
    if (statement.closingOn !== reached?.closingOn) closings = new Set();
    closings.add(statement.closing);
    reached = statement;
  }
  return gaps;
}

type Placed = StatementPlace & {
  readonly opening: bigint;
  readonly closing: bigint;
  readonly closingOn: Day;
};

function hasPlace(statement: StatementPlace): statement is Placed {
  return (
    statement.opening !== undefined &&
    statement.closing !== undefined &&
    statement.closingOn !== undefined
  );
}

/** Banks date an opening balance on the first day or on the day before it; the later counts. */
function startOf({ openingOn, closingOn }: Placed): Day {
  if (openingOn === undefined) return closingOn;
  return openingOn < closingOn ? addDays(openingOn, 1) : openingOn;
}

function inOrder(a: Placed, b: Placed): number {
  const [startA, startB] = [startOf(a), startOf(b)];
  if (startA !== startB) return startA < startB ? -1 : 1;
  if (a.closingOn !== b.closingOn) return a.closingOn < b.closingOn ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
