import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import { age, bucketNames, bucketOf } from './ageing.ts';

const EUR = toCurrency('EUR');
const JPY = toCurrency('JPY');
const TODAY = toDay('2026-03-31');

test('the buckets are called by their days', () => {
  expect(bucketNames()).toEqual(['not_due', '1-30', '31-60', '61-90', '91-120', '121+']);
  expect(bucketNames([0, 7])).toEqual(['not_due', '1-7', '8+']);
});

test.each([
  [-400, 'not_due'],
  [-1, 'not_due'],
  [0, 'not_due'],
  [1, '1-30'],
  [29, '1-30'],
  [30, '1-30'],
  [31, '31-60'],
  [60, '31-60'],
  [61, '61-90'],
  [90, '61-90'],
  [91, '91-120'],
  [120, '91-120'],
  [121, '121+'],
  [9999, '121+'],
])('an item %i days past its due day is in %s', (days, name) => {
  const [aged] = age([{ dueOn: addDays(TODAY, -days), openAmount: money(5n, EUR) }], TODAY);
  expect(aged?.buckets.map((amount, i) => (amount > 0n ? bucketNames()[i] : '')).join('')).toBe(
    name,
  );
  expect(bucketNames()[bucketOf(Math.max(0, days))]).toBe(name);
});

test('currencies stand side by side and are never summed', () => {
  const items = [
    { dueOn: TODAY, openAmount: money(700n, JPY) },
    { dueOn: TODAY, openAmount: money(100n, EUR) },
    { dueOn: addDays(TODAY, -45), openAmount: money(50n, EUR) },
  ];
  expect(age(items, TODAY)).toEqual([
    { currency: 'EUR', buckets: [100n, 0n, 50n, 0n, 0n, 0n], total: 150n },
    { currency: 'JPY', buckets: [700n, 0n, 0n, 0n, 0n, 0n], total: 700n },
  ]);
});

test('the buckets of a currency sum to what is open in it', () => {
  const items = fc.array(
    fc.record({
      days: fc.integer({ min: -500, max: 500 }),
      minor: fc.bigInt({ min: 1n, max: 10n ** 15n }),
    }),
  );
  fc.assert(
    fc.property(items, (drawn) => {
      const aged = age(
        drawn.map(({ days, minor }) => ({
          dueOn: addDays(TODAY, -days),
          openAmount: money(minor, EUR),
        })),
        TODAY,
      );
      const expected = drawn.reduce((sum, { minor }) => sum + minor, 0n);
      expect(aged[0]?.total ?? 0n).toBe(expected);
      expect(aged[0]?.buckets.reduce((sum, amount) => sum + amount, 0n) ?? 0n).toBe(expected);
    }),
  );
});
