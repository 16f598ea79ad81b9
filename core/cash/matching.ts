import type { BankLineId, CustomerId } from '../kernel/id.ts';
import { claimsOf, otherReadings, proposalOf, type Claim } from './claim.ts';
import type { Evidence } from './evidence.ts';
import { asked, type MatchShare } from './match-shares.ts';
import { openOf, type LineToMatch, type MatchingBooks } from './matching-books.ts';
import { payerForSure, payerOf } from './payer.ts';
import { proposalsWithoutReference, type Proposal } from './proposal.ts';
import { quotesOf } from './quoted-item.ts';
import type { WhyUnapplied } from './unapplied.ts';

/** By what a match came about. Rules are measured by tier, and people read it. */
export type Tier =
  | 'reference_customer_amount'
  | 'reference_amount'
  | 'reference_customer_part'
  | 'confirmed'
  | 'by_hand'
  | 'on_account'
  | 'returned_payment';

export type Matched = {
  readonly verdict: 'matched';
  readonly lineId: BankLineId;
  readonly tier: Tier;
  readonly customerId: CustomerId;
  readonly shares: readonly MatchShare[];
  readonly evidence: readonly Evidence[];
};

export type Unapplied = {
  readonly verdict: 'unapplied';
  readonly lineId: BankLineId;
  readonly why: WhyUnapplied;
  /** The customer from whose account it came, when that is certain. */
  readonly customerId: CustomerId | undefined;
  /** Best first. */
  readonly proposals: readonly Proposal[];
};

export type Decision = Matched | Unapplied;

/**
 * What a line pays as the books stand. A reference must be quoted, and payer or amount must confirm
 * it; whatever is less certain is a proposal.
 */
export function decideLine(line: LineToMatch, books: MatchingBooks): Decision {
  const payer = payerOf(line, books);
  const leave = (why: WhyUnapplied, proposals: readonly Proposal[] = []): Unapplied => ({
    verdict: 'unapplied',
    lineId: line.id,
    why,
    customerId: payerForSure(payer),
    proposals,
  });

  const quotes = quotesOf(line, books, payer);
  if (quotes.items.length === 0) {
    const { why, proposals } = proposalsWithoutReference(line, books, payer);
    return leave(why, proposals);
  }
  const sameCurrency = quotes.items.filter(
    ({ item }) => item.openAmount.currency === line.amount.currency,
  );
  if (sameCurrency.length === 0) return leave('currencies_differ');
  const open = sameCurrency.filter(({ item }) => openOf(books, item) > 0n);
  if (open.length === 0) return leave('item_already_settled');

  const claims = claimsOf({ ...quotes, items: open }, line, payer, books);
  const proposals = claims.map((claim) => proposalOf(line, claim, books));
  const [claim, proposal] = [claims[0], proposals[0]];
  if (!claim || !proposal || claims.length > 1) return leave('two_customers_fit', proposals);

  const verdict = judge(line, claim, books);
  if ('why' in verdict) return leave(verdict.why, [proposal, ...verdict.others]);
  const { customerId, shares, evidence } = proposal;
  return { verdict: 'matched', lineId: line.id, tier: verdict.tier, customerId, shares, evidence };
}

type Verdict =
  | { readonly tier: Tier }
  | { readonly why: WhyUnapplied; readonly others: readonly Proposal[] };

/**
 * The amount confirms when it is exactly what is quoted. A payer we know may also pay less: one
 * item in part, or several when the gap is so small that none of them is left out.
 */
function judge(line: LineToMatch, claim: Claim, books: MatchingBooks): Verdict {
  const open = asked(claim.items, claim.creditNotes, books);
  const gap = open - line.amount.minor;

  if (claim.against) return not('payer_and_reference_disagree');
  if (gap === 0n)
    return { tier: claim.isConfirmed ? 'reference_customer_amount' : 'reference_amount' };
  if (!claim.isConfirmed) return not('reference_unconfirmed');
  if (gap < 0n) return not('more_than_quoted');
  if (claim.creditNotes.length > 0) return not('less_than_quoted');
  if (claim.items.some((item) => gap >= openOf(books, item))) return not('less_than_quoted');

  const others = otherReadings(line, claim, gap, books);
  if (others.length > 0) return not('amount_fits_another_item', others);
  return { tier: 'reference_customer_part' };
}

function not(why: WhyUnapplied, others: readonly Proposal[] = []): Verdict {
  return { why, others };
}
