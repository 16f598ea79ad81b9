import { referenceKey } from './reference.ts';

/** Runs of fewer digits appear by accident. */
const DIGITS_AT_LEAST = 4;

/**
 * The digits by which a reference is found when the payer drops its letters, its year or its zeros:
 * all its digits together, and each longer run alone, without leading zeros. Stored beside every
 * reference. 'RE-2026-0035270' is found under 20260035270 and 35270; 2026 is a year.
 */
export function numberKeysOf(reference: string): string[] {
  const runs = referenceKeyRuns(reference);
  const keys = new Set<string>();
  for (const digits of [runs.join(''), ...runs]) {
    const key = withoutZeros(digits);
    if (key.length < DIGITS_AT_LEAST) continue;
    if (runs.length > 1 && isYear(digits)) continue;
    keys.add(key);
  }
  return [...keys];
}

function referenceKeyRuns(reference: string): string[] {
  if (PLAIN.test(reference)) return reference.match(/\d+/g) ?? [];
  // Runs as they were written: a key without separators would join the year to the counter.
  return reference
    .normalize('NFKD')
    .split(/[^\p{L}\p{Nd}]+/u)
    .flatMap((part) => referenceKey(part).match(/\d+/g) ?? []);
}

// oxlint-disable-next-line no-control-regex -- plain ASCII, the quick way for nearly every reference
const PLAIN = /^[\x00-\x7f]*$/;

function isYear(digits: string): boolean {
  return digits.length === 4 && (digits.startsWith('20') || digits.startsWith('19'));
}

/** '0035270' is 35270. */
export function withoutZeros(digits: string): string {
  return digits.replace(/^0+/, '');
}
