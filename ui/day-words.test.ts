import { expect, test } from 'vitest';
import { dayInFull, dayWords, dueWords } from './day-words.ts';

const TODAY = '2026-03-15';

test.each([
  ['2026-03-03', '12 days over, due Tue 3 Mar'],
  ['2026-03-14', '1 day over, due Sat 14 Mar'],
  ['2026-03-15', 'due today, Sun 15 Mar'],
  ['2026-03-18', 'in 3 days, due Wed 18 Mar'],
  ['2025-12-31', '74 days over, due 31 Dec 2025'],
])('an item due on %s', (due, words) => {
  expect(dueWords(due, TODAY)).toBe(words);
});

test('a day of this year goes without the year', () => {
  expect(dayWords('2026-11-21', TODAY)).toBe('Sat 21 Nov');
  expect(dayInFull('2026-11-21')).toBe('Saturday 21 November 2026');
});
