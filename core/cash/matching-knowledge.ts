import type { CustomerId } from '../kernel/id.ts';
import type { TierName, TierRecord } from './tier-record.ts';

/**
 * What matching has learnt about one tenant. It may be cut down to what the lines at hand ask for
 * (`WantedKeys`): an entry that no line wants changes nothing.
 */
export type MatchingKnowledge = {
  /** How the selling companies number what they send; `learnSeries` makes it from references. */
  readonly series: readonly NumberSeries[];
  readonly nameWords: NameWords;
  /** By `accountKey`: from which account which customers were confirmed to have paid. */
  readonly accounts: ReadonlyMap<string, readonly KnownPayer[]>;
  /** By `payerKey` of the name that the bank shows: aliases, parents, factoring companies. */
  readonly payers: ReadonlyMap<string, readonly KnownPayer[]>;
  readonly habits: ReadonlyMap<CustomerId, PayingHabit>;
  /** By `payerKey`: how often money of this payer was said to be no receivable of ours. */
  readonly strangers: ReadonlyMap<string, number>;
  /** By word in capitals: how often it stood in texts of receivables, and of other money. */
  readonly words: ReadonlyMap<string, WordRecord>;
  /** What this tenant has confirmed; a tier without an entry has only its shipped record. */
  readonly tiers: ReadonlyMap<TierName, TierRecord>;
  /** Of 1: a tier applies by itself only while it is expected to be right as often as this. */
  readonly target: number;
};

/** A payer who was confirmed, or refused, as this customer's. */
export type KnownPayer = {
  readonly customerId: CustomerId;
  readonly confirmed: number;
  readonly refused: number;
};

/**
 * Numbers of one shape. 'RE-2026-0035270' has the shape 'RE-9999-9999999'; the last run of digits
 * counts up, the one before it is a year.
 */
export type NumberSeries = {
  /** The reference with every digit as 9. */
  readonly shape: string;
  /** Runs of digits in order, with what they mean. */
  readonly runs: readonly NumberRun[];
  /** Digits at the beginning of the counting run that all its numbers share: '9076' of 90766695. */
  readonly fixedDigits: string;
  readonly lowest: number;
  readonly highest: number;
  readonly count: number;
};

export type NumberRun = 'counter' | 'year' | 'month' | 'year_month' | 'fixed';

/** In how many customers' names each word stands. */
export type NameWords = {
  readonly customers: number;
  /** By word as `nameWordsOf` gives them. */
  readonly customersWith: ReadonlyMap<string, number>;
};

/** How a customer usually pays, counted over confirmed payments. */
export type PayingHabit = {
  readonly payments: number;
  /** Payments that quoted nothing of ours. */
  readonly withoutReference: number;
  /** Payments of more than one item. */
  readonly several: number;
  /** Payments of everything of one month, of everything due, of everything open. */
  readonly wholeMonth: number;
  readonly everythingDue: number;
  readonly everythingOpen: number;
};

export type WordRecord = { readonly receivable: number; readonly other: number };

/** A tenant of whom nothing is known yet. */
export function nothingLearnt(target: number): MatchingKnowledge {
  return {
    series: [],
    nameWords: { customers: 0, customersWith: new Map() },
    accounts: new Map(),
    payers: new Map(),
    habits: new Map(),
    strangers: new Map(),
    words: new Map(),
    tiers: new Map(),
    target,
  };
}
