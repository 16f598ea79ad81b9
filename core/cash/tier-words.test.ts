import { expect, test } from 'vitest';
import { SHIPPED } from './shipped-record.ts';
import { tierWords } from './tier-words.ts';

test.each([
  [
    'exact/-/quoted/twice/full',
    'It quotes what it pays, to the cent; payer known by two signs; number in full.',
  ],
  [
    'short/tu/quoted_some/group/cut',
    'It pays some of what it quotes, in part; payer of the same group; number cut off; text cut off; more numbers in the text.',
  ],
  [
    'exact/-/single/named/none',
    'One item of this customer is what it pays, to the cent; payer named as we name them.',
  ],
  ['confirmed', 'A person confirmed what was proposed.'],
])('the tier %s is said in words', (tier, words) => {
  expect(tierWords(tier)).toBe(words);
});

test('no two tiers that are known read the same, and none shows its code', () => {
  const tiers = SHIPPED.trim()
    .split('\n')
    .flatMap((line) => {
      const [tier = '', ...counts] = line.split(' ');
      return counts.flatMap((strength, i) => (i % 2 === 0 ? [`${tier}/${strength}`] : []));
    });
  const words = tiers.map(tierWords);
  expect(tiers.length).toBeGreaterThan(100);
  expect(tiers.filter((_, i) => words.indexOf(words[i] ?? '') !== i)).toEqual([]);
  expect(words.filter((said) => /[/_]/.test(said))).toEqual([]);
});
