import { decideLine } from '@goodterms/core/cash/matching.ts';
import { lineToMatch, type LineToMatch } from '@goodterms/core/cash/line-to-match.ts';
import { openBooks, type MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import { nothingLearnt } from '@goodterms/core/cash/matching-knowledge.ts';
import { openLine } from '@goodterms/core/cash/open-line.ts';
import { zero } from '@goodterms/core/kernel/money.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import type { WhyUnapplied } from '@goodterms/core/cash/unapplied.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
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
  const { payments, books } = await toRead(ctx, lines);
  return new Map(payments.map((line) => [line.id, readingOf(line, books)]));
}

/** The same, as it is kept of open lines. */
export async function readOpenLines(
  ctx: Context,
  lines: readonly BookedLine[],
): Promise<LineRead[]> {
  const { payments, books } = await toRead(ctx, lines);
  return payments.map((line) => ({
    lineId: line.id,
    open: openLine(line, readingOf(line, books).proposals, books),
  }));
}

async function toRead(ctx: Context, lines: readonly BookedLine[]) {
  const payments = lines
    .filter(({ line }) => line.amount.minor > 0n)
    .map(({ id, line }) => lineToMatch(id, line));
  const books = payments.length === 0 ? NO_BOOKS : await booksFor(ctx, payments);
  return { payments, books };
}

const NO_BOOKS = openBooks({ items: [], creditNotes: [], customers: [] }, nothingLearnt(1));

function readingOf(line: LineToMatch, books: MatchingBooks): OpenLineReading {
  const decision = decideLine(line, books);
  if (decision.verdict === 'unapplied') return decision;
  const { customerId, shares, evidence, tier } = decision;
  const rest = zero(line.amount.currency);
  const proposal = { customerId, shares, rest, evidence, tier, foreignItems: [] };
  return { why: undefined, customerId, proposals: [proposal] };
}
