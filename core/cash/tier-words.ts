import { tierSentence } from './line-sentence.ts';
import type { Strength } from './mention.ts';
import type { PayerRelation } from './payer.ts';
import type { TierName } from './tier-record.ts';

/**
 * A tier in so many words that no two read the same: what was found, how well the payer is known,
 * how the number was written, and what speaks against it.
 */
export function tierWords(tier: TierName): string {
  const [, doubts, , relation, strength] = tier.split('/');
  if (doubts === undefined) return tierSentence(tier);
  return [
    tierSentence(tier).replace(/\.$/, ''),
    wordsIn(PAYERS, relation),
    wordsIn(NUMBERS, strength),
    ...doubts.split('').map((letter) => wordsIn(DOUBTS, letter)),
  ]
    .filter((part) => part !== undefined)
    .join('; ')
    .concat('.');
}

function wordsIn(words: Readonly<Record<string, string>>, name = ''): string | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined;
}

const PAYERS: Readonly<Record<PayerRelation, string>> = {
  twice: 'payer known by two signs',
  known: 'payer known by one sign',
  named: 'payer named as we name them',
  similar: 'payer named much alike',
  group: 'payer of the same group',
  unknown: 'payer not recognised',
  other: 'payer known as somebody else',
};

const NUMBERS: Readonly<Record<Strength, string>> = {
  structured: 'reference with check digits',
  full: 'number in full',
  repaired: 'number with letters for digits',
  digits: 'number without its letters',
  counter: 'number without what all have',
  order: 'order number',
  tail: 'last digits only',
  shorthand: 'number in shorthand',
  mistyped: 'number with a wrong digit',
  cut: 'number cut off',
};

/** The letters of `tier-name.ts`. */
const DOUBTS: Readonly<Record<string, string>> = {
  a: 'something else fits as well',
  c: 'quotes what is settled',
  g: 'the difference is another item',
  i: 'quotes more of theirs',
  o: 'looks like money of another kind',
  p: 'may be paid in advance',
  r: 'the same came before',
  s: 'customers of several groups',
  t: 'text cut off',
  u: 'more numbers in the text',
  x: 'may fit by accident',
  y: 'easily fits by accident',
};
