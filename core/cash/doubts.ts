import { daysBetween, type Day } from '../kernel/day.ts';
import { asked } from './amount-fit.ts';
import { groupOf } from './concerned.ts';
import type { Payer, PayerRelation } from './payer.ts';
import type { Hypothesis } from './hypothesis.ts';
import { customersOf } from './hypothesis.ts';
import type { LineToMatch } from './line-to-match.ts';
import { referenceKey } from '../ledger/reference.ts';
import { isOpen, openOfCustomers, type MatchingBooks } from './matching-books.ts';
import { overlaps, type Mention } from './mention.ts';
import type { QuotedText } from './quoted-text.ts';
import { looksLikeOurs } from './number-series.ts';
import type { OpenItems } from './open-items.ts';
import { runsOf, withoutBankTags } from './text-runs.ts';
import { signsIn } from './text-signs.ts';
import type { Doubts } from './tier-name.ts';

/** What makes any hypothesis about a line less sure. */
export type LineDoubts = {
  readonly closed: boolean;
  readonly otherMoney: boolean;
  readonly prepayment: boolean;
  /** Numbers like ours that nothing of ours has. */
  readonly unknownNumbers: boolean;
  /** A text ends where a number begins. */
  readonly cutOff: boolean;
};

/** What is known of a line before any hypothesis. */
export type LineFacts = {
  readonly line: LineToMatch;
  readonly payer: Payer;
  readonly mentions: readonly Mention[];
  readonly ofLine: LineDoubts;
};

export function lineDoubts(
  line: LineToMatch,
  mentions: readonly Mention[],
  open: readonly Mention[],
  books: MatchingBooks,
): LineDoubts {
  const texts = line.texts.filter(({ where }) => where !== 'end_to_end');
  const { isOtherMoney, isPrepayment } = signsIn([
    ...texts.map(({ text }) => text),
    ...line.payers.map(({ name }) => name),
  ]);
  const ofText = (where: Mention['where']) => mentions.filter((one) => one.where === where);
  return {
    closed: open.length < mentions.length,
    otherMoney: isOtherMoney,
    prepayment: isPrepayment,
    cutOff: texts.some(({ where, text }) => isCutOff(text, ofText(where))),
    unknownNumbers: texts.some((text) => hasUnknownNumber(text, ofText(text.where), books)),
  };
}

/** Remembers a payment for those that come after it, whatever was decided about it. */
export function rememberPayment(line: LineToMatch, books: MatchingBooks): void {
  for (const key of paymentKeys(line)) books.paid.set(key, line.bookedOn);
}

/** So long a payment can come twice by mistake; who pays the same each month means another month. */
export const REPEATED_WITHIN_DAYS = 25;

/** Whether an earlier payment makes another one a payment that comes twice. */
export function mayBeRepeated(line: LineToMatch, earlier: LineToMatch): boolean {
  const [payment] = paymentKeys(line);
  return payment === paymentKeys(earlier)[0] && isSoonAfter(earlier.bookedOn, line);
}

function isSoonAfter(day: Day | undefined, { bookedOn }: LineToMatch): boolean {
  return day !== undefined && daysBetween(day, bookedOn) <= REPEATED_WITHIN_DAYS;
}

/** Who pays how much: payments that may be one that came twice say the same here. */
export function payerAndAmount({ amount, payers }: LineToMatch): string {
  return `${payers.map((payer) => payer.key).join('/')} ${amount.minor} ${amount.currency}`;
}

/** The same payer with the same amount, and also with the same words. */
function paymentKeys(line: LineToMatch): readonly [string, string] {
  const { texts } = line;
  const key = payerAndAmount(line);
  const words = texts.filter(({ where }) => where !== 'end_to_end');
  return [key, `${key} ${words.map(({ text }) => referenceKey(text)).join('/')}`];
}

/** A payment that comes twice: word for word, or without any word that would tell them apart. */
export function isRepeated(line: LineToMatch, isQuoted: boolean, books: MatchingBooks): boolean {
  if (books.paid.size === 0) return false;
  const [payment, words] = paymentKeys(line);
  return (
    isSoonAfter(books.paid.get(words), line) ||
    (!isQuoted && isSoonAfter(books.paid.get(payment), line))
  );
}

/** Banks cut texts off; what would have followed a comma, or a few digits, nobody knows. */
const TEXT_MAY_BE_CUT = 135;

function isCutOff(text: string, mentions: readonly Mention[]): boolean {
  if (mentions.length === 0) return false;
  if (text.length >= TEXT_MAY_BE_CUT) return true;
  const last = Math.max(...mentions.map(({ until }) => until));
  const rest = text.slice(last).replace(/\s*\/BNF\/\w*\s*$/i, '');
  return (
    /^\s*(?:[,;+&/]|\p{L}{1,3}\.?\s)[\s\p{L}\d/.-]{0,14}$/u.test(rest) &&
    /[,;+&/\d-]\s*$/.test(rest)
  );
}

