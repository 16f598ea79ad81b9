import { expect, test } from 'vitest';
import { nextTryAt, TRIES_MAX } from './retry.ts';

const NOW = new Date('2026-03-01T09:00:00Z');

test('the waits grow', () => {
  const waits = Array.from({ length: TRIES_MAX - 1 }, (_, i) => nextTryAt(i + 1, NOW)?.getTime());
  expect(waits).toEqual(waits.toSorted((a = 0, b = 0) => a - b));
  expect(nextTryAt(1, NOW)).toEqual(new Date('2026-03-01T09:01:00Z'));
});

test('after eight tries it is a person’s turn', () => {
  expect(TRIES_MAX).toBe(8);
  expect(nextTryAt(7, NOW)).toBeDefined();
  expect(nextTryAt(8, NOW)).toBeUndefined();
});
