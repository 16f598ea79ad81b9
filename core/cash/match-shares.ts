import type { CreditItemId, OpenItemId } from '../kernel/id.ts';
import { money, type Money } from '../kernel/money.ts';
import { setLeft, type MatchingBooks, type Quotable } from './matching-books.ts';

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

/**
 * Credit notes settle the items in their order, and the payment what they leave. `cash` says how
 * much of each is settled in all; nothing is ever settled beyond what was paid.
 */
export function sharesOf(
  paid: Money,
  items: readonly Quotable[],
  cash: readonly bigint[],
): { readonly shares: readonly MatchShare[]; readonly rest: Money } {
  const open = items.flatMap(({ id, isCreditNote, left }, i) => {
    const most = cash[i] ?? 0n;
    const due = most < left ? most : left;
    return isCreditNote || due <= 0n ? [] : [{ id: id as OpenItemId, due }];
  });
  const shares: MatchShare[] = [];
  const spread = (amount: bigint, creditNoteId?: CreditItemId): bigint => {
    let rest = amount;
    for (const one of open) {
      const part = rest < one.due ? rest : one.due;
      if (part <= 0n) continue;
      rest -= part;
      one.due -= part;
      const share = { openItemId: one.id, amount: money(part, paid.currency) };
      shares.push(creditNoteId === undefined ? share : { creditNoteId, ...share });
    }
    return rest;
  };
  for (const { id, isCreditNote, left } of items)
    if (isCreditNote) spread(-left, id as CreditItemId);
  return { rest: money(spread(paid.minor), paid.currency), shares };
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
    if (item) setLeft(books, item, item.left + sign * amount.minor);
    const note = creditNoteId && books.creditNotes.get(creditNoteId);
    if (note) setLeft(books, note, note.left - sign * amount.minor);
  }
}
