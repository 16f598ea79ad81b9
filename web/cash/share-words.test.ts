import { expect, test } from 'vitest';
import { shareWords } from './share-words.ts';

test.each([
  [371 / 412, 371, 412, '90.0 %, 371 of 412'],
  [0.9995, 1999, 2000, '99.95 %, 1,999 of 2,000'],
  [0, 0, 12, '0.0 %, 0 of 12'],
  [null, 0, 0, '–'],
])('a rate of %s says of what', (rate, part, of, words) => {
  expect(shareWords(rate, part, of)).toBe(words);
});
