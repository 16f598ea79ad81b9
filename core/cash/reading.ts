import type { CustomerId } from '../kernel/id.ts';
import { type LineToMatch } from './line-to-match.ts';
import { doubtsOf, lineDoubts, type LineDoubts } from './doubts.ts';
import { customersOf, isGood, weakest, type Hypothesis, type Question } from './hypothesis.ts';
import {
  groupMembers,
  openOfAmount,
  openOfCustomers,
  type MatchingBooks,
  type Quotable,
} from './matching-books.ts';
import { fitOf } from './amount-fit.ts';
import { ALIKE_AT_MOST } from './wanted-keys.ts';
import { isWeak, type Mention, type Strength } from './mention.ts';
import { payerHypotheses } from './payer-hypotheses.ts';
import { usualStatement } from './paying-habit.ts';
import { payerOf, relationTo, type Payer, type PayerRelation } from './payer.ts';
import { quotedHypotheses } from './quoted-hypotheses.ts';
import { mentionsOf } from './quoted-number.ts';
import { shippedPrecision } from './shipped-tiers.ts';
import { statedAmounts } from './stated-amount.ts';
import { tierNameOf, type Doubts } from './tier-name.ts';
import type { TierName } from './tier-record.ts';
import { weakMentionsOf } from './weak-number.ts';

/** A hypothesis with all that its tier is made of. */
export type JudgedHypothesis = {
  readonly hypothesis: Hypothesis;
  readonly tier: TierName;
  readonly relation: PayerRelation;
  readonly doubts: Doubts;
  readonly payer: Payer;
};

/** All that can be made of a line, the likeliest hypothesis first. */
export type Reading = {
  readonly payer: Payer;
  readonly hypotheses: readonly JudgedHypothesis[];
  readonly lineDoubts: LineDoubts;
};

export function readLine(line: LineToMatch, books: MatchingBooks): Reading {
  const payer = payerOf(line, books);
  const surest = narrowed(withTheirNotes(mentionsOf(line, books), payer), payer, line, books);
  const quoted = new Set(surest.flatMap(({ meant }) => (meant.length === 1 ? meant : [])));
  const weak = weakMentionsOf(line, books, concerned(payer, surest), surest)
    .map((one) => preferred(one, payer, line))
    // Beside the invoice number, an order number or one that is like it says nothing more.
    .filter(
      ({ strength, meant }) =>
        !SAYS_IT_AGAIN.has(strength) || !meant.some((one) => quoted.has(one)),
    );
  const mentions = inTextOrder(line, [...surest, ...weak]);
  const open = mentions.filter(({ meant }) => meant.some(({ left }) => left !== 0n));
  const ofLine = lineDoubts(line, mentions, open, books);

  const same = open.filter(({ meant }) => meant.some((one) => isSameCurrency(one, line)));
  const isForeign = open.length > 0 && same.length === 0;
  const question = questionOf(line);
  const found = [
    ...hypothesesOf(same, payer, question, books),
    ...(isForeign ? foreignHypotheses(open, question) : originalAmounts(payer, question, books)),
  ];
  const judged = found.map((hypothesis): JudgedHypothesis => {
    const relation = relationTo(customersOf(hypothesis.items), payer, books);
    const doubts = doubtsOf(hypothesis, relation, { line, payer, mentions, ofLine }, books);
    const tier = tierNameOf(hypothesis, relation, doubts);
    return { hypothesis, tier, relation, doubts, payer };
  });
  return { payer, hypotheses: bestFirst(judged), lineDoubts: ofLine };
}

const SAYS_IT_AGAIN: ReadonlySet<Strength> = new Set(['order', 'mistyped']);

export function questionOf(line: LineToMatch): Question {
  const texts = line.texts.filter(({ where }) => where !== 'end_to_end');
  return {
    line,
    stated: texts.flatMap(({ text }) => statedAmounts(text)),
    days: new Set(texts.flatMap(({ days }) => days.map(({ day }) => day))),
  };
}

function hypothesesOf(
  mentions: readonly Mention[],
  payer: Payer,
  question: Question,
  books: MatchingBooks,
): Hypothesis[] {
  const { currency } = question.line.amount;
  const quotedCustomers = customersOf(mentions.flatMap(({ meant }) => meant));
  const owed = openOfCustomers(books, quotedCustomers, currency);
  const found = quotedHypotheses(mentions, owed, question);
  if (found.some(({ fit, alike }) => isGood(fit) && alike === 1)) return found;
  for (const id of payer.likely.slice(0, 8))
    found.push(
      ...payerHypotheses(
        openOfCustomers(books, [id], currency),
        question,
        usualStatement(books.knowledge.habits.get(id)),
      ),
    );
  if (!found.some(({ fit }) => isGood(fit))) {
    for (const group of groupsOf(payer, books))
      found.push(...payerHypotheses(openOfCustomers(books, group, currency), question));
  }
  if (found.length === 0) found.push(...byAmountAlone(question, books));
  return withoutRepeats(found);
}

