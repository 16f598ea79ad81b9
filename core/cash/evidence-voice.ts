import type { EvidenceKind } from './evidence.ts';

/** Whether a piece of evidence speaks for what is proposed, or warns. */
export type EvidenceVoice = 'for' | 'against';

const WARNINGS: ReadonlySet<EvidenceKind> = new Set([
  'settled_item_quoted',
  'amount_is_less',
  'amount_is_more',
  'amount_of_another_item',
  'payer_is_another_customer',
] satisfies EvidenceKind[]);

export function evidenceVoice(kind: EvidenceKind): EvidenceVoice {
  return WARNINGS.has(kind) ? 'against' : 'for';
}
