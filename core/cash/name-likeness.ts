import type { CustomerId } from '../kernel/id.ts';
import { rememberedIn } from '../kernel/remembered.ts';
import type { CustomerNames, MatchingBooks } from './matching-books.ts';
import type { MatchingKnowledge } from './matching-knowledge.ts';
import { nameKeysOfWords } from './name-words.ts';
import type { ReadName } from './read-name.ts';

/** A customer whose name the payer's may be; 1 is the same words. */
export type NamedCustomer = { readonly customerId: CustomerId; readonly likeness: number };

const COMPARED_AT_MOST = 40;
/** Words of so many customers bring nobody nearer. */
const KEY_HELD_AT_MOST = 300;
const LIKE_AT_LEAST = 0.5;

/** Customers like this name, the likest first. Rare words weigh more than common ones. */
export const customersNamed: (payer: ReadName, books: MatchingBooks) => readonly NamedCustomer[] =
  rememberedIn(compare, ({ longWords }) => longWords.join(' '));

function compare(payer: ReadName, { names, knowledge }: MatchingBooks): readonly NamedCustomer[] {
  const found: NamedCustomer[] = [];
  for (const { id, name } of mostAlike(payer, names)) {
    const alike = likeness(payer, name, { knowledge });
    if (alike >= LIKE_AT_LEAST) found.push({ customerId: id, likeness: alike });
  }
  return found.toSorted(
    (a, b) => b.likeness - a.likeness || (a.customerId < b.customerId ? -1 : 1),
  );
}

/** Those who share most of the payer's keys, rare ones counting more: worth a closer look. */
function mostAlike(payer: ReadName, names: CustomerNames): CustomerNames['all'] {
  const weights = new Map<number, number>();
  for (const key of nameKeysOfWords(payer.longWords)) {
    const held = names.byKey.get(key);
    if (!held || held.length > KEY_HELD_AT_MOST) continue;
    const weight = (key.includes('-') ? 0.4 : 1) / held.length ** 0.5;
    for (const place of held) weights.set(place, (weights.get(place) ?? 0) + weight);
  }
  return heaviest(weights, names.all);
}

/** Of thousands, all but a few are far below: the best are kept in order as they come. */
function heaviest(
  weights: ReadonlyMap<number, number>,
  all: CustomerNames['all'],
): CustomerNames['all'] {
  const best: { weight: number; customer: CustomerNames['all'][number] }[] = [];
  for (const [place, weight] of weights) {
    const least = best.at(-1);
    if (best.length === COMPARED_AT_MOST && least && weight < least.weight) continue;
    const customer = all[place];
    if (!customer) continue;
    let at = best.length;
    while (at > 0) {
      const above = best[at - 1];
      if (!above || above.weight > weight) break;
      if (above.weight === weight && above.customer.id < customer.id) break;
      at--;
    }
    if (at >= COMPARED_AT_MOST) continue;
    best.splice(at, 0, { weight, customer });
    if (best.length > COMPARED_AT_MOST) best.pop();
  }
  return best.map(({ customer }) => customer);
}

/** The words of a customer's name with their weights. */
type Weighed = {
  readonly words: readonly { word: string; weight: number }[];
  readonly sum: number;
};

const weighed = rememberedIn(({ longWords }: ReadName, knowledge: MatchingKnowledge): Weighed => {
  const words = longWords.map((word) => ({ word, weight: rarity(word, knowledge) }));
  return { words, sum: words.reduce((sum, { weight }) => sum + weight, 0) };
});

/** How much of the customer's name, weighed by rarity, stands in the payer's. */
export function likeness(
  payer: ReadName,
  customer: ReadName,
  { knowledge }: Pick<MatchingBooks, 'knowledge'>,
): number {
  const theirs = weighed(customer, knowledge);
  const ours = payer.longWords;
  if (theirs.sum === 0) return 0;
  let found = 0;
  let used = 0;
  for (const { word, weight } of theirs.words) {
    const best = bestOf(ours, word);
    found += weight * best;
    if (best > 0.5) used += 1;
  }
  // What the payer says beyond the customer's name speaks a little against it.
  const surplus = ours.length === 0 ? 0 : Math.max(0, ours.length - used) / ours.length;
  const joined = used === theirs.words.length ? 0 : joinedLikeness(payer, customer);
  return Math.max(found / theirs.sum - 0.15 * surplus, joined);
}

function rarity(word: string, { nameWords }: MatchingKnowledge): number {
  const { customers, customersWith } = nameWords;
  return Math.log((customers + 2) / ((customersWith.get(word) ?? 0) + 1)) + 0.3;
}

function bestOf(payer: readonly string[], word: string): number {
  let best = 0;
  for (const one of payer) {
    if (one === word) return 1;
    const alike = likeWord(one, word);
    if (alike > best) best = alike;
  }
  return best;
}

/** How surely a word is another one that is cut off, mistyped or abbreviated. */
function likeWord(payer: string, customer: string): number {
  const shorter = Math.min(payer.length, customer.length);
  if (shorter >= 3 && customer.startsWith(payer)) return 0.92;
  if (shorter >= 4 && payer.startsWith(customer)) return 0.85;
  if (shorter >= 4 && isOneEditApart(payer, customer)) return 0.9;
  if (payer.length >= 2 && isAbbreviation(payer, customer)) return 0.7;
  if (payer.length >= 6 && isOneEditApart(payer, customer.slice(0, payer.length))) return 0.8;
  return 0;
}

/** One letter more, less, other, or two neighbours swapped. */
export function isOneEditApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  let [endA, endB] = [a.length - 1, b.length - 1];
  while (endA >= i && endB >= i && a[endA] === b[endB]) {
    endA--;
    endB--;
  }
  const [leftA, leftB] = [endA - i + 1, endB - i + 1];
  if (leftA <= 1 && leftB <= 1) return true;
  return leftA === 2 && leftB === 2 && a[i] === b[i + 1] && a[i + 1] === b[i];
}

/** HLDG for HOLDING, SVCS for SERVICES: its letters in order, from the first. */
function isAbbreviation(short: string, long: string): boolean {
  if (short.length >= long.length || short[0] !== long[0] || short.length < 3) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

const JOINED_AT_LEAST = 0.85;

/** For words that were parted in the wrong place: the share of pairs of letters that both have. */
function joinedLikeness(payer: ReadName, customer: ReadName): number {
  const [a, b] = [payer.letterPairs, customer.letterPairs];
  const all = a.length + b.length;
  if (a.length < 6 || b.length < 6 || 2 * Math.min(a.length, b.length) < JOINED_AT_LEAST * all)
    return 0;
  const unlikeAtMost = all * (1 - JOINED_AT_LEAST);
  let i = 0;
  let j = 0;
  let same = 0;
  while (i < a.length && j < b.length && i + j - 2 * same <= unlikeAtMost) {
    const one = a[i] ?? 0;
    const other = b[j] ?? 0;
    if (one === other) same++;
    if (one <= other) i++;
    if (other <= one) j++;
  }
  const dice = (2 * same) / all;
  return dice >= JOINED_AT_LEAST ? dice * 0.95 : 0;
}
