import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { calendarOf } from '../settings/calendar.ts';
import { CONTACT_RULES } from '../settings/contact-rules.ts';
import { amountOf, promise } from './example-picture.ts';
import { acceptCancellation, acceptPromise, judge, type PromiseDraft } from './promise-to-pay.ts';

const RULES = { graceBusinessDays: 2, horizonDays: 30 };
const DUTCH = calendarOf({ ...CONTACT_RULES.defaults, holidayCountry: 'NL' });
const TODAY = toDay('2026-03-02');

describe('a promise for a Thursday with two business days of grace', () => {
  const given = promise('1000.00', '2026-03-05');
  test.each([
    ['is open on its day', '2026-03-05', '0.00', 'open'],
    ['is open through the Monday after it', '2026-03-09', '0.00', 'open'],
    ['is broken on the Tuesday', '2026-03-10', '0.00', 'broken'],
    ['is partly kept when some of it came', '2026-03-10', '400.00', 'partly_kept'],
    ['is open while some of it is still to come', '2026-03-05', '400.00', 'open'],
    ['is kept as soon as all of it came', '2026-03-03', '1000.00', 'kept'],
    ['is kept when more came, and late', '2026-04-03', '1200.00', 'kept'],
  ] as const)('%s', (_what, on, paid, state) => {
    expect(judge({ ...given, paid: amountOf(paid) }, RULES, DUTCH, toDay(on))).toBe(state);
  });

  test('is cancelled whatever came of it', () => {
    const cancelled = { ...given, isCancelled: true, paid: amountOf('1000.00') };
    expect(judge(cancelled, RULES, DUTCH, TODAY)).toBe('cancelled');
  });
});

test('a holiday lengthens the grace', () => {
  const beforeEaster = promise('1000.00', '2026-04-02');
  expect(judge(beforeEaster, RULES, DUTCH, toDay('2026-04-07'))).toBe('open');
  expect(judge(beforeEaster, RULES, DUTCH, toDay('2026-04-08'))).toBe('broken');
});

describe('a promise is taken', () => {
  const open = [
    { id: 'OLD' as Id<'open item'>, currency: amountOf('1').currency, open: 10_000n },
    { id: 'NEW' as Id<'open item'>, currency: amountOf('1').currency, open: 50_000n },
  ];
  const draft: PromiseDraft = {
    customerId: 'acme' as Id<'customer'>,
    amount: amountOf('150.00'),
    promisedFor: toDay('2026-03-05'),
    openItemIds: [],
  };
  const take = (change: Partial<PromiseDraft>) =>
    acceptPromise({ ...draft, ...change }, open, RULES, TODAY);

  test('without an item, for whatever is oldest', () => {
    expect(take({})).toEqual({ accepted: true, value: [] });
  });

  test('for the items it names, the oldest first', () => {
    const named = ['OLD', 'NEW'] as Id<'open item'>[];
    expect(take({ openItemIds: named })).toMatchObject({
      value: [
        { id: 'OLD', amount: 10_000n },
        { id: 'NEW', amount: 5_000n },
      ],
    });
  });

  test.each<[string, Partial<PromiseDraft>, string]>([
    ['of nothing', { amount: amountOf('0.00') }, 'amount_must_be_positive'],
    ['for yesterday', { promisedFor: toDay('2026-03-01') }, 'day_must_not_be_past'],
    ['for a day too far', { promisedFor: toDay('2026-04-02') }, 'day_must_be_within_horizon'],
    ['of more than is open', { amount: amountOf('600.01') }, 'open_amount_must_cover'],
    [
      'in a currency in which nothing is open',
      { amount: amountOf('1 USD') },
      'open_amount_must_cover',
    ],
    [
      'about an item that is not open',
      { openItemIds: ['GONE' as Id<'open item'>] },
      'open_amount_must_cover',
    ],
  ])('but not one %s', (_what, change, reason) => {
    expect(take(change)).toMatchObject({ accepted: false, reason });
  });
});

test('only an open promise is cancelled', () => {
  expect(acceptCancellation('open').accepted).toBe(true);
  expect(acceptCancellation('kept')).toEqual({ accepted: false, reason: 'promise_must_be_open' });
});
