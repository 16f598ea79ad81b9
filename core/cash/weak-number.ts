import type { CustomerId } from '../kernel/id.ts';
import type { LineToMatch } from './line-to-match.ts';
import { isOpen, type MatchingBooks, type Quotable } from './matching-books.ts';
import { overlaps, type Mention, type Strength } from './mention.ts';
import { isOneEditApart } from './name-likeness.ts';
import type { QuotedText } from './quoted-text.ts';
import type { Span } from './span.ts';
import { statedAmounts } from './stated-amount.ts';
import { NUMBER_LENGTH } from './wanted-keys.ts';

/** More than this of one customer's is not looked through for digits that are wrong. */
const LOOKED_THROUGH_AT_MOST = 4000;
const MEANT_AT_MOST = 400;

/**
 * What is left of the text, read as a number of customers that are known otherwise: last digits,
 * lists in shorthand, a wrong or a swapped digit, a number that was cut off, an order number. What is
 * settled is meant only by a number of its own: of all that is settled, the books have what some line
 * quotes, and what another line quotes must not matter to this one.
 */
export function weakMentionsOf(
  line: LineToMatch,
  books: MatchingBooks,
  customers: ReadonlySet<CustomerId>,
  surer: readonly Mention[],
): Mention[] {
  const theirs = lookedThrough(customers, books);
  const found: Mention[] = [];
  for (const text of line.texts) {
    if (text.where === 'end_to_end') continue;
    const here = surer.filter((one) => one.where === text.where && isIn(one, text));
    found.push(...inText(text, books, theirs, here));
  }
  return found;
}

function areTooMany(lists: readonly (readonly Quotable[])[]): boolean {
  let open = 0;
  for (const list of lists)
    for (const one of list) {
      if (isOpen(one)) open += 1;
      if (open > LOOKED_THROUGH_AT_MOST) return true;
    }
  return false;
}

type Theirs = { readonly all: readonly Quotable[]; readonly open: readonly Quotable[] };

const NOTHING: Theirs = { all: [], open: [] };

/** Gathered when first wanted: most lines leave nothing in their texts to be looked for. */
function lookedThrough(customers: ReadonlySet<CustomerId>, books: MatchingBooks): () => Theirs {
  let theirs: Theirs | undefined;
  return () => {
    if (theirs) return theirs;
    const lists = [...customers].toSorted().map((id) => books.of.get(id) ?? []);
    if (areTooMany(lists)) return (theirs = NOTHING);
    const all = lists.flat();
    return (theirs = { all, open: all.filter(isOpen) });
  };
}

function isIn(mention: Mention, { text }: QuotedText): boolean {
  return text.slice(mention.from, mention.until) === mention.text;
}

function inText(
  quoted: QuotedText,
  books: MatchingBooks,
  theirs: () => Theirs,
  surer: readonly Mention[],
): Mention[] {
  const { where, text } = quoted;
  const taken = [...surer];
  const noNumbers = [...quoted.days, ...statedAmounts(text), ...labelled(text)];
  const read = quoted.repaired === undefined ? quoted.ownSpans : quoted.repairedSpans;
  const spans = read.filter(({ digits }) => digits.length >= 2);
  spans.sort((a, b) => a.from - b.from || b.digits.length - a.digits.length);
  // Long ones first, so that the parts of a number are not read as numbers of their own.
  const byLength = spans.toSorted((a, b) => b.digits.length - a.digits.length || a.runs - b.runs);
  for (const span of byLength) {
    if (taken.some((other) => overlaps(other, span) || isPartOf(span, other, text))) continue;
    const orders = ordersOf(span, books)?.filter((one) => theirs().all.includes(one)) ?? [];
    const isOrder = orders.length > 0;
    if (!isOrder && noNumbers.some((other) => overlaps(other, span))) continue;
    if (!isOrder && span.runs === 1 && books.customersByNumber.has(span.digits)) continue;
    const before = lastBefore(taken, span.from);
    const meant = isOrder
      ? { strength: 'order' as const, meant: orders }
      : meantBy(span, text, before, theirs());
    if (!meant || meant.meant.length === 0 || meant.meant.length > MEANT_AT_MOST) continue;
    const { from, until } = span;
    taken.push({ where, text: text.slice(from, until), from, until, ...meant });
  }
  return taken.slice(surer.length).toSorted((a, b) => a.from - b.from);
}

function ordersOf({ digits, key }: Span, { byOrder }: MatchingBooks) {
  return byOrder.get(digits) ?? byOrder.get(key);
}

/** The year or the month of a number whose counter was found beside it. */
function isPartOf(span: Span, { from, until, meant }: Mention, text: string): boolean {
  const between = span.until <= from ? text.slice(span.until, from) : text.slice(until, span.from);
  if (between.length > 2 || /[,;+&\p{L}\d]/u.test(between)) return false;
  const isBefore = span.until <= from;
  if (isBefore && /^[-./_]?$/.test(between) && span.digits.length <= 4) return true;
  return meant.some(({ number }) => number.period !== '' && number.period.includes(span.digits));
}

