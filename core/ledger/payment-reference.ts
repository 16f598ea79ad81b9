import { referenceKey } from './reference.ts';

/**
 * Letters and digits of a payment reference (ISO 11649, KID, OCR, viite, QR reference, +++…+++),
 * without the leading zeros of a number: as it is compared.
 */
export function structuredKey(reference: string): string {
  const key = referenceKey(reference);
  return /^\d+$/.test(key) ? key.replace(/^0+/, '') : key;
}

/** '+71<000000038143319+12345678<': the number of the payment between its type and its creditor. */
const DANISH = /^\+?\d\d<\s?(\d{10,16})/;

/** Under what an item is found when the payer quotes its payment reference. */
export function paymentReferenceKeys(reference: string): string[] {
  const number = DANISH.exec(reference.trim())?.[1];
  return [...new Set([structuredKey(reference), structuredKey(number ?? reference)])];
}
