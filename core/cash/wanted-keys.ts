import type { CustomerId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';

/**
 * By what the candidates of some lines are found, so that nobody has to load a whole ledger.
 * Candidates are fetched in two rounds: the keys of the texts first; then, for the lines that these
 * do not explain (`linesLeft`), payers, amounts and the customers of what was found.
 */
export type WantedKeys = {
  /** Equal to `referenceKey` of an item or a credit note, settled ones included. */
  readonly references: ReadonlySet<string>;
  /** Among `numberKeysOf` of an item or a credit note, settled ones included. */
  readonly numbers: ReadonlySet<string>;
  /** Equal to `referenceKey` of an item's order reference. */
  readonly orders: ReadonlySet<string>;
  /** Customer numbers as they are quoted: digits without leading zeros. */
  readonly customerNumbers: ReadonlySet<string>;
  /** `accountKey` of the payers' accounts: for `MatchingKnowledge.accounts`. */
  readonly accounts: ReadonlySet<string>;
  /** `payerKey` of the payers' names: for `MatchingKnowledge.payers` and `strangers`. */
  readonly payers: ReadonlySet<string>;
  /** Among `nameKeysOf` of a customer's name. */
  readonly nameKeys: ReadonlySet<string>;
  /** Exactly the open amount of an item; a few of each are enough (`ALIKE_AT_MOST`). */
  readonly amounts: readonly Money[];
  /** Whose open items and credit notes are wanted, with all of their groups. */
  readonly customers: ReadonlySet<CustomerId>;
};

/** A key that more items or customers have than this says nothing, and need not be followed. */
export const KEY_TOO_COMMON = 50;
/** How many items of one amount are worth fetching: two already are not unique. */
export const ALIKE_AT_MOST = 5;
