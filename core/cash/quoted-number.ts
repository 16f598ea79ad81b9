import { rememberedIn } from '../kernel/remembered.ts';
import { checkedPayloads, creditorReferenceBody } from './check-digits.ts';
import type { LineToMatch } from './line-to-match.ts';
import { structuredKey } from '../ledger/payment-reference.ts';
import type { MatchingBooks, Quotable } from './matching-books.ts';
import { overlaps, type Mention, type Strength } from './mention.ts';
import type { QuotedText } from './quoted-text.ts';
import type { Span } from './span.ts';
import { CHECKED_DIGITS_MIN } from './wanted-keys.ts';

/** Shorter numbers stand in texts by accident. */
const DIGITS_AT_LEAST = 4;

/** The numbers of ours that a line quotes, in the order of the text; the longest reading wins. */
export const mentionsOf: (line: LineToMatch, books: MatchingBooks) => readonly Mention[] =
  rememberedIn(readMentions);

function readMentions(line: LineToMatch, books: MatchingBooks): readonly Mention[] {
  const found: Mention[] = [];
  for (const text of line.texts) {
    const here: Mention[] = [];
    if (text.where === 'end_to_end') {
      fullNumbers(text, books, here);
    } else {
      structuredReferences(text, books, here);
      numbers(text, books, here);
    }
    found.push(...here.toSorted((a, b) => a.from - b.from));
  }
  return once(found);
}

/** A number that is quoted twice is one mention, and its surest. */
function once(mentions: readonly Mention[]): Mention[] {
  const seen = new Set<Quotable>();
  return mentions.filter((mention) => {
    const [only, ...others] = mention.meant;
    if (!only || others.length > 0) return true;
    if (seen.has(only)) return false;
    seen.add(only);
    return true;
  });
}

function numbers(quoted: QuotedText, books: MatchingBooks, found: Mention[]): void {
  const spans = foundSpans(quoted.ownSpans, books, false);
  spans.push(...foundSpans(quoted.repairedSpans, books, true));
  if (spans.length === 0) return;
  const { where, text, days } = quoted;
  spans.sort(
    (a, b) =>
      b.digits.length - a.digits.length ||
      Number(a.isRepaired) - Number(b.isRepaired) ||
      Number(b.strength === 'full') - Number(a.strength === 'full') ||
      a.key.length - b.key.length,
  );
  for (const { from, until, strength, meant, isRepaired } of spans) {
    const place = { from, until };
    if (found.some((other) => overlaps(other, place))) continue;
    if (strength === 'counter' && days.some((day) => overlaps(day, place))) continue;
    found.push({
      where,
      text: text.slice(from, until),
      from,
      until,
      strength: isRepaired && strength !== 'counter' ? 'repaired' : strength,
      meant,
    });
  }
}

function foundSpans(spans: readonly Span[], books: MatchingBooks, isRepaired: boolean) {
  const found: (FoundSpan & Meant)[] = [];
  for (const span of spans) {
    const known = lookUp(span, books);
    if (!known) continue;
    const { from, until, key, digits } = span;
    found.push({ from, until, key, digits, isRepaired, ...known });
  }
  return found;
}

type FoundSpan = Pick<Span, 'from' | 'until' | 'key' | 'digits'> & { readonly isRepaired: boolean };

type Meant = { readonly strength: Strength; readonly meant: readonly Quotable[] };

function lookUp(span: Span, books: MatchingBooks): Meant | undefined {
  const full = books.byReference.get(span.key);
  if (full && (span.key.length >= 5 || span.hasLetters)) return { strength: 'full', meant: full };
  if (span.digits.length < DIGITS_AT_LEAST) return undefined;
  const numbered = books.byNumber.has(span.number) ? withNumber(span.number, books) : undefined;
  if (numbered?.strength !== 'digits') return numbered;
  const isPlain = numbered.meant.some(({ key }) => key === span.digits);
  return isPlain ? { ...numbered, strength: 'full' } : numbered;
}

/** Those of which it is the whole number, else those of which it is the number that counts. */
const withNumber = rememberedIn((digits: string, books: MatchingBooks): Meant | undefined => {
  const known = books.byNumber.get(digits) ?? [];
  const whole = known.filter((one) => one.digits === digits);
  if (whole.length > 0) return { strength: 'digits', meant: whole };
  const counters = known.filter(({ number }) => number.counter === digits);
  return counters.length > 0 ? { strength: 'counter', meant: counters } : undefined;
});

