/**
 * By what a line was matched, as text that can be counted: 'exact/-/quoted/known/full'. The
 * parts are in the order of `tier-name.ts`; a coarser tier is the same text with parts cut off.
 */
export type TierName = string;

/** How often a tier was right, by what people have confirmed, corrected or undone. */
export type TierRecord = {
  readonly right: number;
  readonly wrong: number;
  /** Confirmed right since the last one that was wrong; as many as `right` when none was. */
  readonly rightSinceWrong: number;
};

export const NOTHING_RECORDED: TierRecord = { right: 0, wrong: 0, rightSinceWrong: 0 };

/** What the product has measured before it was installed counts for as many lines as this. */
export const SHIPPED_LINES_AT_MOST = 1000;
/** After an error a tier must be right as often as this in a row before it is asked again. */
export const RIGHT_IN_A_ROW = 50;

export function withRight(record: TierRecord, lines = 1): TierRecord {
  const { right, wrong, rightSinceWrong } = record;
  return { right: right + lines, wrong, rightSinceWrong: rightSinceWrong + lines };
}

export function withWrong({ right, wrong }: TierRecord): TierRecord {
  return { right, wrong: wrong + 1, rightSinceWrong: 0 };
}

/** The precision to expect: what was shipped, up to a weight, together with what was confirmed. */
export function expectedPrecision(record: TierRecord, shipped: ShippedPrecision): number {
  const weight = Math.min(shipped.lines, SHIPPED_LINES_AT_MOST);
  const lines = weight + record.right + record.wrong;
  return lines === 0 ? 0 : (weight * shipped.precision + record.right) / lines;
}

/** The precision that the product was shipped with, and on how many lines it was measured. */
export type ShippedPrecision = { readonly precision: number; readonly lines: number };

/**
 * Most lines belong to a few tiers that are hardly ever wrong. A tier with few lines may be that
 * much less sure than the target: all tiers that apply still hold it together, and only few lines
 * could ever prove more of a rare one.
 */
const RARE_TIER_ALLOWANCE = 12;

function leastOf(target: number): number {
  return 1 - (1 - target) * RARE_TIER_ALLOWANCE;
}

export type TierState = 'applies' | 'suspended' | 'below_target';

/**
 * Whether a tier may still apply by itself. The first confirmed error suspends it: until it was
 * right often enough in a row and the precision over all that is known is back at the target.
 */
export function tierState(
  record: TierRecord,
  shipped: ShippedPrecision,
  target: number,
): TierState {
  const expected = expectedPrecision(record, shipped);
  // Once it was wrong here, the tier itself must hold the target.
  if (record.wrong > 0 && (record.rightSinceWrong < RIGHT_IN_A_ROW || expected < target))
    return 'suspended';
  return expected >= leastOf(target) ? 'applies' : 'below_target';
}

export function holds(record: TierRecord, shipped: ShippedPrecision, target: number): boolean {
  return tierState(record, shipped, target) === 'applies';
}
