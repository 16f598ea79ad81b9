import type { CustomerId } from '../kernel/id.ts';
import { asked, fitOf, FITS, type AmountFit } from './amount-fit.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { Quotable } from './matching-books.ts';
import { STRENGTHS, type Mention, type Strength } from './mention.ts';
import type { StatedAmount } from './stated-amount.ts';

/** From where a hypothesis has its items, the surest first. */
export type Source =
  /** Every one of them is quoted. */
  | 'quoted'
  /** Quoted, less credit notes that nobody quoted. */
  | 'quoted_credit'
  /** Quoted in a text that was cut off, and others that fill the amount. */
  | 'quoted_more'
  /** Some of what is quoted, because all of it does not fit. */
  | 'quoted_some'
  /** One item of the payer has this amount. */
  | 'single'
  /** Everything of the payer that was due, of one month, that is open. */
  | 'statement'
  /** The only items of the payer that make this amount. */
  | 'subset'
  /** The payer owes something, and nothing fits. */
  | 'payer'
  /** Somebody owes exactly this amount, and nothing else is known. */
  | 'amount'
  /** Owed in another currency: a payment settles it only by a person's hand. */
  | 'other_currency';

/** What a line may pay. */
export type Hypothesis = {
  readonly source: Source;
  /** In the order in which the line lists them. */
  readonly items: readonly Quotable[];
  readonly fit: AmountFit;
  /** Of the weakest mention. */
  readonly strength: Strength | 'none';
  readonly mentions: readonly Mention[];
  /** How many hypotheses of this source fit as well, this one included. */
  readonly alike: number;
};

export type Question = {
  readonly line: LineToMatch;
  readonly stated: readonly StatedAmount[];
  /** Days in the text: they often are the day of the invoice. */
  readonly days: ReadonlySet<string>;
};

export function customersOf(items: readonly Quotable[]): Set<CustomerId> {
  return new Set(items.map(({ customerId }) => customerId));
}

export function weakest(mentions: readonly Mention[]): Strength | 'none' {
  let worst = -1;
  for (const { strength } of mentions) worst = Math.max(worst, STRENGTHS.indexOf(strength));
  return STRENGTHS[worst] ?? 'none';
}

export function isGood({ kind }: AmountFit): boolean {
  return FITS.indexOf(kind) <= FITS.indexOf('discount_late');
}

const COMBINATIONS_AT_MOST = 4000;

/**
 * Reads mentions that may mean several items so that the amount fits best. When two readings fit
 * equally well, the hypothesis says so.
 */
export function readMentions(
  mentions: readonly Mention[],
  question: Question,
): Hypothesis | undefined {
  const places = mentions.filter(({ meant }) => meant.some(({ left }) => left !== 0n));
  if (places.length === 0) return undefined;
  const choices = places.map(({ meant }) => meant.filter(({ left }) => left !== 0n));
  let best: { items: Quotable[]; fit: AmountFit; distance: bigint } | undefined;
  let alike = 0;
  let looked = 0;
  const chosen: Quotable[] = [];
  const choose = (at: number): void => {
    if (looked > COMBINATIONS_AT_MOST) return;
    const options = choices[at];
    if (!options) {
      looked++;
      const items = [...chosen];
      const fit = fitOf(items, question.line, question.stated);
      const distance = fit.gap < 0n ? -fit.gap : fit.gap;
      const order = best ? compareFits(fit, distance, best) : -1;
      if (order < 0) {
        best = { items, fit, distance };
        alike = 1;
      } else if (order === 0) alike++;
      return;
    }
    const free = options.filter((one) => !chosen.includes(one));
    // An order number beside the invoice number means what is quoted already.
    if (free.length === 0) choose(at + 1);
    for (const one of free) {
      chosen.push(one);
      choose(at + 1);
      chosen.pop();
    }
  };
  choose(0);
  if (!best) return undefined;
  return {
    source: 'quoted',
    items: best.items,
    fit: best.fit,
    strength: weakest(places),
    mentions: places,
    alike: looked > COMBINATIONS_AT_MOST ? 2 : alike,
  };
}

function compareFits(
  fit: AmountFit,
  distance: bigint,
  best: { readonly fit: AmountFit; readonly distance: bigint },
): number {
  const order = FITS.indexOf(fit.kind) - FITS.indexOf(best.fit.kind);
  if (order !== 0 || isGood(fit)) return order;
  // Among readings that do not fit there is always one nearest; that says little, but is first.
  return distance < best.distance ? -1 : distance > best.distance ? 1 : 0;
}

export function gapOf(items: readonly Quotable[], { line }: Question): bigint {
  return asked(items) - line.amount.minor;
}
