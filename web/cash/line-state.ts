import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import type { State } from '@goodterms/ui/state-word.tsx';

/** Where a line stands: a shape and a word. Who decided belongs to the word. */
export function lineStateWords({ state, match, amount }: BankLineJson): {
  readonly shape: State;
  readonly word: string;
} {
  switch (state) {
    case 'matched':
      return { shape: 'paid', word: match?.byRule ? 'By itself' : 'By hand' };
    case 'on_account':
      return { shape: 'held', word: 'On account' };
    case 'proposed':
      return { shape: 'promised', word: 'Proposed' };
    case 'unapplied':
      return { shape: 'open', word: 'Unclear' };
    case 'returned':
      return { shape: 'broken', word: 'Gone back' };
    case 'set_aside':
      return { shape: 'ended', word: amount.amount.startsWith('-') ? 'We paid' : 'No receivable' };
  }
}

export function isOpen({ state }: BankLineJson): boolean {
  return state === 'proposed' || state === 'unapplied';
}
