import type { CreditItemId, OpenItemId } from '../kernel/id.ts';
import { money, type Money } from '../kernel/money.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import { byDueDay, type OpenItem } from '../ledger/open-item.ts';
import { openOf, setOpen, unallocatedOf, type MatchingBooks } from './matching-books.ts';

/** A part of the payment, or of a credit note that it nets, set against one open item. */
export type MatchShare = {
  /** Absent: the payment itself. */
  readonly creditNoteId?: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
};

/** Whether two say the same, in whatever order. */
export function sameShares(a: readonly SomeShare[], b: readonly SomeShare[]): boolean {
  return asText(a) === asText(b);
}

type SomeShare = Omit<MatchShare, 'creditNoteId'> & {
  readonly creditNoteId?: CreditItemId | undefined;
};

function asText(shares: readonly SomeShare[]): string {
  return shares
    .map(({ creditNoteId, openItemId, amount }) => [creditNoteId, openItemId, amount.minor].join())
    .toSorted()
    .join(';');
}

/** The credit notes settle the items that are due first, and the payment what they leave. */
export function sharesOf(
  paid: Money,
  items: readonly OpenItem[],
  creditNotes: readonly CreditItem[],
  books: MatchingBooks,
): { readonly shares: readonly MatchShare[]; readonly rest: Money } {
  const open = items.toSorted(byDueDay).map((item) => ({ item, left: openOf(books, item) }));
  const shares: MatchShare[] = [];
  const spread = (amount: bigint, creditNoteId?: CreditItemId) => {
    let rest = amount;
    for (const one of open) {
      const part = rest < one.left ? rest : one.left;
      if (part <= 0n) continue;
      rest -= part;
      one.left -= part;
      const share = { openItemId: one.item.id, amount: money(part, paid.currency) };
      shares.push(creditNoteId === undefined ? share : { creditNoteId, ...share });
    }
    return rest;
  };
  for (const note of creditNotes) spread(unallocatedOf(books, note), note.id);
  return { rest: money(spread(paid.minor), paid.currency), shares };
}

/** What is open of the items, less what the credit notes take off. */
export function asked(
  items: readonly OpenItem[],
  creditNotes: readonly CreditItem[],
  books: MatchingBooks,
): bigint {
  const open = items.reduce((sum, item) => sum + openOf(books, item), 0n);
  return creditNotes.reduce((sum, note) => sum - unallocatedOf(books, note), open);
}

/** Takes what a match has used from what the next line finds open. */
export function settle(shares: readonly MatchShare[], books: MatchingBooks): void {
  move(shares, books, -1n);
}

/** Gives back what a match had used, when the payment went back. */
export function release(shares: readonly MatchShare[], books: MatchingBooks): void {
  move(shares, books, 1n);
}

function move(shares: readonly MatchShare[], books: MatchingBooks, sign: 1n | -1n): void {
  for (const { creditNoteId, openItemId, amount } of shares) {
    const item = books.items.get(openItemId);
    if (item) setOpen(books, item, openOf(books, item) + sign * amount.minor);
    const note = creditNoteId && books.creditNotes.get(creditNoteId);
    if (note) books.notesLeft.set(note.id, unallocatedOf(books, note) + sign * amount.minor);
  }
}