/** Nothing tells who has paid: whoever owes exactly this is worth showing, and no more. */
function byAmountAlone(question: Question, books: MatchingBooks): Hypothesis[] {
  const { line, stated } = question;
  const items = openOfAmount(books, line.amount)
    .filter(({ isCreditNote }) => !isCreditNote)
    .toSorted((a, b) => a.place - b.place)
    .slice(0, ALIKE_AT_MOST);
  return items.map((item) => ({
    source: 'amount',
    items: [item],
    fit: fitOf([item], line, stated),
    strength: 'none',
    mentions: [],
    alike: items.length,
  }));
}

function groupsOf(payer: Payer, books: MatchingBooks): (readonly CustomerId[])[] {
  const groups = new Map(
    payer.likely
      .slice(0, 4)
      .map((id) => [books.customers.get(id)?.groupId, groupMembers(books, id)]),
  );
  const together = payer.likely.length > 1 ? [payer.likely] : [];
  return [...together, ...[...groups.values()].filter((group) => group.length > 1)];
}

function withoutRepeats(found: readonly Hypothesis[]): Hypothesis[] {
  const seen = new Set<string>();
  return found.filter(({ items }) => {
    const key = items
      .map(({ id }) => id)
      .toSorted()
      .join();
    return !seen.has(key) && seen.add(key);
  });
}

/** Items that are quoted and owed in another currency. */
function foreignHypotheses(mentions: readonly Mention[], { line }: Question): Hypothesis[] {
  const items = mentions.flatMap(({ meant }) => meant.filter(({ left }) => left > 0n).slice(0, 1));
  return items.length === 0 ? [] : [inOtherCurrency(items, mentions, line)];
}

/** The bank says which amount it has changed, and the payer owes exactly that. */
function originalAmounts(payer: Payer, { line, stated }: Question, books: MatchingBooks) {
  return stated.flatMap(({ minor, currency }) => {
    if (currency === undefined || currency === line.amount.currency) return [];
    const owed = openOfCustomers(books, payer.likely, currency as typeof line.amount.currency);
    const items = owed.between(minor, minor);
    return items.length === 1 ? [inOtherCurrency(items, [], line)] : [];
  });
}

function inOtherCurrency(
  items: readonly Quotable[],
  mentions: readonly Mention[],
  line: LineToMatch,
): Hypothesis {
  const fit = { kind: 'short' as const, gap: 0n, cash: [line.amount.minor], isUsualFee: false };
  return { source: 'other_currency', items, fit, strength: weakest(mentions), mentions, alike: 1 };
}

/**
 * A credit note counts for the customers whom the line concerns otherwise. Others of that number may
 * stand in the books, or not, by what the other lines of a file pay.
 */
function withTheirNotes(mentions: readonly Mention[], payer: Payer): Mention[] {
  const quoted = mentions.flatMap(({ meant }) => meant.filter((one) => !one.isCreditNote));
  const theirs = new Set([...payer.circle, ...customersOf(quoted)]);
  return mentions.flatMap((mention) => {
    const meant = mention.meant.filter((one) => !one.isCreditNote || theirs.has(one.customerId));
    return meant.length === 0 ? [] : [{ ...mention, meant }];
  });
}

/** Numbers that several customers have are the payer's, when one of them is. */
function narrowed(
  mentions: readonly Mention[],
  payer: Payer,
  line: LineToMatch,
  books: MatchingBooks,
): Mention[] {
  return mentions
    .map((mention) => preferred(mention, payer, line))
    .filter(({ strength, meant }) => {
      if (strength !== 'counter') return true;
      if (meant.some(({ customerId }) => payer.circle.has(customerId))) return true;
      // A short run of digits of somebody else's number says nothing.
      const isLong = meant.every(({ number }) => number.counter.length >= 5);
      return isLong && (payer.likely.length === 0 || books.customers.size === 0);
    });
}

function preferred(mention: Mention, payer: Payer, line: LineToMatch): Mention {
  if (mention.meant.length < 2) return mention;
  let { meant } = mention;
  for (const test of [
    (one: Quotable) => payer.circle.has(one.customerId),
    (one: Quotable) => one.left !== 0n,
    (one: Quotable) => isSameCurrency(one, line),
  ]) {
    const better = meant.filter((one) => test(one));
    if (better.length > 0) meant = better;
  }
  return { ...mention, meant };
}

function isSameCurrency({ currency }: Quotable, line: LineToMatch): boolean {
  return currency === line.amount.currency;
}

function concerned(payer: Payer, mentions: readonly Mention[]): Set<CustomerId> {
  const quoted = mentions.filter((one) => !isWeak(one) && one.strength !== 'counter');
  return new Set([...payer.circle, ...customersOf(quoted.flatMap(({ meant }) => meant))]);
}

function inTextOrder(line: LineToMatch, mentions: readonly Mention[]): Mention[] {
  const order = new Map(line.texts.map(({ where }, i) => [where, i]));
  return mentions.toSorted(
    (a, b) => (order.get(a.where) ?? 0) - (order.get(b.where) ?? 0) || a.from - b.from,
  );
}

/** By the precision of their tiers; what is found first stays first among equals. */
function bestFirst(judged: readonly JudgedHypothesis[]): JudgedHypothesis[] {
  const precision = new Map(judged.map((one) => [one, shippedPrecision(one.tier).precision]));
  return judged.toSorted((a, b) => (precision.get(b) ?? 0) - (precision.get(a) ?? 0));
}
