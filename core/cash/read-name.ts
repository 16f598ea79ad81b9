import type { CustomerId } from '../kernel/id.ts';
import { keyOfWords, nameWordsOf } from './name-words.ts';

/** The name of a payer or of a customer, read once however often it is compared. */
export class ReadName {
  readonly name: string;
  /** As `nameWordsOf` gives them. */
  readonly words: readonly string[];
  /** Those that are more than an initial. */
  readonly longWords: readonly string[];
  #key: string | undefined;
  #letterPairs: Uint32Array | undefined;

  constructor(name: string) {
    this.name = name;
    this.words = nameWordsOf(name);
    const isLong = ({ length }: string) => length > 1;
    this.longWords = this.words.every(isLong) ? this.words : this.words.filter(isLong);
  }

  /** As `payerKey` gives it. */
  get key(): string {
    return (this.#key ??= keyOfWords(this.words));
  }

  /** Every two neighbouring letters of the name without its blanks, in order of their codes. */
  get letterPairs(): Uint32Array {
    return (this.#letterPairs ??= letterPairs(this.longWords.join('')));
  }
}

/** The names of customers, each read once. */
export function readNames(
  customers: Iterable<{ readonly id: CustomerId; readonly name: string }>,
): Map<CustomerId, ReadName> {
  const names = new Map<CustomerId, ReadName>();
  for (const { id, name } of customers) names.set(id, new ReadName(name));
  return names;
}

function letterPairs(letters: string): Uint32Array {
  const pairs = new Uint32Array(Math.max(0, letters.length - 1));
  for (let i = 0; i < pairs.length; i++)
    pairs[i] = letters.charCodeAt(i) * 0x1_00_00 + letters.charCodeAt(i + 1);
  return pairs.toSorted();
}
