import type { Proposal } from './proposal.ts';
import type { MatchShare } from './match-shares.ts';
import { proposalStrength } from './proposal-strength.ts';

/** An exact amount and the payer's name, or a reference and the payer, are at least as much. */
const PROBABLE_FROM = 5;

/**
 * What a payment that waits for a person probably settles: its best proposal, when that is strong and
 * no other is as good. Nobody is asked for these items meanwhile.
 */
export function probablyPaid(proposals: readonly Proposal[]): readonly MatchShare[] {
  const [best] = proposals;
  if (!best || proposalStrength(proposals) < PROBABLE_FROM) return [];
  return best.shares.filter(({ creditNoteId }) => creditNoteId === undefined);
}
