import type { Day } from '../kernel/day.ts';
import type { BankLineId, OpenItemId } from '../kernel/id.ts';
import type { Granted } from './granted-remainder.ts';
import { answerByRule, remainderOf, type ItemPaidShort, type Remainder } from './short-payment.ts';
import type { ShortPaymentRules } from './short-payment-rules.ts';

/** An item that a line pays, as all payments together have left it. */
export type PaidItem = ItemPaidShort & {
  readonly lineId: BankLineId;
  readonly openItemId: OpenItemId;
  readonly paidOn: Day;
};

/** What was left open of an item, and what the rule says of it by itself. */
export type FoundShort<Item> = Item &
  Remainder & { readonly answer: 'discount' | 'write_off' | undefined };

/**
 * What lines have left open of the items they pay. What was granted at a line's place in the order
 * of the bank is granted; where nobody has looked yet, the rule looks now. An item that several
 * lines pay is asked about once, after the last of them.
 */
export function shortPaymentsFound<Item extends PaidItem>(
  items: readonly Item[],
  granted: ReadonlyMap<BankLineId, Granted | 'nothing'>,
  rules: ShortPaymentRules,
): FoundShort<Item>[] {
  const settled = new Map<OpenItemId, FoundShort<Item>>();
  for (const item of items) {
    const byRule = granted.get(item.lineId);
    if (byRule === undefined || byRule === 'nothing') continue;
    const share = byRule.shares.find(({ openItemId }) => openItemId === item.openItemId);
    if (!share) continue;
    const { remainder, answer } = byRule;
    settled.set(item.openItemId, { ...item, left: share.amount, ...remainder, answer });
  }
  const found = new Map<OpenItemId, FoundShort<Item>>();
  for (const [lineId, together] of Map.groupBy(items, (item) => item.lineId)) {
    const [first] = together;
    const open = together.filter(({ openItemId }) => !settled.has(openItemId));
    const remainder = first && remainderOf(open, first.paidOn, rules);
    if (!remainder) continue;
    const answer = granted.has(lineId) ? undefined : answerByRule(remainder, rules);
    for (const item of open)
      if (item.left.minor > 0n) found.set(item.openItemId, { ...item, ...remainder, answer });
  }
  return [...settled.values(), ...found.values()];
}
