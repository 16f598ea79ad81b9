import { numberKeysOf } from './number-keys.ts';
import { referenceKey } from './reference.ts';

/** Shorter ones stand in texts by accident. */
const KEY_AT_LEAST = 4;

/** Under what an item is found when the payer does not write its whole reference. */
export function itemKeysOf(reference: string, orderReference: string | undefined): string[] {
  const keys = new Set(numberKeysOf(reference));
  const order = orderReference === undefined ? '' : referenceKey(orderReference);
  if (order.length >= KEY_AT_LEAST) keys.add(order);
  keys.delete(referenceKey(reference));
  return [...keys];
}
