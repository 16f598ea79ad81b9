import { expect, test } from 'vitest';
import { subsetsOf } from './subset-sum.ts';
import type { Quotable } from './matching-books.ts';

const owing = (...left: bigint[]) => left.map((one) => ({ left: one }) as Quotable);

test('the one set of items that makes the amount is found, and a second one is told', () => {
  expect(subsetsOf(owing(100n, 250n, 399n), 350n, 6)).toMatchObject({ count: 1, isComplete: true });
  expect(subsetsOf(owing(100n, 250n, 350n), 350n, 6).count).toBe(2);
});

test('amounts beyond exact numbers are not searched, and nothing is called unique', () => {
  const big = 2n ** 53n;
  expect(subsetsOf(owing(big, 1n, 2n), big + 1n, 6)).toEqual({
    found: undefined,
    count: 0,
    isComplete: false,
  });
});
