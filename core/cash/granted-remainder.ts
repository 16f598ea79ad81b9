import type { Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import { money } from '../kernel/money.ts';
import type { Matched } from './matching.ts';
import type { MatchingBooks } from './matching-books.ts';
import type { MatchShare } from './match-shares.ts';
import { answerByRule, remainderOf, type Remainder } from './short-payment.ts';
import type { ShortPaymentRules } from './short-payment-rules.ts';

/** What the rule grants or waives, without asking, of what a payment left open. */
export type Granted = {
  readonly remainder: Remainder;
  readonly answer: 'discount' | 'write_off';
  /** What is granted of each item. */
  readonly shares: readonly MatchShare[];
};

/**
 * What is granted of the items of a match that has just been settled in the books. It is granted at
 * the payment's place in the order of the bank and never later, so that it does not depend on which
 * payments came in the same file: what pays the rest afterwards finds the item settled.
 */
export function grantedBy(
  { shares }: Matched,
  paidOn: Day,
  books: MatchingBooks,
  rules: ShortPaymentRules,
): Granted | undefined {
  const applied = new Map<OpenItemId, bigint>();
  for (const { openItemId, amount } of shares)
    applied.set(openItemId, (applied.get(openItemId) ?? 0n) + amount.minor);
  const items = [...applied].flatMap(([id, paid]) => {
    const item = books.items.get(id);
    if (!item) return [];
    const { left, discounts, currency } = item;
    return [{ id, applied: money(paid, currency), left: money(left, currency), discounts }];
  });
  const remainder = remainderOf(items, paidOn, rules);
  const answer = remainder && answerByRule(remainder, rules);
  if (!answer) return undefined;
  return {
    remainder,
    answer,
    shares: items
      .filter(({ left }) => left.minor > 0n)
      .map(({ id, left }) => ({ openItemId: id, amount: left })),
  };
}
