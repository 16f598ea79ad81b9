import { isReturnedPayment } from '@goodterms/core/cash/bank-line.ts';
import { groupsConcerned, senderOf } from '@goodterms/core/cash/concerned.ts';
import type { MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import { LineReader } from '@goodterms/core/cash/line-to-match.ts';
import { NOT_READ, openLine, type OpenLine } from '@goodterms/core/cash/open-line.ts';
import {
  decideInOrder,
  type DecisionInOrder,
  type Step,
} from '@goodterms/core/cash/matching-run.ts';
import { release, type MatchShare } from '@goodterms/core/cash/match-shares.ts';
import {
  SHORT_PAYMENT_RULES,
  type ShortPaymentRules,
} from '@goodterms/core/cash/short-payment-rules.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { log } from '../platform/log.ts';
import { readSetting } from '../settings/setting.queries.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { earlierPayments } from './earlier-payment.queries.ts';
import { keepCustomerNames } from './customer-name.store.ts';
import { booksFor } from './match-candidates.queries.ts';
import { BY_RULE, type LineWithMatch } from './match.store.ts';
import { neighboursOf } from './neighbours.queries.ts';
import { keepNumberSeries } from './number-series.store.ts';
import { planReturns, type ReturnsPlan } from './returned-plan.queries.ts';
import { undecidedLines } from './undecided-line.queries.ts';

/** What is to be done about lines that have just come. */
export type MatchingPlan = {
  /** For the new payments, and for those in the books that are decided again. */
  readonly decisions: ReadonlyMap<BankLineId, DecisionInOrder>;
  /** Payments in the books that are decided again. */
  readonly again: readonly LineWithMatch[];
  readonly returns: ReturnsPlan;
  /** Whose money the payments were that went back; absent where a person has said so. */
  readonly senders: ReadonlyMap<BankLineId, CustomerId | undefined>;
  /** How those among them were read that wait for a person. */
  readonly open: ReadonlyMap<BankLineId, OpenLine>;
  /** Of matches in which several groups of customers had a say. */
  readonly concernedGroups: ReadonlyMap<BankLineId, readonly CustomerId[]>;
};

/**
 * Decides new lines, and again those in the books whose decision depends on them, as if all had come
 * at once: so the books are the same in whatever order the files came (ADR 0022). Payments that
 * went back settle nothing, from the start.
 */
export async function planMatching(
  ctx: Context,
  fresh: readonly BookedLine[],
): Promise<MatchingPlan> {
  await keepLedgerMemory(ctx);
  const payments = fresh.filter(isPayment).map(withoutMatch);
  const returns = await planReturns(ctx, payments, fresh.filter(isReturn));
  const gone = new Set(returns.found.map(({ payment }) => payment.id));
  return planAround(ctx, {
    fresh: payments.filter(({ id }) => !gone.has(id)),
    freed: freedBy(returns),
    returns,
  });
}

/**
 * Decides again what depends on a return that a person has paired or taken apart. `leave`: the
 * payment that is money again was a person's decision, and is left to a person.
 */
export function planReturn(
  ctx: Context,
  returns: ReturnsPlan,
  { leave = false } = {},
): Promise<MatchingPlan> {
  return planAround(ctx, { fresh: [], freed: leave ? [] : freedBy(returns), returns });
}

/** Decides open lines again, after the books have changed: all, or these. */
export async function planOpenLines(
  ctx: Context,
  only?: ReadonlySet<BankLineId>,
): Promise<MatchingPlan> {
  await keepLedgerMemory(ctx);
  const undecided = await undecidedLines(ctx, FIRST_DAY);
  const open = only ? undecided.filter(({ id }) => only.has(id)) : undecided;
  const reader = new LineReader();
  const steps = open.map((line) => toStep(line, reader));
  const books = await booksFor(
    ctx,
    steps.map(({ line }) => line),
  );
  const rules = await shortPaymentRules(ctx);
  const earlier = await earlierPayments(ctx, open, reader);
  const decisions = withFailuresTold(decideInOrder(steps, books, rules, earlier));
  const freed = open.filter(({ id, customerId }) => {
    const decision = decisions.get(id);
    return decision?.verdict === 'matched' || decision?.customerId !== customerId;
  });
  const plan = await planAround(ctx, { fresh: [], freed, returns: { found: [], dissolved: [] } });
  const left = open.filter(({ id }) => !plan.decisions.has(id));
  return {
    ...plan,
    open: new Map([...openAmong(left, { decisions, books, reader }), ...plan.open]),
  };
}

/** What is learnt from the ledger, as it is by now. */
async function keepLedgerMemory(ctx: Context): Promise<void> {
  await keepCustomerNames(ctx);
  await keepNumberSeries(ctx);
}

const FIRST_DAY = toDay('1970-01-01');

type Moved = {
  /** New payments, and payments in the books that are nobody's decision any more. */
  readonly fresh: readonly LineWithMatch[];
  readonly freed: readonly LineWithMatch[];
  readonly returns: ReturnsPlan;
};

async function planAround(ctx: Context, { fresh, freed, returns }: Moved): Promise<MatchingPlan> {
  const gone = returns.found.map(({ payment }) => payment);
  const moved = [...fresh, ...freed, ...gone];
  const reader = new LineReader();
  const read = (lines: readonly BookedLine[]) => lines.map((line) => reader.read(line));
  const known = await booksFor(ctx, read(moved));
  const neighbours = await neighboursOf(ctx, moved, known, reader);
  const again = [...freed, ...neighbours];
  const released = [...neighbours, ...gone].flatMap((line) => [
    ...sharesOf(line),
    ...adjustedBy(line),
  ]);
  const books =
    neighbours.length + released.length === 0
      ? known
      : await booksFor(ctx, read([...moved, ...neighbours]), released);
  release(released, books);

  const decided = [...fresh, ...again];
  const rules = await shortPaymentRules(ctx);
  const ids = gone.map(({ id }) => id);
  const earlier = await earlierPayments(ctx, decided, reader, ids);
  const steps = decided.map((line) => toStep(line, reader));
  const decisions = withFailuresTold(decideInOrder(steps, books, rules, earlier));
  const all = { decisions, books, reader };
  return {
    decisions,
    again,
    returns,
    senders: sendersOf(gone, all),
    open: openAmong(decided, all),
    concernedGroups: severalGroups(decided, all),
  };
}

const FAILURES_TOLD = 5;

/** Our own mistakes go to the log; what they kept from being decided waits for a person. */
function withFailuresTold<Decisions extends ReadonlyMap<BankLineId, DecisionInOrder>>(
  decisions: Decisions,
): Decisions {
  let told = 0;
  for (const decision of decisions.values()) {
    if (decision.verdict !== 'unapplied' || decision.failure === undefined) continue;
    if ((told += 1) > FAILURES_TOLD) break;
    log.error({ err: decision.failure }, 'the rule could not decide a bank line');
  }
  return decisions;
}

type Decided = {
  readonly decisions: ReadonlyMap<BankLineId, DecisionInOrder>;
  readonly books: MatchingBooks;
  readonly reader: LineReader;
};

function openAmong(
  lines: readonly LineWithMatch[],
  { decisions, books, reader }: Decided,
): Map<BankLineId, OpenLine> {
  return new Map(
    lines.flatMap((line): [BankLineId, OpenLine][] => {
      const decision = decisions.get(line.id);
      if (decision?.verdict !== 'unapplied') return [];
      if (decision.failure !== undefined) return [[line.id, NOT_READ]];
      return [[line.id, openLine(reader.read(line), decision.proposals, books)]];
    }),
  );
}

/** Payments of which it turned out that another one went back. */
function freedBy({ found, dissolved }: ReturnsPlan): LineWithMatch[] {
  const gone = new Set(found.map(({ payment }) => payment.id));
  return dissolved
    .map(({ payment }) => ({ ...payment, match: undefined }))
    .filter(({ id }) => !gone.has(id));
}

function sendersOf(
  gone: readonly LineWithMatch[],
  { books, reader }: Decided,
): Map<BankLineId, CustomerId | undefined> {
  return new Map(
    gone
      .filter(({ match }) => match === undefined || match.matchedBy === BY_RULE)
      .map((line) => [line.id, senderOf(reader.read(line), books)]),
  );
}

function severalGroups(
  lines: readonly LineWithMatch[],
  { decisions, books, reader }: Decided,
): Map<BankLineId, readonly CustomerId[]> {
  const several = new Map<BankLineId, readonly CustomerId[]>();
  for (const line of lines) {
    const decision = decisions.get(line.id);
    if (decision?.verdict !== 'matched' || decision.isPlain) continue;
    const groups = groupsConcerned(reader.read(line), books);
    if (groups.size > 1) several.set(line.id, [...groups]);
  }
  return several;
}

function toStep(line: LineWithMatch, reader: LineReader): Step {
  const { bookedOn, account, movement, occurrence } = line;
  const before = line.match && {
    shares: sharesOf(line),
    adjusted: adjustedBy(line),
    isAnswered: line.match.isAnswered,
  };
  const { valueOn } = line.line;
  const paidOn = valueOn !== undefined && valueOn < bookedOn ? valueOn : bookedOn;
  return { line: reader.read(line), paidOn, bookedOn, account, movement, occurrence, before };
}

async function shortPaymentRules(ctx: Context): Promise<ShortPaymentRules> {
  return (await readSetting(ctx, SHORT_PAYMENT_RULES)).value;
}

export function isPayment({ line }: BookedLine): boolean {
  return line.amount.minor > 0n && !line.reversal;
}

function isReturn({ line }: BookedLine): boolean {
  return isReturnedPayment(line);
}

function withoutMatch(line: BookedLine): LineWithMatch {
  return { ...line, match: undefined, customerId: undefined };
}

/** What was granted or waived of what a line left open: it goes back with the match. */
export function adjustedBy({ match, line }: LineWithMatch): MatchShare[] {
  return (match?.adjusted ?? []).map(({ openItemId, minor }) => ({
    openItemId,
    amount: money(BigInt(minor), line.amount.currency),
  }));
}

/** What a line settles as the books stand. */
export function sharesOf({ match, line, creditItemId }: LineWithMatch): MatchShare[] {
  return (match?.items ?? []).map((item) => {
    const share = {
      openItemId: item.openItemId,
      amount: money(BigInt(item.minor), line.amount.currency),
    };
    return item.creditItemId === creditItemId
      ? share
      : { ...share, creditNoteId: item.creditItemId };
  });
}
