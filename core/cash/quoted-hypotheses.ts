import { fitOf } from './amount-fit.ts';
import {
  gapOf,
  isGood,
  readMentions,
  weakest,
  type Hypothesis,
  type Question,
} from './hypothesis.ts';
import { isOpen, type Quotable } from './matching-books.ts';
import { isWeak, type Mention } from './mention.ts';
import type { OpenItems } from './open-items.ts';
import { subsetsOf } from './subset-sum.ts';

const MORE_AT_MOST = 40;

/** Everything that the quoted numbers may mean, given what else their customers owe. */
export function quotedHypotheses(
  mentions: readonly Mention[],
  owed: OpenItems,
  question: Question,
): Hypothesis[] {
  const found: Hypothesis[] = [];
  const all = readMentions(mentions, question);
  if (!all) return found;
  found.push(all);
  if (isGood(all.fit) && all.alike === 1) return found;

  const sure = mentions.filter((mention) => !isWeak(mention));
  const reading =
    sure.length > 0 && sure.length < mentions.length ? readMentions(sure, question) : undefined;
  if (reading) found.push(reading);
  for (const one of reading ? [all, reading] : [all]) {
    found.push(
      ...withCreditNotes(one, owed, question),
      ...withMore(one, owed, question, mentions),
      ...withSome(one, question),
    );
  }
  return found;
}

/** Credit notes that nobody quoted, when the gap is exactly one of them or two. */
function withCreditNotes(of: Hypothesis, owed: OpenItems, question: Question): Hypothesis[] {
  const gap = gapOf(of.items, question);
  if (gap <= 0n) return [];
  const notes = owed.notes.filter((one) => !of.items.includes(one));
  const { found, count } = subsetsOf(notes.slice(0, 30), -gap, 2);
  if (!found) return [];
  return [widened(of, 'quoted_credit', found, count, question)];
}

/** Items that fill the amount, when the text was cut off or one of them was left out. */
function withMore(
  of: Hypothesis,
  owed: OpenItems,
  question: Question,
  mentions: readonly Mention[],
): Hypothesis[] {
  const gap = gapOf(of.items, question);
  if (gap >= 0n) return [];
  const rest = firstOthers(owed.all, of.items, MORE_AT_MOST + 1);
  const cut = mentions.find(({ strength }) => strength === 'cut');
  const { currency } = question.line.amount;
  const fitting =
    cut?.meant.filter(
      (one) => isOpen(one) && one.currency === currency && !of.items.includes(one),
    ) ?? [];
  const found: Hypothesis[] = [];
  for (const among of fitting.length > 0 ? [fitting, rest] : [rest]) {
    const search = subsetsOf(among.slice(0, MORE_AT_MOST), -gap, 8);
    if (!search.found) continue;
    const isSure = search.isComplete && among.length <= MORE_AT_MOST;
    found.push(widened(of, 'quoted_more', search.found, isSure ? search.count : 2, question));
    break;
  }
  return found;
}

/** The first of many that are not among a few. */
function firstOthers(
  all: readonly Quotable[],
  few: readonly Quotable[],
  count: number,
): readonly Quotable[] {
  const others: Quotable[] = [];
  for (const one of all) {
    if (few.includes(one)) continue;
    others.push(one);
    if (others.length === count) break;
  }
  return others;
}

/** Some of what is quoted makes the amount exactly: the others were read wrongly, or are not paid. */
function withSome(of: Hypothesis, question: Question): Hypothesis[] {
  if (of.items.length < 2 || isGood(of.fit)) return [];
  const { found, count } = subsetsOf(of.items, question.line.amount.minor, of.items.length - 1);
  if (!found) return [];
  const items = of.items.filter((one) => found.includes(one));
  const mentions = of.mentions.filter(({ meant }) => meant.some((one) => items.includes(one)));
  const { line, stated } = question;
  return [
    {
      source: 'quoted_some',
      items,
      fit: fitOf(items, line, stated),
      strength: weakest(mentions),
      mentions,
      alike: count,
    },
  ];
}

function widened(
  of: Hypothesis,
  source: Hypothesis['source'],
  more: readonly Quotable[],
  count: number,
  { line, stated }: Question,
): Hypothesis {
  const items = [...of.items, ...more];
  return {
    ...of,
    source,
    items,
    fit: fitOf(items, line, stated),
    alike: Math.max(count, of.alike),
  };
}
