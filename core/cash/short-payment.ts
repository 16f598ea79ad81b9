import type { DisputeReason } from '../disputes/dispute.ts';
import { addDays, type Day } from '../kernel/day.ts';
import { money, type Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';
import { discountTaken, type CashDiscount } from '../ledger/cash-discount.ts';
import type { Role } from '../settings/permissions.ts';
import { limitIn, type ShortPaymentRules } from './short-payment-rules.ts';

/** What the part that was not paid looks like; why it is missing, only a person can say. */
export type RemainderKind =
  | 'discount_in_time'
  | 'discount_late'
  | 'rounding'
  | 'bank_fee'
  | 'short_payment';

/** An item as a match has left it. */
export type ItemPaidShort = {
  /** What the match has set against it, and what is open after that. */
  readonly applied: Money;
  readonly left: Money;
  /** Of its terms of payment, the earliest first. */
  readonly discounts: readonly CashDiscount[];
};

export type Remainder = {
  readonly kind: RemainderKind;
  /** Through which day the discount was agreed, when it is one. */
  readonly discountUntil: Day | undefined;
};

/**
 * What a payment left open of the items it pays, taken together: payers take a discount off the
 * whole. The terms explain it before anything smaller does.
 */
export function remainderOf(
  items: readonly ItemPaidShort[],
  paidOn: Day,
  rules: ShortPaymentRules,
): Remainder | undefined {
  const [first] = items;
  if (first === undefined) return undefined;
  const { currency } = first.left;
  const left = money(
    items.reduce((sum, item) => sum + item.left.minor, 0n),
    currency,
  );
  if (left.minor <= 0n) return undefined;
  const rounding = limitIn(rules.roundingUpTo, currency).minor;
  const asking = items.map(({ applied, left: open, discounts }) => ({
    asked: applied.minor + open.minor,
    discounts,
  }));
  const taken = discountTaken(asking, left.minor, paidOn, () => rounding);
  if (taken) {
    const isInTime = paidOn <= addDays(taken.until, rules.discountGraceDays);
    return { kind: isInTime ? 'discount_in_time' : 'discount_late', discountUntil: taken.until };
  }
  if (left.minor <= rounding) return { kind: 'rounding', discountUntil: undefined };
  if (left.minor <= limitIn(rules.bankFeeUpTo, currency).minor)
    return { kind: 'bank_fee', discountUntil: undefined };
  return { kind: 'short_payment', discountUntil: undefined };
}

/** What the rule says of a remainder by itself, without asking anybody. */
export function answerByRule(
  { kind }: Remainder,
  rules: ShortPaymentRules,
): 'discount' | 'write_off' | undefined {
  if (kind === 'discount_in_time' && rules.grantsDiscountInTime) return 'discount';
  return kind === 'rounding' ? 'write_off' : undefined;
}

/**
 * Whether an item is evidently paid in instalments: in several parts of about the same size, of
 * which at least half a one is left. Then what is left is no deduction, and there is nothing to ask.
 * `parts` is what each payment has given to it.
 */
export function isPaidInInstalments(parts: readonly bigint[], left: bigint): boolean {
  if (parts.length < 2) return false;
  const isAlike = parts.every((one) => parts.every((other) => one * 2n >= other));
  return isAlike && parts.some((one) => left * 2n >= one);
}

/**
 * `deduction`: they kept it back, and we look into it. `dispute`: they told us what they do not
 * accept. `still_due`: they owe it, and it is asked for again.
 */
export const SHORT_PAYMENT_ANSWERS = [
  'deduction',
  'dispute',
  'write_off',
  'discount',
  'still_due',
] as const;
export type ShortPaymentAnswer = (typeof SHORT_PAYMENT_ANSWERS)[number];

/** A short payment that waits for its reason, as far as the rule looks at it. */
export type WaitingShortPayment = {
  readonly kind: RemainderKind;
  /** What of it is still open. */
  readonly open: Money;
  readonly isWaiting: boolean;
};

export type AnswerDraft = {
  readonly answer: ShortPaymentAnswer;
  readonly reason: DisputeReason | undefined;
};

export type AnswerRefusal =
  | 'short_payment_must_wait'
  | 'open_item_must_be_open'
  | 'reason_must_be_given'
  | 'discount_must_be_agreed'
  | 'write_off_must_be_within_tolerance'
  | 'write_off_must_be_within_authority';

/** A discount that came too late is a favour, and needs the same authority as any other. */
export function acceptAnswer(
  { answer, reason }: AnswerDraft,
  { kind, open, isWaiting }: WaitingShortPayment,
  rules: ShortPaymentRules,
  role: Role,
): Outcome<ShortPaymentAnswer, AnswerRefusal> {
  if (!isWaiting) return refuse('short_payment_must_wait');
  if (open.minor <= 0n) return refuse('open_item_must_be_open');
  if ((answer === 'deduction' || answer === 'dispute') && reason === undefined)
    return refuse('reason_must_be_given');
  if (answer === 'discount') {
    if (kind === 'discount_in_time') return accept(answer);
    if (kind !== 'discount_late') return refuse('discount_must_be_agreed');
  }
  if (answer !== 'write_off' && answer !== 'discount') return accept(answer);
  if (answer === 'write_off' && open.minor > limitIn(rules.tolerance, open.currency).minor)
    return refuse('write_off_must_be_within_tolerance');
  if (open.minor > authorityOf(role, rules, open))
    return refuse('write_off_must_be_within_authority');
  return accept(answer);
}

function authorityOf(role: Role, { authority }: ShortPaymentRules, { currency }: Money): bigint {
  return limitIn(authority[role], currency).minor;
}