/** Numbers that say themselves what they are, and it is no invoice. */
function labelled(text: string): { from: number; until: number }[] {
  return [...text.matchAll(LABELLED)].map(({ index, 0: written }) => ({
    from: index,
    until: index + written.length,
  }));
}

const LABELLED =
  /\b(?:P\.?O|ORDER|BESTELL\w*|CDE|COMMANDE|PEDIDO|ORDINE|ORDRE|ORDER|TILAUS|ZAM\w*|KTO|ACCT?|A\/C|KD\.?-?\s?N[RO]\.?|KUNDEN?\.?-?N[RO]\.?|CLIENTE?|KLANTNR|KUNDNR|ASIAKASNRO|CUST\w*|CONTRACT|VERTRAG\w*|CONTRAT\w*|KW|WK|WEEK|WEEK|UGE|UKE|VECKA|VIIKKO|SEMAINE|TEL|PHONE|STNR|UNIT|OBJ)\s?[.:#]*\s?(?:NO|NR)?[.:#]*\s?\d+/gi;

function lastBefore(taken: readonly Mention[], from: number): Mention | undefined {
  let last: Mention | undefined;
  for (const one of taken) if (one.until <= from && (!last || one.until > last.until)) last = one;
  return last;
}

type Meant = { readonly strength: Strength; readonly meant: readonly Quotable[] };

function meantBy(
  span: Span,
  text: string,
  before: Mention | undefined,
  { all, open }: Theirs,
): Meant | undefined {
  const { digits } = span;
  const shorthand = asShorthand(span, text, before, open);
  if (shorthand) return shorthand;
  const known = span.number.length >= NUMBER_LENGTH ? all : open;
  const whole = known.filter(({ key }) => key === digits);
  if (whole.length > 0) return { strength: 'counter', meant: whole };
  const isYear = /^20\d\d$/.test(digits);
  const isAtEnd = !/\d/.test(text.slice(span.until));
  const cut = digits.length >= 3 && !isYear ? open.filter((one) => isCutOff(span, one)) : [];
  if (
    isAtEnd &&
    cut.length > 0 &&
    digits.length >= 4 &&
    !open.some((one) => one.number.written.endsWith(digits))
  )
    return { strength: 'cut', meant: cut };
  if (digits.length >= 4 && digits.length <= 7 && !isYear) {
    const tails = all.filter(
      (one) =>
        isCounter(one.number, digits) || (isOpen(one) && one.number.written.endsWith(digits)),
    );
    if (tails.length > 0) return { strength: 'tail', meant: tails };
  }
  if (digits.length >= 4 && !isYear) {
    const mistyped = open.filter((one) => isMistyped(digits, one));
    if (mistyped.length > 0) return { strength: 'mistyped', meant: mistyped };
  }
  return cut.length > 0 ? { strength: 'cut', meant: cut } : undefined;
}

function isCounter({ counter }: Quotable['number'], digits: string): boolean {
  return counter === digits.replace(/^0+/, '');
}

/** 3814981/982: the digits that change, after a number that was written in full. */
function asShorthand(
  span: Span,
  text: string,
  before: Mention | undefined,
  theirs: readonly Quotable[],
): Meant | undefined {
  const { digits } = span;
  if (!before || digits.length < 2 || digits.length > 4 || span.hasLetters) return undefined;
  const between = text.slice(before.until, span.from);
  const isList = /^[^\p{L}\d]*(?:\p{L}{1,3}[\s.]*)?[./]*$/u.test(between) && between.length <= 8;
  if (!isList) return undefined;
  const whole = before.meant.flatMap(({ number: { written, period } }) => {
    const start = written.slice(0, -digits.length);
    return theirs.filter(
      ({ number }) => number.written === start + digits && number.period === period,
    );
  });
  const same = whole.length > 0 ? whole : tailsAfter(before, digits, theirs);
  if (same.length > 0) return { strength: 'shorthand', meant: [...new Set(same)] };
  if (digits.length < 3) return undefined;
  const tails = theirs.filter(({ number }) => number.written.endsWith(digits));
  return tails.length > 0 ? { strength: 'shorthand', meant: tails } : undefined;
}

function tailsAfter(before: Mention, digits: string, theirs: readonly Quotable[]): Quotable[] {
  return before.meant.flatMap(({ number: { written } }) => {
    const start = written.slice(0, -digits.length);
    return theirs.filter(({ number }) => number.written === start + digits);
  });
}

function isMistyped(digits: string, { number, digits: all, isCreditNote }: Quotable): boolean {
  if (isCreditNote && digits.length < 5) return false;
  if (number.written.length >= 4 && isOneEditApart(digits, number.written)) return true;
  return digits.length > number.written.length + 1 && isOneEditApart(digits, all);
}

/** The beginning of a number; with its letters when they were written. */
function isCutOff({ digits, key, hasLetters }: Span, one: Quotable): boolean {
  if (hasLetters && key.length >= 3 && one.key.startsWith(key) && one.key !== key) return true;
  const { written } = one.number;
  if (digits.length >= 4 && digits.length < written.length && written.startsWith(digits))
    return true;
  return digits.length >= 4 && digits.length < one.digits.length && one.digits.startsWith(digits);
}