/** What a payer's own system writes counts only when it is a whole number of ours. */
function fullNumbers(quoted: QuotedText, books: MatchingBooks, found: Mention[]): void {
  const { where, text } = quoted;
  for (const span of quoted.spans) {
    const meant = span.key.length >= 6 ? books.byReference.get(span.key) : undefined;
    if (!meant) continue;
    const { from, until } = span;
    if (found.some((other) => overlaps(other, span))) continue;
    found.push({ where, text: text.slice(from, until), from, until, strength: 'full', meant });
  }
}

const CREDITOR_REFERENCE = /RF\s?\d\d(?:[ -]?[A-Z0-9]){1,21}/gi;
/** Digits in groups, as banks print them, with the marks of +71< and +++. */
const LONG_DIGITS = /\d(?:[ /]?\d){5,31}/g;

function structuredReferences({ where, text }: QuotedText, books: MatchingBooks, found: Mention[]) {
  const add = (from: number, until: number, meant: readonly Quotable[]) =>
    found.push({
      where,
      text: text.slice(from, until),
      from,
      until,
      strength: 'structured',
      meant,
    });
  const creditorReferences = /rf/i.test(text) ? text.matchAll(CREDITOR_REFERENCE) : [];
  for (const match of creditorReferences) {
    const meant = longestPrefix(match[0], (key) => creditorReference(key, books));
    if (meant) add(match.index, match.index + meant.length, meant.meant);
  }
  for (const match of text.matchAll(LONG_DIGITS)) {
    const place = { from: match.index, until: match.index + match[0].length };
    if (found.some((other) => overlaps(other, place))) continue;
    const meant = ofDigits(match[0].replaceAll(/\D/g, ''), where === 'structured', books);
    if (meant) add(place.from, place.until, meant);
    else singleGroups(match, books, add);
  }
}

/** A number and a day stand side by side, and only one of the two is a reference. */
function singleGroups(
  match: RegExpExecArray,
  books: MatchingBooks,
  add: (from: number, until: number, meant: readonly Quotable[]) => void,
): void {
  for (const group of match[0].matchAll(/\d{6,}/g)) {
    const meant = ofDigits(group[0], false, books);
    const from = match.index + group.index;
    if (meant) add(from, from + group[0].length, meant);
  }
}

function creditorReference(key: string, books: MatchingBooks): readonly Quotable[] | undefined {
  const asked = books.byStructured.get(key);
  const body = asked ? undefined : creditorReferenceBody(key);
  if (body === undefined) return asked;
  return books.byReference.get(body) ?? books.byNumber.get(body);
}

function longestPrefix(
  written: string,
  lookUpKey: (key: string) => readonly Quotable[] | undefined,
): { readonly length: number; readonly meant: readonly Quotable[] } | undefined {
  for (let length = written.length; length > 6; length--) {
    const key = structuredKey(written.slice(0, length));
    const meant = /[\s-]/.test(written[length - 1] ?? '') ? undefined : lookUpKey(key);
    if (meant) return { length, meant };
  }
  return undefined;
}

function ofDigits(
  digits: string,
  isStructuredField: boolean,
  books: MatchingBooks,
): readonly Quotable[] | undefined {
  const printed = books.byStructured.get(digits.replace(/^0+/, ''));
  if (printed) return printed;
  if (!isStructuredField && digits.length < CHECKED_DIGITS_MIN) return undefined;
  for (const payload of checkedPayloads(digits)) {
    const meant = behindCustomer(payload, books);
    if (meant) return meant;
  }
  return undefined;
}

const COUNTER_AT_MOST = 12;

/** The payload is our number, or the customer's number followed by it. */
function behindCustomer(payload: string, books: MatchingBooks): readonly Quotable[] | undefined {
  for (let length = Math.min(payload.length, COUNTER_AT_MOST); length >= 4; length--) {
    const before = payload.slice(0, -length).replace(/0+$/, '');
    const meant = books.byNumber
      .get(payload.slice(-length).replace(/^0+/, ''))
      ?.filter(({ customerId }) => before === '' || isNumberOf(customerId, before, books));
    if (meant && meant.length > 0) return meant;
  }
  return undefined;
}

function isNumberOf(customerId: Quotable['customerId'], digits: string, books: MatchingBooks) {
  const number = books.customers.get(customerId)?.number?.replaceAll(/\D/g, '');
  return number !== undefined && number !== '' && number.replace(/0+$/, '') === digits;
}
