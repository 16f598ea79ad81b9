import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { money, toCurrency, type Money } from '../kernel/money.ts';
import { acceptDispute, acceptVerdict, disputedOf, type Dispute } from './dispute.ts';

const EUR = toCurrency('EUR');
const OPEN = money(10_000n, EUR);

function opened(amount: Money | undefined, open: Money | undefined = OPEN, disputed = 0n) {
  const draft = {
    customerId: 'corvo' as Id<'customer'>,
    openItemId: 'INV-7' as Id<'open item'>,
    amount,
    reason: 'quality',
    said: '',
  } as const;
  const outcome = acceptDispute(draft, open, disputed);
  return outcome.accepted ? 'accepted' : outcome.reason;
}

test.each([
  ['a whole item', opened(undefined), 'accepted'],
  ['a part', opened(money(4_000n, EUR)), 'accepted'],
  ['nothing of it', opened(money(0n, EUR)), 'amount_must_be_positive'],
  ['more than is open', opened(money(10_001n, EUR)), 'open_amount_must_cover'],
  [
    'more than is left undisputed',
    opened(money(6_001n, EUR), OPEN, 4_000n),
    'open_amount_must_cover',
  ],
  ['what is disputed whole already', opened(undefined, OPEN, 10_000n), 'open_amount_must_cover'],
  ['another currency', opened(money(100n, toCurrency('USD'))), 'currencies_must_match'],
  ['what is settled', opened(undefined, money(0n, EUR)), 'open_item_must_be_open'],
])('a dispute of %s', (_what, outcome, expected) => {
  expect(outcome).toBe(expected);
});

test('an item that nobody knows cannot be disputed', () => {
  const draft = {
    customerId: 'corvo' as Id<'customer'>,
    openItemId: 'INV-8' as Id<'open item'>,
    amount: undefined,
    reason: 'unknown',
    said: '',
  } as const;
  expect(acceptDispute(draft, undefined, 0n)).toMatchObject({ reason: 'open_item_must_exist' });
});

const dispute = (amount: bigint | undefined, isClosed = false): Dispute => ({
  id: 'dispute' as Id<'dispute'>,
  openItemId: 'INV-7' as Id<'open item'>,
  amount: amount === undefined ? undefined : money(amount, EUR),
  openedOn: toDay('2026-02-27'),
  isClosed,
});

test.each([
  ['parts add up', [dispute(3_000n), dispute(2_000n)], 5_000n],
  ['never to more than is open', [dispute(9_000n), dispute(9_000n)], 10_000n],
  ['a whole item is all that is open of it', [dispute(undefined)], 10_000n],
  ['a closed dispute takes nothing', [dispute(undefined, true)], 0n],
])('of the disputes of an item %s', (_what, disputes, disputed) => {
  expect(disputedOf(disputes, OPEN.minor)).toBe(disputed);
});

test('a dispute is closed once', () => {
  expect(acceptVerdict(dispute(undefined)).accepted).toBe(true);
  expect(acceptVerdict(dispute(undefined, true))).toMatchObject({ reason: 'dispute_must_be_open' });
});
