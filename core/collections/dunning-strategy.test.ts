import { expect, test } from 'vitest';
import { REMINDER_TEMPLATES } from '../messaging/default-templates.ts';
import { stepAfter, STRATEGY, type DunningStep, type DunningStrategy } from './dunning-strategy.ts';

const [first, second] = STRATEGY.defaults.steps as [DunningStep, DunningStep];
const strategy = (change: Partial<DunningStrategy>) => ({ ...STRATEGY.defaults, ...change });

test('the strategy that every company starts with keeps its own rule and has its texts', () => {
  expect(STRATEGY.broken(STRATEGY.defaults)).toBeUndefined();
  expect(STRATEGY.defaults.steps.map(({ template }) => template)).toEqual(REMINDER_TEMPLATES);
});

test.each<[string, DunningStrategy, string]>([
  ['without a step', strategy({ steps: [] }), 'levels_must_rise_by_one'],
  [
    'with a level left out',
    strategy({ steps: [first, { ...second, level: 3 }] }),
    'levels_must_rise_by_one',
  ],
  ['with the first level later', strategy({ steps: [second] }), 'levels_must_rise_by_one'],
  [
    'with a reminder on the due day',
    strategy({ steps: [{ ...first, minDaysOverdue: 0 }] }),
    'step_must_follow_due_day',
  ],
  [
    'with a later step before an earlier one',
    strategy({ steps: [first, { ...second, minDaysOverdue: 2 }] }),
    'days_must_rise_with_levels',
  ],
  [
    'with two steps on one day',
    strategy({ steps: [first, { ...second, minDaysSincePrevious: 0 }] }),
    'days_must_rise_with_levels',
  ],
  [
    'with a smallest amount that is none',
    strategy({ minimumAmounts: { EUR: '10,00' } }),
    'minimum_must_be_an_amount',
  ],
  [
    'with a smallest amount in no currency',
    strategy({ minimumAmounts: { euro: '10.00' } }),
    'minimum_must_be_an_amount',
  ],
])('a strategy %s is refused', (_what, value, reason) => {
  expect(STRATEGY.broken(value)).toBe(reason);
});

test('the step after a level is the next one, and none comes after the last', () => {
  expect(stepAfter(STRATEGY.defaults, 0)?.level).toBe(1);
  expect(stepAfter(STRATEGY.defaults, 3)?.level).toBe(4);
  expect(stepAfter(STRATEGY.defaults, 4)).toBeUndefined();
});
