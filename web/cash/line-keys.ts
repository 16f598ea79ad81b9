import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { useKeys } from '../keys.ts';
import { takeBack, useUndo } from '../undo.ts';
import type { LineActions } from './line-actions.ts';
import type { Choosing } from './line-decision.tsx';

/** So many proposals have a figure as their key. */
const FIGURES = 5;

/** The keys of the lines. Gives back what is to be done after a decision: on to the next line. */
export function useLineKeys({
  rows,
  line,
  isChosen,
  show,
  actions,
  choosing,
  onChoosing,
}: {
  readonly rows: readonly BankLineJson[];
  readonly line: BankLineJson | undefined;
  /** The line stands in the address; otherwise it is only the first. */
  readonly isChosen: boolean;
  readonly show: (line: BankLineJson | undefined) => void;
  readonly actions: LineActions;
  readonly choosing: Choosing;
  readonly onChoosing: (choosing: Choosing) => void;
}): (isDone: boolean) => void {
  const undo = useUndo();
  const here = line ? rows.indexOf(line) : -1;
  const next = isChosen ? rows[here + 1] : rows[0];
  const before = isChosen ? rows[here - 1] : undefined;
  const free = line && actions.whyNot === undefined && !actions.isPending ? line : undefined;
  const open = free && actions.isOpen(free) ? free : undefined;
  const returned = open && actions.isReturn(open) ? open : undefined;
  const payment = open && returned === undefined ? open : undefined;
  const decided = free && !actions.isOpen(free) ? free : undefined;
  /** On to the line below, which stays when the one that was worked leaves the list. */
  const thenNext = (isDone: boolean) => isDone && show(rows[here + 1] ?? rows[here - 1]);
  const confirm = (place: number) => {
    const proposal = payment?.proposals[place];
    return (
      payment &&
      proposal && {
        says: place === 0 ? 'Confirm the best proposal' : `Confirm proposal ${place + 1}`,
        run: () => void actions.confirm(payment, proposal).then(thenNext),
      }
    );
  };
  const aside = open && { says: 'Not a receivable', run: () => onChoosing('aside') };
  const figures = Array.from({ length: FIGURES - 1 }, (_, i) => i + 2);
  useKeys('Cash', {
    j: next && { says: 'Next line', run: () => show(next) },
    k: before && { says: 'Line before', run: () => show(before) },
    Enter: line && { says: 'Open the line', run: () => openDetail(line, show) },
    c: confirm(0),
    ...Object.fromEntries(figures.map((figure) => [String(figure), confirm(figure - 1)])),
    h: open && {
      says: returned ? 'Choose the payment that went back' : 'Choose the invoices',
      run: () => onChoosing('items'),
    },
    s: payment && { says: 'Split over several invoices', run: () => onChoosing('split') },
    a: payment && { says: 'Put on account of a customer', run: () => onChoosing('customer') },
    n: aside,
    x: aside,
    u: undo
      ? { says: 'Undo what was just done', run: () => void takeBack() }
      : decided && { says: 'Undo this line', run: () => void actions.undo(decided) },
    Escape: line && {
      says: choosing ? 'Choose nothing' : 'Back to the lines',
      run: () => (choosing ? onChoosing(undefined) : show(isChosen ? undefined : line)),
    },
  });
  return thenNext;
}

/** The focus goes to where the line is decided; Escape leads back. */
function openDetail(line: BankLineJson, show: (line: BankLineJson) => void): void {
  show(line);
  requestAnimationFrame(() => document.getElementById(DETAIL_ID)?.focus());
}

export const DETAIL_ID = 'line-detail';
