import { numberKeysOf } from './number-keys.ts';
import { paymentReferenceKeys } from './payment-reference.ts';
import { referenceKey } from './reference.ts';

/** Shorter ones stand in texts by accident. */
const KEY_AT_LEAST = 4;

/** What a payer may write instead of an item's whole reference. */
export type ItemNames = {
  readonly reference: string;
  readonly orderReference?: string | undefined;
  readonly paymentReference?: string | undefined;
};

/** Under what an item is found when the payer does not write its whole reference. */
export function itemKeysOf({ reference, orderReference, paymentReference }: ItemNames): string[] {
  const keys = new Set(numberKeysOf(reference));
  const order = orderReference === undefined ? '' : referenceKey(orderReference);
  const payment = paymentReference === undefined ? [] : paymentReferenceKeys(paymentReference);
  for (const key of [order, ...payment]) if (key.length >= KEY_AT_LEAST) keys.add(key);
  keys.delete(referenceKey(reference));
  return [...keys];
}
