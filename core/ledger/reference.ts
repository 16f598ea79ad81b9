/**
 * A reference as a payer may write it: letters in capitals and digits, nothing else. 'Inv. 2026/007'
 * and 'INV-2026-007' are both 'INV2026007'. Accents are dropped (É is E), ß is SS, full-width
 * letters and digits are plain; leading zeros stay, because 007 and 7 may be two invoices.
 * Stored beside every reference as `reference_key`; cash matching asks the same function.
 */
export function referenceKey(reference: string): string {
  if (PLAIN.test(reference)) return reference.toUpperCase().replace(NOT_PLAIN_KEY, '');
  return reference.normalize('NFKD').toUpperCase().replace(NOT_KEY, '');
}

// oxlint-disable-next-line no-control-regex -- plain ASCII, the quick way for nearly every reference
const PLAIN = /^[\x00-\x7f]*$/;
const NOT_PLAIN_KEY = /[^A-Z0-9]+/g;
const NOT_KEY = /[^\p{Lu}\p{Lo}\p{Nd}]+/gu;
