import { isReturnedPayment } from '@goodterms/core/cash/bank-line.ts';
import type { Decision } from '@goodterms/core/cash/matching.ts';
import {
  lineToMatch,
  openBooks,
  type Candidates,
  type LineToMatch,
} from '@goodterms/core/cash/matching-books.ts';
import { decideInOrder, inBankOrder, type Step } from '@goodterms/core/cash/matching-run.ts';
import { release, type MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { returnedPayment, RETURNED_WITHIN_DAYS } from '@goodterms/core/cash/returned-payment.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { addDays, toDay } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { candidatesFor } from './match-candidates.queries.ts';
import {
  anyLineSince,
  asEarlierPayment,
  linesMatchedTo,
  openReturns,
  paymentsOf,
  undecidedLines,
  type LineWithMatch,
} from './match.store.ts';
import type { Returned } from './returned-payment.actions.ts';

/** What is to be done about lines that have just come. */
export type MatchingPlan = {
  /** For the new payments, and for the neighbours that are decided again. */
  readonly decisions: ReadonlyMap<BankLineId, Decision>;
  readonly neighbours: readonly LineWithMatch[];
  readonly returned: readonly Returned[];
};

/**
 * Decides new lines, and again those that come after them in the order of the bank and want the
 * same items: so the books are the same, in whatever order the files came. In the usual case,
 * when the newest file comes last, there are no such lines.
 */
export async function planMatching(
  ctx: Context,
  fresh: readonly BookedLine[],
): Promise<MatchingPlan> {
  const payments = fresh.filter(isPayment).map(withoutMatch);
  const returned = await findReturned(ctx, payments, fresh.filter(isReturn));
  const read = payments.map(toMatch);
  const candidates = await candidatesFor(ctx, read);
  const neighbours = await neighboursOf(ctx, fresh, itemsQuoted(read, candidates), returned);
  const all = [...read, ...neighbours.map(toMatch)];
  const books = openBooks(neighbours.length === 0 ? candidates : await candidatesFor(ctx, all));
  for (const neighbour of neighbours) release(sharesOf(neighbour), books);

  const paymentSteps = stepsOf([...payments, ...neighbours], all);
  const returnSteps = returned.map(({ takenBack, payment }): Step => ({
    ...order(takenBack),
    kind: 'return',
    paymentId: payment.id,
    settled: sharesOf(payment),
  }));
  return {
    decisions: decideInOrder([...paymentSteps, ...returnSteps], books),
    neighbours,
    returned,
  };
}

/** Decides all open lines again, after the books have changed. */
export async function planOpenLines(ctx: Context): Promise<MatchingPlan> {
  const open = await undecidedLines(ctx, FIRST_DAY);
  const read = open.map(toMatch);
  const books = openBooks(await candidatesFor(ctx, read));
  return {
    decisions: decideInOrder(stepsOf(open, read), books),
    neighbours: open,
    returned: [],
  };
}

const FIRST_DAY = toDay('1970-01-01');

function stepsOf(booked: readonly BookedLine[], read: readonly LineToMatch[]): Step[] {
  return booked.map(({ bookedOn, account, movement, occurrence }, i) => {
    const line = read[i];
    assert(line !== undefined, 'every line is read');
    return { kind: 'payment', line, bookedOn, account, movement, occurrence };
  });
}

/** Each return takes back one payment, and no payment goes back twice. */
async function findReturned(
  ctx: Context,
  payments: readonly LineWithMatch[],
  returns: readonly BookedLine[],
): Promise<Returned[]> {
  const open = [...returns, ...(await openReturns(ctx))].toSorted(inBankOrder);
  const [first] = open;
  if (!first) return [];
  const amounts = new Set(open.map(({ line }) => -line.amount.minor));
  const earlier = await paymentsOf(
    ctx,
    [...amounts],
    addDays(first.bookedOn, -RETURNED_WITHIN_DAYS),
  );
  const possible = new Map(
    [...payments.filter(({ line }) => amounts.has(line.amount.minor)), ...earlier].map(
      (payment) => [payment.id, payment],
    ),
  );
  const found: Returned[] = [];
  for (const takenBack of open) {
    const original = returnedPayment(takenBack.line, [...possible.values()].map(asEarlierPayment));
    const payment = original && possible.get(original.id);
    if (!payment) continue;
    found.push({ takenBack, payment });
    possible.delete(payment.id);
  }
  return found;
}

/** Lines after the new ones that want an item which these touch, and then their own neighbours. */
async function neighboursOf(
  ctx: Context,
  fresh: readonly BookedLine[],
  quotedByFresh: ReadonlyMap<BankLineId, OpenItemId[]>,
  returned: readonly Returned[],
): Promise<LineWithMatch[]> {
  const [first] = [...fresh, ...returned.map(({ takenBack }) => takenBack)].toSorted(inBankOrder);
  if (!first || !(await anyLineSince(ctx, first.bookedOn))) return [];
  const isLater = (line: LineWithMatch) => inBankOrder(first, line) < 0;

  const goneBack = new Set(returned.map(({ payment }) => payment.id));
  const waiting = (await undecidedLines(ctx, first.bookedOn)).filter(
    (line) => isLater(line) && !goneBack.has(line.id),
  );
  const quotedBy = await itemsQuotedBy(ctx, waiting);
  const touched = new Set([
    ...[...quotedByFresh.values()].flat(),
    ...returned.flatMap(({ payment }) => sharesOf(payment).map(({ openItemId }) => openItemId)),
  ]);
  const found = new Map<BankLineId, LineWithMatch>();
  for (let before = -1; before < found.size;) {
    before = found.size;
    const matched = await linesMatchedTo(ctx, [...touched], first.bookedOn);
    for (const line of [...waiting, ...matched]) {
      if (found.has(line.id) || goneBack.has(line.id) || !isLater(line)) continue;
      const wanted = [
        ...(quotedBy.get(line.id) ?? []),
        ...sharesOf(line).map(({ openItemId }) => openItemId),
      ];
      if (!wanted.some((item) => touched.has(item))) continue;
      found.set(line.id, line);
      for (const item of wanted) touched.add(item);
    }
  }
  return [...found.values()];
}

async function itemsQuotedBy(ctx: Context, lines: readonly LineWithMatch[]) {
  const read = lines.map(toMatch);
  return itemsQuoted(read, await candidatesFor(ctx, read));
}

function itemsQuoted(
  lines: readonly LineToMatch[],
  { items }: Candidates,
): Map<BankLineId, OpenItemId[]> {
  const byKey = Map.groupBy(items, (item) => referenceKey(item.reference));
  return new Map(
    lines.map(({ id, texts }) => {
      const quoted: OpenItemId[] = [];
      for (const text of texts)
        for (const { key } of text.quoted)
          for (const item of byKey.get(key) ?? []) quoted.push(item.id);
      return [id, quoted];
    }),
  );
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

function toMatch({ id, line }: BookedLine): LineToMatch {
  return lineToMatch(id, line);
}

function order({ bookedOn, account, movement, occurrence }: BookedLine) {
  return { bookedOn, account, movement, occurrence };
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
