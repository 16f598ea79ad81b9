import type { QuotedWhere } from './evidence.ts';
import type { Quotable } from './matching-books.ts';

/**
 * How surely a place in a text means one number of ours, the surest first. `structured` has check
 * digits or is what we printed; `full` is the whole number; `repaired` the same with letters read
 * as digits; `digits` lacks the letters, `counter` everything but what counts up. The others are
 * weak and count only for customers that are known otherwise.
 */
export const STRENGTHS = [
  'structured',
  'full',
  'repaired',
  'digits',
  'counter',
  'order',
  'tail',
  'shorthand',
  'mistyped',
  'cut',
] as const;
export type Strength = (typeof STRENGTHS)[number];

/** A place in a text that means one of these. */
export type Mention = {
  readonly where: QuotedWhere;
  readonly text: string;
  readonly from: number;
  readonly until: number;
  readonly strength: Strength;
  /** More than one when the place alone does not say which. */
  readonly meant: readonly Quotable[];
};

export function isWeak({ strength }: { readonly strength: Strength | 'none' }): boolean {
  return strength !== 'none' && STRENGTHS.indexOf(strength) > STRENGTHS.indexOf('counter');
}

export function overlaps(
  a: { readonly from: number; readonly until: number },
  b: { readonly from: number; readonly until: number },
): boolean {
  return a.from < b.until && b.from < a.until;
}
