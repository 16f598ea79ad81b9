import { companyWords } from './payer-name.ts';

/** Under this a payer's name is remembered: '' for a name of legal forms only. */
export function payerKey(name: string): string {
  return keyOfWords(nameWordsOf(name));
}

/** The same of a name whose words are known. */
export function keyOfWords(words: readonly string[]): string {
  return words.toSorted().join(' ');
}

/**
 * The words of a company's name that may tell it from others, without legal forms. Spellings of one
 * letter are the same: Möller is Moeller and Moller, Skovgård is Skovgaard.
 */
export function nameWordsOf(name: string): string[] {
  return [...new Set(companyWords(name).map(oneSpelling))];
}

function oneSpelling(word: string): string {
  return word
    .replaceAll(/[ØÆŁĐÞ]/g, (letter) => OTHER_LETTERS[letter] ?? letter)
    .replaceAll(/A[EA]/g, 'A')
    .replaceAll(/([OU])E/g, '$1');
}

const OTHER_LETTERS: Readonly<Record<string, string>> = { Ø: 'O', Æ: 'A', Ł: 'L', Đ: 'D', Þ: 'TH' };

const KEY_LETTERS = 4;
const PAIRED_WORDS_AT_MOST = 6;

/**
 * The keys by which a customer is found although its name is cut off, mistyped or partly left out:
 * every word, the first and the last letters of longer ones, and every two words together, because
 * two common words are seldom in the same name. Stored for every customer.
 */
export function nameKeysOf(name: string): string[] {
  return nameKeysOfWords(nameWordsOf(name).filter(({ length }) => length > 1));
}

/** The same of the words that are more than an initial. */
export function nameKeysOfWords(words: readonly string[]): string[] {
  const keys = new Set<string>();
  for (const word of words) {
    keys.add(word);
    if (word.length <= KEY_LETTERS) continue;
    keys.add(`${word.slice(0, KEY_LETTERS)}-`);
    keys.add(`-${word.slice(-KEY_LETTERS)}`);
  }
  const paired = words.slice(0, PAIRED_WORDS_AT_MOST).toSorted();
  for (const [i, first] of paired.entries())
    for (const second of paired.slice(i + 1)) keys.add(`${first} ${second}`);
  return [...keys];
}
