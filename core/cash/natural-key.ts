import type { Day } from '../kernel/day.ts';
import { moneyText } from '../kernel/money.ts';
import { referenceKey } from '../ledger/reference.ts';
import { givenReference, type BankLine } from './bank-line.ts';

/**
 * What makes a movement the same movement in another file: the bank's own reference when it gives
 * one, else everything that payer and bank said. The spacing and case of texts do not count, since
 * banks wrap them differently in different files. The day and the amount are always part of it:
 * some banks start counting anew every day, and some give a whole batch one reference.
 */
export function movementText(line: BankLine): string {
  const { references } = line;
  const bank = givenReference(references.bank);
  const money = `${moneyText(line.amount)} ${line.amount.currency}`;
  if (bank) return ['bank', line.bookedOn, money, referenceKey(bank)].join('|');
  return [
    'line',
    line.bookedOn,
    line.valueOn ?? '',
    money,
    referenceKey(givenReference(references.endToEnd) ?? ''),
    referenceKey(references.structured ?? ''),
    referenceKey(line.remittance),
    referenceKey(line.payerName ?? ''),
    referenceKey(line.payerAccount ?? ''),
    ...line.parts.map((part) => referenceKey(part.remittance)),
  ].join('|');
}

export type StatedBalances = {
  readonly opening: bigint | undefined;
  readonly closing: bigint | undefined;
};

/** A statement's balances and the sums of what it shows, in minor units. */
export type StatementSpan = StatedBalances & {
  readonly openingOn?: Day | undefined;
  readonly closingOn?: Day | undefined;
  readonly moneyIn: bigint;
  /** Not negative. */
  readonly moneyOut: bigint;
  /** Its movements in their order, where they are at hand. */
  readonly course?: readonly Movement[] | undefined;
};

export type Movement = { readonly movement: string; readonly minor: bigint };

/** A movement that is here already, and the statements that showed it. */
export type KnownMovement<StatementId> = {
  readonly occurrence: number;
  readonly shownBy: ReadonlySet<StatementId>;
};

/** For each movement of a statement: the known one that it shows again, or the number of a new one. */
export type Occurrence<Known> = { readonly again: Known } | { readonly isNew: number };

/**
 * Tells, for movements that look alike, which ones are here already. Two equal real payments stay
 * two, because they stand side by side in one statement. A statement shown again, or a day shown
 * in part and then in full, adds only what was not there. But a statement that begins where
 * another one ended shows other movements than that one, however alike they look.
 */
export function occurrencesOf<StatementId, Known extends KnownMovement<StatementId>>(
  alike: number,
  known: readonly Known[],
  neighbours: ReadonlySet<StatementId>,
): Occurrence<Known>[] {
  const again = known
    .filter(({ shownBy }) => ![...shownBy].some((statement) => neighbours.has(statement)))
    .toSorted((a, b) => a.occurrence - b.occurrence);
  const last = Math.max(0, ...known.map(({ occurrence }) => occurrence));
  return Array.from({ length: alike }, (_, i) => {
    const same = again[i];
    return same ? { again: same } : { isNew: last + i - again.length + 1 };
  });
}

/**
 * The statements that cannot overlap with this one, as the balances prove: those that end where it
 * begins or begin where it ends, and so on along the chain; and those whose movements, in whatever
 * order, never reach its opening balance, nor its movements theirs. Where the balances prove
 * nothing, statements of one day are taken to show the same movements: a day shown in part and
 * then in full is common.
 */
export function neighboursOf<StatementId>(
  statement: StatementSpan,
  others: ReadonlyMap<StatementId, StatementSpan>,
): Set<StatementId> {
  const found = new Set<StatementId>();
  for (const [id, other] of others) if (cannotMeet(statement, other)) found.add(id);
  follow(statement, others, found, (edge, other) => isBefore(other, edge));
  follow(statement, others, found, (edge, other) => isBefore(edge, other));
  return found;
}

function follow<StatementId>(
  start: StatementSpan,
  others: ReadonlyMap<StatementId, StatementSpan>,
  found: Set<StatementId>,
  touches: (edge: StatementSpan, other: StatementSpan) => boolean,
): void {
  const seen = new Set<StatementId>();
  const edges = [start];
  for (let edge = edges.pop(); edge; edge = edges.pop()) {
    for (const [id, other] of others) {
      if (seen.has(id) || !hasBalances(edge) || !hasBalances(other)) continue;
      // Two that begin or end together show the same day, once in part and once in full.
      if (!touches(edge, other) || sharesAnEnd(start, other)) continue;
      seen.add(id);
      found.add(id);
      edges.push(other);
    }
  }
}

/** A balance comes back when money comes and goes, so the days must not speak against it. */
function isBefore(earlier: StatementSpan, later: StatementSpan): boolean {
  if (earlier.closing !== later.opening) return false;
  const { closingOn } = earlier;
  const speaksAgainst = (day: Day | undefined) =>
    closingOn !== undefined && day !== undefined && day < closingOn;
  if (speaksAgainst(later.openingOn) || speaksAgainst(later.closingOn)) return false;
  return !mayOverlap(earlier, later);
}

/** The balance was the same once before, and from there the earlier one goes on like the later one. */
function mayOverlap(earlier: StatementSpan, later: StatementSpan): boolean {
  const [before, after] = [earlier.course ?? [], later.course ?? []];
  let balance = earlier.opening;
  return before.some(({ minor }, place) => {
    const isHere = balance === later.opening;
    if (balance !== undefined) balance += minor;
    return isHere && goesOnLike(before.slice(place), after);
  });
}

function goesOnLike(before: readonly Movement[], after: readonly Movement[]): boolean {
  return (
    after.length > 0 &&
    before.every(({ movement }, i) => after[i] === undefined || after[i].movement === movement)
  );
}

function cannotMeet(a: StatementSpan, b: StatementSpan): boolean {
  if (!hasBalances(a) || !hasBalances(b)) return false;
  return !reaches(a, b.opening) && !reaches(b, a.opening);
}

/** Can the balance have been this one at some moment of the statement? */
function reaches({ opening, moneyIn, moneyOut }: WithBalances, balance: bigint): boolean {
  return opening - moneyOut <= balance && balance <= opening + moneyIn;
}

type WithBalances = StatementSpan & { readonly opening: bigint; readonly closing: bigint };

function hasBalances(statement: StatementSpan): statement is WithBalances {
  return statement.opening !== undefined && statement.closing !== undefined;
}

function sharesAnEnd(a: StatementSpan, b: StatementSpan): boolean {
  return a.opening === b.opening || a.closing === b.closing;
}
