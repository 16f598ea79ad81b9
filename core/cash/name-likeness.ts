import type { CustomerId } from '../kernel/id.ts';
import type { MatchingBooks } from './matching-books.ts';
import { nameKeysOf, nameWordsOf } from './name-words.ts';

/** A customer whose name the payer's may be; 1 is the same words. */
export type NamedCustomer = { readonly customerId: CustomerId; readonly likeness: number };

const COMPARED_AT_MOST = 40;
/** Words of so many customers bring nobody nearer. */
const KEY_HELD_AT_MOST = 300;
const LIKE_AT_LEAST = 0.5;

/** Customers like this name, the likest first. Rare words weigh more than common ones. */
export function customersNamed(name: string, books: MatchingBooks): readonly NamedCustomer[] {
  const known = books.names.found.get(name);
  if (known) return known as readonly NamedCustomer[];
  const found = compare(name, books);
  books.names.found.set(name, found);
  return found;
}

function compare(name: string, books: MatchingBooks): NamedCustomer[] {
  const words = nameWordsOf(name).filter((word) => word.length > 1);
  if (words.length === 0) return [];
  const weights = new Map<CustomerId, number>();
  for (const key of nameKeysOf(name)) {
    const held = books.names.byKey.get(key) ?? [];
    if (held.length === 0 || held.length > KEY_HELD_AT_MOST) continue;
    const weight = key.includes('-') ? 0.4 / held.length ** 0.5 : 1 / held.length ** 0.5;
    for (const id of held) weights.set(id, (weights.get(id) ?? 0) + weight);
  }
  return [...weights]
    .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, COMPARED_AT_MOST)
    .map(([customerId]) => ({
      customerId,
      likeness: likeness(words, books.names.words.get(customerId) ?? [], books),
    }))
    .filter((one) => one.likeness >= LIKE_AT_LEAST)
    .toSorted((a, b) => b.likeness - a.likeness || (a.customerId < b.customerId ? -1 : 1));
}

/** How much of the customer's name, weighed by rarity, stands in the payer's. */
export function likeness(
  payer: readonly string[],
  customer: readonly string[],
  books: Pick<MatchingBooks, 'knowledge'>,
): number {
  const theirs = customer.filter((word) => word.length > 1);
  if (theirs.length === 0) return 0;
  let wanted = 0;
  let found = 0;
  let used = 0;
  let spare = payer.length;
  for (const word of theirs) {
    const weight = rarity(word, books);
    wanted += weight;
    const best = Math.max(0, ...payer.map((one) => sameWord(one, word)));
    found += weight * best;
    if (best > 0.5) {
      used += 1;
      spare -= 1;
    }
  }
  const words = found / wanted;
  // What the payer says beyond the customer's name speaks a little against it.
  const surplus = payer.length === 0 ? 0 : Math.max(0, spare) / payer.length;
  const joined = used === theirs.length ? 0 : joinedLikeness(payer, theirs);
  return Math.max(words - 0.15 * surplus, joined);
}

function rarity(word: string, { knowledge }: Pick<MatchingBooks, 'knowledge'>): number {
  const { customers, customersWith } = knowledge.nameWords;
  return Math.log((customers + 2) / ((customersWith.get(word) ?? 0) + 1)) + 0.3;
}

/** 1 the same, less for a word that is cut off, mistyped or abbreviated. */
function sameWord(payer: string, customer: string): number {
  if (payer === customer) return 1;
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

/** For words that were parted in the wrong place: pairs of letters of the whole. */
function joinedLikeness(payer: readonly string[], customer: readonly string[]): number {
  const [a, b] = [pairs(payer.join('')), pairs(customer.join(''))];
  if (a.length < 6 || b.length < 6) return 0;
  const left = new Map<string, number>();
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1);
  let same = 0;
  for (const pair of b) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    same++;
  }
  const dice = (2 * same) / (a.length + b.length);
  return dice >= 0.85 ? dice * 0.95 : 0;
}

function pairs(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}
