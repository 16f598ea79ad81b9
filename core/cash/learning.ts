import { accountKey } from '../customers/account-key.ts';
import type { CustomerId } from '../kernel/id.ts';
import { referenceKey } from '../ledger/reference.ts';
import type { PossiblePayer } from './candidates.ts';
import type {
  KnownPayer,
  MatchingKnowledge,
  NameWords,
  PayingHabit,
  WordRecord,
} from './matching-knowledge.ts';
import { nameWordsOf, payerKey } from './name-words.ts';
import { learnSeries } from './number-series.ts';
import { runsOf } from './text-runs.ts';

/** A payment of which people have said whose it was and what it paid. */
export type ConfirmedPayment = {
  readonly payerNames: readonly string[];
  readonly payerAccount: string | undefined;
  readonly text: string;
  /** Empty: it was no receivable of ours. */
  readonly customerIds: readonly CustomerId[];
  readonly references: readonly string[];
};

export type LearntFrom = {
  /** Numbers of ours, open and settled. */
  readonly references: Iterable<string>;
  readonly customers: readonly PossiblePayer[];
  /** Accounts that are known without any payment. */
  readonly accounts: readonly { readonly account: string; readonly customerId: CustomerId }[];
  readonly payments: readonly ConfirmedPayment[];
  readonly target: number;
};

/** All that earlier payments teach at once; the server learns the same one by one. */
export function learn(from: LearntFrom): MatchingKnowledge {
  const accounts = new Map<string, KnownPayer[]>();
  const payers = new Map<string, KnownPayer[]>();
  const habits = new Map<CustomerId, PayingHabit>();
  const strangers = new Map<string, number>();
  const words = new Map<string, WordRecord>();
  for (const { account, customerId } of from.accounts) {
    const key = accountKey(account);
    if (key) confirm(accounts, key, customerId);
  }
  for (const payment of from.payments) {
    const key = accountKey(payment.payerAccount);
    for (const customerId of payment.customerIds) {
      if (key) confirm(accounts, key, customerId);
      for (const name of payment.payerNames) confirm(payers, payerKey(name), customerId);
      habits.set(customerId, withPayment(habits.get(customerId), payment));
    }
    if (payment.customerIds.length === 0)
      for (const name of payment.payerNames)
        strangers.set(payerKey(name), (strangers.get(payerKey(name)) ?? 0) + 1);
    countWords(words, payment);
  }
  payers.delete('');
  return {
    series: learnSeries(from.references),
    nameWords: countNameWords(from.customers),
    accounts,
    payers,
    habits,
    strangers,
    words,
    tiers: new Map(),
    target: from.target,
  };
}

function confirm(known: Map<string, KnownPayer[]>, key: string, customerId: CustomerId): void {
  const before = known.get(key) ?? [];
  const theirs = before.find((one) => one.customerId === customerId);
  const now = {
    customerId,
    confirmed: (theirs?.confirmed ?? 0) + 1,
    refused: theirs?.refused ?? 0,
  };
  known.set(key, [...before.filter((one) => one !== theirs), now]);
}

export function countNameWords(customers: readonly PossiblePayer[]): NameWords {
  const customersWith = new Map<string, number>();
  for (const { name } of customers)
    for (const word of nameWordsOf(name))
      customersWith.set(word, (customersWith.get(word) ?? 0) + 1);
  return { customers: customers.length, customersWith };
}

const NO_HABIT: PayingHabit = {
  payments: 0,
  withoutReference: 0,
  several: 0,
  wholeMonth: 0,
  everythingDue: 0,
  everythingOpen: 0,
};

function withPayment(habit: PayingHabit = NO_HABIT, payment: ConfirmedPayment): PayingHabit {
  const text = referenceKey(payment.text);
  const isQuoted = payment.references.some((reference) => {
    const digits = (reference.match(/\d+/g) ?? []).toSorted((a, b) => b.length - a.length)[0] ?? '';
    return text.includes(digits.slice(-4));
  });
  return {
    ...habit,
    payments: habit.payments + 1,
    withoutReference: habit.withoutReference + (isQuoted ? 0 : 1),
    several: habit.several + (payment.references.length > 1 ? 1 : 0),
  };
}

function countWords(words: Map<string, WordRecord>, { text, customerIds }: ConfirmedPayment): void {
  const isReceivable = customerIds.length > 0;
  for (const { text: word, isDigits } of runsOf(text)) {
    if (isDigits || word.length < 3) continue;
    const { receivable, other } = words.get(word) ?? { receivable: 0, other: 0 };
    words.set(word, {
      receivable: receivable + (isReceivable ? 1 : 0),
      other: other + (isReceivable ? 0 : 1),
    });
  }
}
