import { expect, test } from 'vitest';
import { shareWords, targetWords } from './share-words.ts';

test.each([
  [371 / 412, 371, 412, '90.0 %, 371 of 412'],
  [0.9995, 1999, 2000, '99.95 %, 1,999 of 2,000'],
  [0, 0, 12, '0.0 %, 0 of 12'],
  [null, 0, 0, '–'],
])('a rate of %s says of what', (rate, part, of, words) => {
  expect(shareWords(rate, part, of)).toBe(words);
});

test.each([
  ['0.999', '99.9 %: one wrong in 1,000'],
  ['0.9995', '99.95 %: one wrong in 2,000'],
  ['1', '100 %: never wrong'],
])('a target of %s says what it means', (target, words) => {
  expect(targetWords(target)).toBe(words);
});
