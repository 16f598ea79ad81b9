import type { AmountFit } from './amount-fit.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { PayerRelation } from './payer.ts';
import type { TierName } from './tier-record.ts';

/** What speaks against a hypothesis, or makes it less sure; each is a letter of the tier's name. */
export type Doubts = {
  /** Something else fits as well. */
  readonly alike: boolean;
  /** The line quotes what is settled already. */
  readonly closed: boolean;
  /** What would stay open is exactly another open item, or the amount is. */
  readonly gapIsItem: boolean;
  /** The text ends where another number seems to begin. */
  readonly cutOff: boolean;
  readonly otherMoney: boolean;
  readonly prepayment: boolean;
  /** The same payment has come before. */
  readonly repeated: boolean;
  /** Customers of several groups, and nobody has confirmed that one pays for them. */
  readonly severalGroups: boolean;
  /** Numbers like ours stand in the text, and the hypothesis does not use them. */
  readonly unread: boolean;
  /** Quoted numbers of the same customers are among those. */
  readonly ignored: boolean;
  /** So many sums were possible that one of them fits by accident: 0 hardly, 1 maybe, 2 easily. */
  readonly chance: 0 | 1 | 2;
};

/**
 * The name of a tier, coarse parts first, so that a rare tier borrows from the ones it is part of:
 * amount / doubts / source / payer / strength.
 */
export function tierNameOf(
  { source, fit, strength }: Hypothesis,
  relation: PayerRelation,
  doubts: Doubts,
): TierName {
  return [fitName(fit), doubtLetters(doubts), source, relation, strength].join('/');
}

function fitName({ kind, isUsualFee }: AmountFit): string {
  return kind === 'fee' && isUsualFee ? 'usual_fee' : kind;
}

function doubtLetters(doubts: Doubts): string {
  const letters = [
    doubts.alike && 'a',
    doubts.closed && 'c',
    doubts.gapIsItem && 'g',
    doubts.ignored && 'i',
    doubts.otherMoney && 'o',
    doubts.prepayment && 'p',
    doubts.repeated && 'r',
    doubts.severalGroups && 's',
    doubts.cutOff && 't',
    doubts.unread && 'u',
    doubts.chance === 1 && 'x',
    doubts.chance === 2 && 'y',
  ].filter((letter) => letter !== false);
  return letters.length === 0 ? '-' : letters.join('');
}

/** The tier and the coarser ones it is part of, the finest first. */
export function tierAndCoarser(name: TierName): TierName[] {
  const parts = name.split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/'));
}
