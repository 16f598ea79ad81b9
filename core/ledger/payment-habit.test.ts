import { addDays, toDay } from '../kernel/day.ts';
import { expect, test } from 'vitest';
import { usualDaysToPay } from './payment-habit.ts';

const DUE = toDay('2026-03-01');

test('the usual days are those between the first and the third quarter of the payments', () => {
  expect(usualDaysToPay(paidAfter([-2, 0, 3, 4, 5, 9, 10, 12]))).toEqual({ from: 0, until: 9 });
});

test('one payment very late does not change the habit', () => {
  expect(usualDaysToPay(paidAfter([1, 1, 2, 2, 400]))).toEqual({ from: 1, until: 2 });
});

test('four payments are not a habit', () => {
  expect(usualDaysToPay(paidAfter([1, 1, 1, 1]))).toBeUndefined();
});

test('what is still open says nothing about how they pay', () => {
  const open = { dueOn: DUE, paidOn: null };
  expect(usualDaysToPay([...paidAfter([1, 1, 1, 1]), open])).toBeUndefined();
});

function paidAfter(days: readonly number[]) {
  return days.map((late) => ({ dueOn: DUE, paidOn: addDays(DUE, late) }));
}
