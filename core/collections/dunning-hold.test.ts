import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { acceptHold, acceptLifting, holds } from './dunning-hold.ts';
import { hold, TODAY } from './example-picture.ts';

const draft = {
  customerId: 'acme' as Id<'customer'>,
  openItemId: undefined,
  reason: 'agreed_pause',
  note: '',
} as const;

test('a hold holds through its last day', () => {
  expect(holds(hold('2026-03-02'), TODAY)).toBe(true);
  expect(holds(hold('2026-03-01'), TODAY)).toBe(false);
});

test.each([
  ['ends today', '2026-03-02', undefined],
  ['ends on the last day allowed', '2026-05-01', undefined],
  ['ended yesterday', '2026-03-01', 'day_must_not_be_past'],
  ['ends later than allowed', '2026-05-02', 'hold_must_be_dated_within_limit'],
])('a hold that %s', (_what, untilOn, reason) => {
  const outcome = acceptHold({ ...draft, untilOn: toDay(untilOn) }, 60, TODAY);
  expect(outcome.accepted ? undefined : outcome.reason).toBe(reason);
});

test('only a hold in force is lifted', () => {
  expect(acceptLifting(hold('2026-03-09'), TODAY).accepted).toBe(true);
  expect(acceptLifting(hold('2026-03-01'), TODAY).accepted).toBe(false);
  expect(acceptLifting({ ...hold('2026-03-09'), isLifted: true }, TODAY).accepted).toBe(false);
});
