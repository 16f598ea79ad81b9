import { unreachable } from '../kernel/assert.ts';
import type { SetAside } from './bank-line.ts';
import { amountText } from './evidence.ts';
import type { LineState } from './line-state.ts';
import type { MatchShare } from './match-shares.ts';
import type { Tier } from './matching.ts';
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

function tierSentence(tier: Tier): string {
  switch (tier) {
    case 'reference_customer_amount':
      return 'It quotes what it pays, from a payer we know, to the cent.';
    case 'reference_amount':
      return 'It quotes what it pays, to the cent.';
    case 'reference_customer_part':
      return 'A payer we know pays a part of what it quotes.';
    case 'confirmed':
      return 'A person confirmed what was proposed.';
    case 'by_hand':
      return 'A person chose what it pays.';
    case 'on_account':
      return 'It is on the customer’s account, set against nothing yet.';
    case 'returned_payment':
      return 'The bank took a payment back; what it had settled is open again.';
    default:
      return unreachable(tier);
  }
}

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
