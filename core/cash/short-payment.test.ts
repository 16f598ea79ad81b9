import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, parseMoney, toCurrency } from '../kernel/money.ts';
import { cashDiscounts } from '../ledger/cash-discount.ts';
import type { Role } from '../settings/permissions.ts';
import {
  acceptAnswer,
  answerByRule,
  isPaidInInstalments,
  remainderOf,
  type AnswerDraft,
  type ItemPaidShort,
  type WaitingShortPayment,
} from './short-payment.ts';
import { SHORT_PAYMENT_RULES } from './short-payment-rules.ts';

const EUR = toCurrency('EUR');
const RULES = SHORT_PAYMENT_RULES.defaults;

describe('what is missing', () => {
  test.each<[string, string, string, string, string | undefined, string | undefined]>([
    ['in time is the discount', '980.00', '20.00', '2026-03-11', '2/10N30', 'discount_in_time'],
    ['on its way over a weekend', '980.00', '20.00', '2026-03-14', '2/10N30', 'discount_in_time'],
    ['too late is a late discount', '980.00', '20.00', '2026-03-15', '2/10N30', 'discount_late'],
    ['rounded by the payer', '980.03', '19.97', '2026-03-05', '2/10N30', 'discount_in_time'],
    ['of another percentage', '970.00', '30.00', '2026-03-05', '2/10N30', 'short_payment'],
    ['without such terms', '980.00', '20.00', '2026-03-05', 'N30', 'bank_fee'],
    ['of a few cents', '999.97', '0.03', '2026-03-05', '2/10N30', 'rounding'],
    ['of fifteen euros', '985.00', '15.00', '2026-03-05', undefined, 'bank_fee'],
    ['of more', '900.00', '100.00', '2026-03-05', undefined, 'short_payment'],
    ['of nothing', '1000.00', '0.00', '2026-03-05', undefined, undefined],
    [
      'the second step of the terms',
      '980.00',
      '20.00',
      '2026-03-14',
      '3% 7 days, 2% 14 days, net 30',
      'discount_in_time',
    ],
  ])('%s', (_what, applied, left, paidOn, terms, kind) => {
    expect(remainderOf([item(applied, left, terms)], toDay(paidOn), RULES)?.kind).toBe(kind);
  });

  test('is taken off the whole, wherever the payment ran out', () => {
    const items = [item('1000.00', '0.00', '2/10'), item('470.00', '30.00', '2/10')];
    expect(remainderOf(items, toDay('2026-03-05'), RULES)?.kind).toBe('discount_in_time');
  });

  test('of an item without a discount among others is judged by those that have one', () => {
    const items = [item('1000.00', '0.00', 'N30'), item('490.00', '10.00', '2/10')];
    expect(remainderOf(items, toDay('2026-03-05'), RULES)?.kind).toBe('discount_in_time');
  });
});

describe('by itself', () => {
  const remainder = { discountUntil: undefined };
  test('a discount in time is granted, unless the company wants to look', () => {
    const inTime = { ...remainder, kind: 'discount_in_time' as const };
    expect(answerByRule(inTime, RULES)).toBe('discount');
    expect(answerByRule(inTime, { ...RULES, grantsDiscountInTime: false })).toBeUndefined();
  });

  test('rounding is waived, and nothing else', () => {
    expect(answerByRule({ ...remainder, kind: 'rounding' }, RULES)).toBe('write_off');
    expect(answerByRule({ ...remainder, kind: 'bank_fee' }, RULES)).toBeUndefined();
    expect(answerByRule({ ...remainder, kind: 'discount_late' }, RULES)).toBeUndefined();
    expect(answerByRule({ ...remainder, kind: 'short_payment' }, RULES)).toBeUndefined();
  });
});

