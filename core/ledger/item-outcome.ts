import type { ItemComparison } from './ledger-item-difference.ts';

/** What a file means for an item. */
export type ItemOutcome = 'added' | 'changed' | 'closed' | 'unchanged' | 'missing';

export function outcomeOf(comparison: ItemComparison): ItemOutcome {
  const { booked, openBefore, change, raise, lowering, reversed } = comparison;
  if (booked === undefined) return 'added';
  const after = openAfter(comparison);
  if (openBefore > 0n && after === 0n) return 'closed';
  const moved = after !== openBefore || raise || lowering || reversed.length > 0;
  return change || moved ? 'changed' : 'unchanged';
}

/** What stays open of it, in minor units. */
export function openAfter({ need }: ItemComparison): bigint {
  return need.slots.reduce((sum, slot) => sum + slot.open, 0n);
}
