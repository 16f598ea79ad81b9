import { companyWords } from './payer-name.ts';

/** Under this a payer's name is remembered: '' for a name of legal forms only. */
export function payerKey(name: string): string {
  return nameWordsOf(name).toSorted().join(' ');
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

/**
 * The keys by which a customer is found although its name is cut off, mistyped or partly left out:
 * every word, and the first and the last letters of longer ones. Stored for every customer.
 */
export function nameKeysOf(name: string): string[] {
  const keys = new Set<string>();
  for (const word of nameWordsOf(name)) {
    if (word.length < 2) continue;
    keys.add(word);
    if (word.length <= KEY_LETTERS) continue;
    keys.add(`${word.slice(0, KEY_LETTERS)}-`);
    keys.add(`-${word.slice(-KEY_LETTERS)}`);
  }
  return [...keys];
}
