import type { Money } from '../kernel/money.ts';
import { checkedPayloads, creditorReferenceBody } from './check-digits.ts';
import type { LineToMatch } from './line-to-match.ts';
import { nameKeysOfWords } from './name-words.ts';
import type { Span } from './span.ts';

/**
 * By what the candidates of some lines are found, so that nobody has to load a whole ledger. What is
 * found by them tells more customers (of the items, accounts and names), and the open items and
 * credit notes of all these and their groups are the second and last round.
 */
export type WantedKeys = {
  /** Equal to `referenceKey` of an item or a credit note, settled ones included. */
  readonly references: ReadonlySet<string>;
  /** Among `numberKeysOf` of an item or a credit note, settled ones included. */
  readonly numbers: ReadonlySet<string>;
  /** Equal to `referenceKey` of an item's order reference. */
  readonly orders: ReadonlySet<string>;
  /** Equal to `referenceKey` of a customer's number. */
  readonly customerNumbers: ReadonlySet<string>;
  /** `accountKey` of the payers' accounts: for `MatchingKnowledge.accounts`. */
  readonly accounts: ReadonlySet<string>;
  /** `payerKey` of the payers' names: for `MatchingKnowledge.payers` and `strangers`. */
  readonly payers: ReadonlySet<string>;
};

/** A key that more items or customers have than this says nothing, and need not be followed. */
export const KEY_TOO_COMMON = 50;
/** How many items of one amount are worth fetching: two already are not unique. */
export const ALIKE_AT_MOST = 5;
/** Shorter ones (invoice 12) appear by accident; they count only for a payer we know. */
export const SHORT_KEY_LENGTH = 5;
/** Numbers of fewer digits are in too many texts to be looked up. */
export const NUMBER_LENGTH = 4;
/** Fewer digits pass some check by accident, unless they stand where payment references belong. */
export const CHECKED_DIGITS_MIN = 12;
const STRUCTURED_DIGITS_MIN = 6;

/** What the lines themselves name. */
export function wantedKeys(lines: readonly LineToMatch[]): WantedKeys {
  const wanted = {
    references: new Set<string>(),
    numbers: new Set<string>(),
    orders: new Set<string>(),
    customerNumbers: new Set<string>(),
    accounts: new Set<string>(),
    payers: new Set<string>(),
  };
  for (const { texts, payers, payerAccount } of lines) {
    if (payerAccount) wanted.accounts.add(payerAccount);
    for (const { key } of payers) wanted.payers.add(key);
    for (const text of texts) {
      const payloadFrom = text.where === 'structured' ? STRUCTURED_DIGITS_MIN : CHECKED_DIGITS_MIN;
      addKeysOf(text.spans, wanted, payloadFrom);
      addKeysOf(text.repairedSpans, wanted, payloadFrom);
    }
  }
  return wanted;
}

/** Among `nameKeysOf` of the names of customers whom the payers may be. */
export function wantedNameKeys(lines: readonly LineToMatch[]): Set<string> {
  const keys = new Set<string>();
  for (const { payers } of lines)
    for (const { longWords } of payers) for (const key of nameKeysOfWords(longWords)) keys.add(key);
  return keys;
}

/** Exactly the open amount of an item; a few of each are enough (`ALIKE_AT_MOST`). */
export function wantedAmounts(lines: readonly LineToMatch[]): Money[] {
  const amounts = new Map(
    lines.map(({ amount }) => [`${amount.minor} ${amount.currency}`, amount]),
  );
  return [...amounts.values()];
}

type Keys = Record<'references' | 'numbers' | 'orders' | 'customerNumbers', Set<string>>;

function addKeysOf(
  spans: readonly Span[],
  { references, numbers, orders, customerNumbers }: Keys,
  payloadFrom: number,
): void {
  for (const { key, digits, number, hasLetters } of spans) {
    if (key.length >= SHORT_KEY_LENGTH || hasLetters) references.add(key);
    const body = hasLetters ? creditorReferenceBody(key) : undefined;
    if (body !== undefined) references.add(body);
    if (digits.length < NUMBER_LENGTH) continue;
    numbers.add(number);
    if (!hasLetters) {
      orders.add(digits);
      customerNumbers.add(digits);
    } else orders.add(key);
    if (digits.length >= payloadFrom && digits.length <= 32) addPayloads(digits, numbers);
  }
}

/** Of a payment reference, what remains when its check digits and a customer's number are taken off. */
function addPayloads(digits: string, numbers: Set<string>): void {
  for (const payload of checkedPayloads(digits)) {
    for (let length = NUMBER_LENGTH; length <= Math.min(12, payload.length); length++)
      numbers.add(payload.slice(-length).replace(/^0+/, ''));
  }
}
