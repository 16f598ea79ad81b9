import type { SetAside } from './bank-line.ts';
import type { Tier } from './matching.ts';

/** What is known about a line beside what the bank says. */
export type LineFacts = {
  readonly amountMinor: bigint;
  readonly reversal: boolean;
  readonly setAside: SetAside | undefined;
  /** Of the match in force. */
  readonly tier: Tier | undefined;
};

/**
 * `open`: a payment that waits for a decision; `open_return`: a payment went back and nobody knows
 * yet which one; `returned`: its payment is found.
 */
export type LineState =
  | 'matched'
  | 'on_account'
  | 'set_aside'
  | 'returned'
  | 'open'
  | 'open_return';

export function lineState({ amountMinor, reversal, setAside, tier }: LineFacts): LineState {
  const tookBack = reversal && amountMinor < 0n;
  if (tookBack && setAside === 'reversal') return 'returned';
  if (setAside !== undefined) return 'set_aside';
  if (tier !== undefined) return tier === 'on_account' ? 'on_account' : 'matched';
  return tookBack ? 'open_return' : 'open';
}

export type LineDeed = 'match' | 'name_returned_payment' | 'set_aside' | 'undo';

/** What a person may do with a line. Of a returned payment, the line that took it back is undone. */
export function lineAllows(deed: LineDeed, line: LineFacts): boolean {
  const state = lineState(line);
  switch (deed) {
    case 'match':
      return state === 'open' && line.amountMinor > 0n;
    case 'name_returned_payment':
      return state === 'open_return';
    case 'set_aside':
      return state === 'open' || state === 'open_return';
    case 'undo':
      return (
        state === 'matched' ||
        state === 'on_account' ||
        state === 'returned' ||
        (state === 'set_aside' && line.setAside === 'not_a_receivable' && line.amountMinor !== 0n)
      );
  }
}