test.each<[string, bigint[], bigint, boolean]>([
  ['two halves of a third', [500n, 500n], 500n, true],
  ['parts of about the same size', [500n, 400n, 450n], 300n, true],
  ['one part', [500n], 500n, false],
  ['most of it, and then a little', [1000n, 100n], 150n, false],
  ['with less left than half a part', [500n, 500n], 200n, false],
])('%s: paid in instalments or not', (_what, parts, left, isPaid) => {
  expect(isPaidInInstalments(parts, left)).toBe(isPaid);
});

describe('a person answers', () => {
  const waiting = (open: string, change: Partial<WaitingShortPayment> = {}) => ({
    kind: 'short_payment' as const,
    open: eur(open),
    isWaiting: true,
    ...change,
  });
  const say = (answer: AnswerDraft['answer'], reason?: AnswerDraft['reason']) => ({
    answer,
    reason,
  });

  test.each<[string, AnswerDraft, WaitingShortPayment, Role, string]>([
    ['still due', say('still_due'), waiting('900.00'), 'clerk', 'accepted'],
    ['a deduction', say('deduction', 'price'), waiting('900.00'), 'clerk', 'accepted'],
    [
      'a deduction for no reason',
      say('deduction'),
      waiting('900.00'),
      'clerk',
      'reason_must_be_given',
    ],
    ['a dispute for no reason', say('dispute'), waiting('9.00'), 'owner', 'reason_must_be_given'],
    ['a write-off of the clerk', say('write_off'), waiting('10.00'), 'clerk', 'accepted'],
    [
      'more than the clerk may',
      say('write_off'),
      waiting('10.01'),
      'clerk',
      'write_off_must_be_within_authority',
    ],
    ['as much as the manager may', say('write_off'), waiting('50.00'), 'manager', 'accepted'],
    [
      'more than anybody may',
      say('write_off'),
      waiting('50.01'),
      'owner',
      'write_off_must_be_within_tolerance',
    ],
    [
      'in a currency without limits',
      say('write_off'),
      { ...waiting('1.00'), open: money(1n, toCurrency('XPF')) },
      'owner',
      'write_off_must_be_within_tolerance',
    ],
    [
      'a discount that was never agreed',
      say('discount'),
      waiting('2.00'),
      'owner',
      'discount_must_be_agreed',
    ],
    [
      'a discount in time, whatever its size',
      say('discount'),
      waiting('900.00', { kind: 'discount_in_time' }),
      'clerk',
      'accepted',
    ],
    [
      'a late discount beyond the authority',
      say('discount'),
      waiting('20.00', { kind: 'discount_late' }),
      'clerk',
      'write_off_must_be_within_authority',
    ],
    [
      'twice',
      say('still_due'),
      waiting('9.00', { isWaiting: false }),
      'owner',
      'short_payment_must_wait',
    ],
    [
      'what was paid meanwhile',
      say('still_due'),
      waiting('0.00'),
      'owner',
      'open_item_must_be_open',
    ],
  ])('%s', (_what, draft, short, role, expected) => {
    const verdict = acceptAnswer(draft, short, RULES, role);
    expect(verdict.accepted ? 'accepted' : verdict.reason).toBe(expected);
  });
});

test('limits are amounts, and never below nothing', () => {
  const { broken, defaults } = SHORT_PAYMENT_RULES;
  expect(broken(defaults)).toBeUndefined();
  expect(broken({ ...defaults, tolerance: { EUR: '12.345' } })).toBe('limits_must_be_amounts');
  expect(broken({ ...defaults, authority: { clerk: { EUR: '-1.00' } } })).toBe(
    'limits_must_be_amounts',
  );
});

function item(applied: string, left: string, terms?: string): ItemPaidShort {
  const discounts = terms === undefined ? [] : cashDiscounts(terms, toDay('2026-03-01'));
  return { applied: eur(applied), left: eur(left), discounts };
}

function eur(text: string) {
  const amount = parseMoney(text, EUR);
  if (!amount) throw new Error(`Expected: an amount, not '${text}'`);
  return amount;
}
