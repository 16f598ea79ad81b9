import type { EvidenceKind } from './evidence.ts';
import type { Proposal } from './proposal.ts';

/** How much each kind of evidence has to say, roughly; a person works the strongest first. */
const WEIGHTS: Partial<Record<EvidenceKind, number>> = {
  reference_quoted: 4,
  credit_note_quoted: 1,
  payer_account_known: 3,
  payer_in_same_group: 2,
  payer_name_is_customer: 2,
  amount_is_open_amount: 3,
  amount_is_sum: 3,
  amount_is_less: 1,
  amount_is_more: 1,
  payer_is_another_customer: -3,
};

/** Of a line with these proposals, best first; 0 when there is none. */
export function proposalStrength(proposals: readonly Proposal[]): number {
  const [best] = proposals;
  if (!best) return 0;
  const kinds = new Set(best.evidence.map(({ kind }) => kind));
  const weight = [...kinds].reduce((sum, kind) => sum + (WEIGHTS[kind] ?? 0), 0);
  // What somebody must choose between takes longer than what is only confirmed.
  return Math.max(1, weight - (proposals.length - 1));
}
