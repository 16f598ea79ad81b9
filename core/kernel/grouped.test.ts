import { expect, test } from 'vitest';
import { Grouped } from './grouped.ts';

test('values stand under their keys in the order in which they came, one or many', () => {
  const grouped = new Grouped<string, number>();
  for (const [key, value] of [
    ['a', 1],
    ['b', 0],
    ['a', 2],
    ['a', 1],
  ] as const)
    grouped.add(key, value);
  expect(['a', 'b', 'c'].map((key) => grouped.get(key))).toEqual([[1, 2, 1], [0], undefined]);
  expect(['a', 'b', 'c'].map((key) => grouped.has(key))).toEqual([true, true, false]);
});
