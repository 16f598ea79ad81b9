import { unreachable } from '../kernel/assert.ts';
import type { SetAside } from './bank-line.ts';
import { amountText } from './evidence.ts';
import type { LineState } from './line-state.ts';
import type { MatchShare } from './match-shares.ts';
import type { Tier } from './matching.ts';
import type { TierName } from './tier-record.ts';
import { unappliedSentence, type WhyUnapplied } from './unapplied.ts';

/** What a line's sentence needs to know. */
export type LineStory = {
  readonly state: LineState;
  readonly tier: Tier | undefined;
  readonly setAside: SetAside | undefined;
  readonly isZero: boolean;
  readonly why: WhyUnapplied | undefined;
  /** A person took back what had been decided before. */
  readonly wasUndone: boolean;
};

/** Why a line is where it is. */
export function lineSentence(line: LineStory): string {
  switch (line.state) {
    case 'matched':
    case 'on_account':
      return line.tier === undefined ? '' : tierSentence(line.tier);
    case 'returned':
      return tierSentence(line.tier ?? 'returned_payment');
    case 'set_aside':
      return asideSentence(line);
    case 'open_return':
      return unappliedSentence('returned_payment_not_found');
    case 'open':
      if (line.wasUndone) return unappliedSentence('undone_by_person');
      if (line.why !== undefined) return unappliedSentence(line.why);
      return 'What it quotes came into the books after it.';
    default:
      return unreachable(line.state);
  }
}

/** A tier in a sentence: what the rule found, or what a person did. */
export function tierSentence(tier: Tier): string {
  switch (tier) {
    case 'confirmed':
      return 'A person confirmed what was proposed.';
    case 'by_hand':
      return 'A person chose what it pays.';
    case 'on_account':
      return 'It is on the customer’s account, set against nothing yet.';
    case 'returned_payment':
      return 'The bank took a payment back; what it had settled is open again.';
    default:
      return ruleSentence(tier);
  }
}

/** The name of a tier in words; its parts are told in `tier-name.ts`. */
function ruleSentence(tier: TierName): string {
  const [fit = '', , source = ''] = tier.split('/');
  const what = SOURCES[source] ?? 'It was matched by the rule';
  return `${what}${FITS[fit] ?? ''}.`;
}

const SOURCES: Readonly<Record<string, string>> = {
  quoted: 'It quotes what it pays',
  quoted_credit: 'It quotes what it pays, less a credit note',
  quoted_more: 'It quotes a part of what it pays',
  quoted_some: 'It pays some of what it quotes',
  single: 'One item of this customer is what it pays',
  statement: 'It pays everything that was due or of one month',
  subset: 'No other items of this customer make the amount',
};
const FITS: Readonly<Record<string, string>> = {
  exact: ', to the cent',
  stated_fee: ', less the charges that it names',
  stated_short: ', less the deduction that it names',
  discount: ', less the cash discount',
  discount_late: ', less a cash discount taken late',
  rounding: ', rounded',
  fee: ', less bank charges',
  usual_fee: ', less the usual bank charges',
  half: ', in half',
  short: ', in part',
  over: ', and more',
};

function asideSentence({ setAside, isZero }: LineStory): string {
  if (isZero) return 'A line without money.';
  switch (setAside) {
    case 'money_out':
      return 'Money that we paid.';
    case 'reversal':
      return 'The bank took it back.';
    case 'not_a_receivable':
    case undefined:
      return 'A person said that this is no receivable.';
    default:
      return unreachable(setAside);
  }
}

/** A share with the name of its item. */
export type NamedShare = Pick<MatchShare, 'amount'> & {
  readonly reference: string;
  readonly openMinor: bigint;
};

/** What would happen if a proposal were confirmed. */
export function proposalSentence(shares: readonly NamedShare[]): string {
  const [only] = shares;
  if (!only) return 'Put it on the account, set against nothing.';
  const references = [...new Set(shares.map(({ reference }) => reference))];
  if (references.length > 1) return `It pays ${references.length} items: ${listed(references)}.`;
  const paid = shares.reduce((sum, { amount }) => sum + amount.minor, 0n);
  return paid === only.openMinor
    ? `It pays ${only.reference}.`
    : `It pays ${amountText({ ...only.amount, minor: paid })} of ${only.reference}.`;
}

const LISTED_AT_MOST = 4;

function listed(references: readonly string[]): string {
  const shown = references.slice(0, LISTED_AT_MOST).join(', ');
  return references.length > LISTED_AT_MOST ? `${shown} and more` : shown;
}
