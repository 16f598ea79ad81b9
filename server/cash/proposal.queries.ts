import { decideLine } from '@goodterms/core/cash/matching.ts';
import { lineToMatch } from '@goodterms/core/cash/line-to-match.ts';
import { zero } from '@goodterms/core/kernel/money.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import type { WhyUnapplied } from '@goodterms/core/cash/unapplied.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { booksFor } from './match-candidates.queries.ts';

/** Why a line is open, and what it may pay, as the books are now. */
export type OpenLineReading = {
  readonly why: WhyUnapplied | undefined;
  /** The customer whose account it came from, when that is certain. */
  readonly customerId: CustomerId | undefined;
  /** Best first. */
  readonly proposals: readonly Proposal[];
};

/**
 * Reads open lines anew. Proposals are not stored: an item that was settled since is never
 * proposed, and an invoice that came after its payment is.
 */
export async function proposalsFor(
  ctx: Context,
  lines: readonly BookedLine[],
): Promise<Map<BankLineId, OpenLineReading>> {
  const read = lines
    .filter(({ line }) => line.amount.minor > 0n)
    .map(({ id, line }) => lineToMatch(id, line));
  if (read.length === 0) return new Map();
  const books = await booksFor(ctx, read);
  return new Map(
    read.map((line): [BankLineId, OpenLineReading] => {
      const decision = decideLine(line, books);
      if (decision.verdict === 'unapplied') return [line.id, decision];
      const { customerId, shares, evidence, tier } = decision;
      const rest = zero(line.amount.currency);
      const proposal = { customerId, shares, rest, evidence, tier, foreignItems: [] };
      return [line.id, { why: undefined, customerId, proposals: [proposal] }];
    }),
  );
}