function hasUnknownNumber(
  quoted: QuotedText,
  mentions: readonly Mention[],
  { knowledge, customersByNumber, byOrder }: MatchingBooks,
): boolean {
  const { text, days } = quoted;
  return runsOf(withoutBankTags(text)).some(
    (run) =>
      run.isDigits &&
      run.text.length >= 5 &&
      !customersByNumber.has(run.text) &&
      !byOrder.has(run.text) &&
      !mentions.some((mention) => overlaps(mention, run)) &&
      !days.some((day) => overlaps(day, run)) &&
      looksLikeOurs(run.text, knowledge.series),
  );
}

export function doubtsOf(
  hypothesis: Hypothesis,
  relation: PayerRelation,
  { line, payer, mentions, ofLine }: LineFacts,
  books: MatchingBooks,
): Doubts {
  const { items, fit, source } = hypothesis;
  const used = new Set(items);
  const customers = customersOf(items);
  const owed = openOfCustomers(books, customers, line.amount.currency);
  const unused = mentions.filter(
    ({ meant }) => !meant.some((one) => used.has(one)) && meant.some(({ left }) => left !== 0n),
  );
  return {
    alike: hypothesis.alike > 1 || isInterchangeable(hypothesis, owed),
    closed: ofLine.closed,
    gapIsItem:
      relation === 'other'
        ? owesAmount(payer, line, books)
        : fit.kind !== 'exact' && source !== 'statement' && isGapAnItem(hypothesis, owed, line),
    severalGroups:
      relation !== 'twice' &&
      relation !== 'known' &&
      new Set([...customers].map((id) => groupOf(id, books))).size > 1,
    cutOff: ofLine.cutOff,
    otherMoney: ofLine.otherMoney,
    prepayment: ofLine.prepayment,
    repeated: isRepeated(line, hypothesis.mentions.length > 0, books),
    ignored: unused.some(({ meant }) => meant.some((one) => customers.has(one.customerId))),
    unread: ofLine.unknownNumbers || unused.length > 0,
    chance: chanceOf(hypothesis, owed),
  };
}

/** The payer quotes what is another's, and owes just that amount himself. */
function owesAmount(payer: Payer, line: LineToMatch, books: MatchingBooks): boolean {
  return payer.likely.some((id) =>
    (books.of.get(id) ?? []).some(
      ({ left, currency }) => left === line.amount.minor && currency === line.amount.currency,
    ),
  );
}

/** Another item, or a credit note, explains the amount as well as a payment in part. */
function isGapAnItem({ items, fit: { gap } }: Hypothesis, owed: OpenItems, line: LineToMatch) {
  const { minor, currency } = line.amount;
  const note = owed.between(-gap, -gap).some((one) => one.isCreditNote && !items.includes(one));
  if (note || owed.hasInvoiceOf(minor)) return true;
  if (items.length === 1) return owed.hasInvoiceOf(-gap);
  // What is not paid may as well be one of the items as a part of the last.
  return (
    owed.hasInvoiceOf(gap) ||
    items.some(
      (one) => !one.isCreditNote && isOpen(one) && one.currency === currency && one.left < gap,
    )
  );
}

/** An item that nobody quoted might as well be another one of the same amount. */
function isInterchangeable({ items, mentions, source }: Hypothesis, owed: OpenItems) {
  if (source === 'single' || source === 'quoted') return false;
  const quoted = new Set(mentions.flatMap(({ meant }) => meant));
  const used = new Set(items);
  const amounts = new Set(owed.all.flatMap((one) => (used.has(one) ? [] : [one.left])));
  const chosen = items.filter((one) => !quoted.has(one));
  return (
    chosen.some(({ left }) => amounts.has(left)) ||
    // A credit note that takes off just one of the items: the payer may mean neither.
    chosen.some(({ left }) => left < 0n && items.some((other) => other.left === -left))
  );
}

const BY_SUBSET = new Set(['subset', 'quoted_more', 'quoted_credit', 'quoted_some']);

/** How many sums were possible against how many amounts there are. */
function chanceOf(hypothesis: Hypothesis, owed: OpenItems): 0 | 1 | 2 {
  const { source, items } = hypothesis;
  if (!BY_SUBSET.has(source)) return chanceOfReading(hypothesis);
  const used = new Set(items);
  const others = owed.all.filter((one) => !used.has(one)).length;
  const total = asked(owed.all);
  let sums = 0;
  let combinations = 1;
  for (let size = 1; size <= Math.min(items.length, 8); size++) {
    combinations = (combinations * Math.max(0, others + items.length - size + 1)) / size;
    sums += combinations;
  }
  const spread = Number(total < 0n ? -total : total) / 4 + 1;
  const expected = sums / spread;
  return expected < 0.002 ? 0 : expected < 0.05 ? 1 : 2;
}

/** Where a place may mean many items, an amount that fits only nearly fits one of them by accident. */
function chanceOfReading({ mentions, fit }: Hypothesis): 0 | 1 | 2 {
  const readings = mentions.reduce((product, { meant }) => product * meant.length, 1);
  if (fit.kind === 'exact' || readings <= 3) return readings > 2000 ? 1 : 0;
  return readings <= 20 ? 1 : 2;
}
