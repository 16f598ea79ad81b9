import type { MatchShare } from './match-shares.ts';
import type { Proposal } from './proposal.ts';
import { shippedPrecision } from './shipped-tiers.ts';

/** More often right than wrong, by what was measured of the tier. */
const PROBABLE_FROM = 0.6;

/**
 * What a payment that waits for a person probably settles: its best proposal, when that is more
 * likely than not and no other is as good. Nobody is asked for these items meanwhile.
 */
export function probablyPaid(proposals: readonly Proposal[]): readonly MatchShare[] {
  const [best, second] = proposals;
  if (!best || second?.tier === best.tier) return [];
  if (shippedPrecision(best.tier).precision < PROBABLE_FROM) return [];
  return [...best.shares.filter(({ creditNoteId }) => creditNoteId === undefined), ...best.foreign];
}
