import { payerAndAmount, rememberPayment } from '@goodterms/core/cash/doubts.ts';
import { LineReader } from '@goodterms/core/cash/line-to-match.ts';
import { inBankOrder, type EarlierPayment } from '@goodterms/core/cash/matching-run.ts';
import { decideLine } from '@goodterms/core/cash/matching.ts';
import { openBooks, type MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import { nothingLearnt } from '@goodterms/core/cash/matching-knowledge.ts';
import { NOT_READ, openLine } from '@goodterms/core/cash/open-line.ts';
import { zero } from '@goodterms/core/kernel/money.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import type { WhyUnapplied } from '@goodterms/core/cash/unapplied.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { earlierPayments } from './earlier-payment.queries.ts';
import { booksFor } from './match-candidates.queries.ts';
import type { LineRead } from './open-line.store.ts';

/** Why a line is open, and what it may pay, as the books are now. */
export type OpenLineReading = {
  readonly why: WhyUnapplied | undefined;
  /** The customer whose account it came from, when that is certain. */
  readonly customerId: CustomerId | undefined;
  /** Best first. */
  readonly proposals: readonly Proposal[];
};

/**
 * Reads open lines anew. What is shown is never taken from a store: an item that was settled since is
 * not proposed, and an invoice that came after its payment is.
 */
export async function proposalsFor(
  ctx: Context,
  lines: readonly BookedLine[],
): Promise<Map<BankLineId, OpenLineReading>> {
  const toRead = await readable(ctx, lines);
  return new Map(toRead.payments.map((line) => [line.id, readingOf(line, toRead)]));
}

/** The same, as it is kept of open lines. */
export async function readOpenLines(
  ctx: Context,
  lines: readonly BookedLine[],
): Promise<LineRead[]> {
  const toRead = await readable(ctx, lines);
  const { reader, books } = toRead;
  return toRead.payments.map((payment) => {
    const { why, proposals } = readingOf(payment, toRead);
    const isRead = why !== 'rule_failed';
    const open = isRead ? openLine(reader.read(payment), proposals, books) : NOT_READ;
    return { lineId: payment.id, open };
  });
}

type Readable = {
  readonly reader: LineReader;
  readonly payments: readonly BookedLine[];
  readonly books: MatchingBooks;
  /** By payer and amount: what one of the payments may repeat, in the order of the bank. */
  readonly earlier: ReadonlyMap<string, readonly EarlierPayment[]>;
};

async function readable(ctx: Context, lines: readonly BookedLine[]): Promise<Readable> {
  const payments = lines.filter(({ line }) => line.amount.minor > 0n);
  const reader = new LineReader();
  if (payments.length === 0) return { reader, payments, books: NO_BOOKS, earlier: new Map() };
  const books = await booksFor(
    ctx,
    payments.map((one) => reader.read(one)),
  );
  const known = [
    ...(await earlierPayments(ctx, payments, reader)),
    ...payments.map((one): EarlierPayment => ({ ...one, line: reader.read(one) })),
  ].toSorted(inBankOrder);
  return {
    reader,
    payments,
    books,
    earlier: Map.groupBy(known, ({ line }) => payerAndAmount(line)),
  };
}

const NO_BOOKS = openBooks({ items: [], creditNotes: [], customers: [] }, nothingLearnt(1));

/** Each line is read as if it stood alone, after those that it may repeat. */
function readingOf(payment: BookedLine, { reader, books, earlier }: Readable): OpenLineReading {
  const line = reader.read(payment);
  books.paid.clear();
  for (const one of earlier.get(payerAndAmount(line)) ?? [])
    if (inBankOrder(one, payment) < 0) rememberPayment(one.line, books);
  const decision = decideLine(line, books);
  if (decision.verdict === 'unapplied') return decision;
  const { customerId, shares, evidence, tier } = decision;
  const rest = zero(line.amount.currency);
  const proposal = { customerId, shares, rest, evidence, tier, foreign: [] };
  return { why: undefined, customerId, proposals: [proposal] };
}
