import { describe, expect, test } from 'vitest';
import { addDays, toDay } from '../kernel/day.ts';
import type { ContactPicture } from './contact-picture.ts';
import { climbsTo, decide } from './dunning.ts';
import {
  CALM,
  dispute,
  examplePicture,
  item,
  promise,
  SETTINGS,
  TODAY,
} from './example-picture.ts';

function decided(change: Partial<ContactPicture>, today = TODAY) {
  return decide(examplePicture({ today, ...change }), CALM, SETTINGS);
}

describe('a step is due', () => {
  test.each([
    ['two days after the due day, not yet', 2, 'wait', 'step_not_due', undefined],
    ['three days after the due day, the first', 3, 'remind', 'step_due', 1],
    ['two hundred days after it, the first still', 200, 'remind', 'step_due', 1],
  ] as const)('%s', (_when, days, action, because, level) => {
    const items = [item('INV-7', '1250.00', addDays(TODAY, -days))];
    const decision = decided({ items });
    expect([decision.action, decision.because, decision.step?.level]).toEqual([
      action,
      because,
      level,
    ]);
  });

  test.each([
    ['a week after the first was sent, the second', '2026-02-23', 'remind', 2],
    ['six days after it, not yet', '2026-02-24', 'wait', undefined],
  ] as const)('%s', (_when, on, action, level) => {
    const items = [item('INV-7', '1250.00', '2026-01-10', { level: 1, on })];
    const decision = decided({ items, lastMessageOn: toDay(on) });
    expect([decision.action, decision.step?.level]).toEqual([action, level]);
  });

  test('not before it is overdue long enough for it, however long ago the last was', () => {
    const items = [item('INV-7', '1250.00', '2026-02-18', { level: 1, on: '2026-02-21' })];
    expect(decided({ items })).toMatchObject({
      action: 'wait',
      because: 'step_not_due',
      facts: { nextOn: toDay('2026-03-04') },
    });
  });

  test('for a person, when the last was sent and has rested', () => {
    const items = [item('INV-7', '1250.00', '2025-11-10', { level: 4, on: '2026-02-20' })];
    expect(decided({ items })).toMatchObject({ action: 'person', because: 'last_step_taken' });
    expect(decided({ items }, toDay('2026-03-01'))).toMatchObject({ action: 'wait' });
  });
});

test('the letter takes the highest step any item calls for, and names all that is overdue', () => {
  const decision = decided({
    items: [
      item('OLD', '100.00', '2026-01-10', { level: 2, on: '2026-02-10' }),
      item('MID', '200.00', '2026-02-10'),
      item('YOUNG', '300.00', '2026-03-01'),
    ],
  });
  expect(decision).toMatchObject({ action: 'remind', caseItemId: 'OLD', step: { level: 3 } });
  expect(decision.items.map(({ id }) => id)).toEqual(['OLD', 'MID', 'YOUNG']);
});

test('of two items that call for the same step, the older one is the case', () => {
  const decision = decided({
    items: [item('OLD', '100.00', '2026-02-10'), item('MID', '200.00', '2026-02-11')],
  });
  expect(decision.caseItemId).toBe('OLD');
});

test('an item that is excluded calls for no step', () => {
  const decision = decided({
    items: [
      item('OLD', '100.00', '2026-01-10', { level: 2, on: '2026-02-10' }),
      item('MID', '200.00', '2026-02-10'),
    ],
    disputes: [dispute('OLD')],
  });
  expect(decision).toMatchObject({ caseItemId: 'MID', step: { level: 1 } });
  expect(decision.items.map(({ id }) => id)).toEqual(['MID']);
  expect(decision.exclusions).toMatchObject([{ id: 'OLD', reason: 'disputed', amount: 10000n }]);
});

test('an item named in a letter climbs only the step it was ready for', () => {
  const { strategy } = SETTINGS;
  expect(climbsTo(item('FRESH', '1.00', '2026-03-01'), strategy, TODAY)).toBeUndefined();
  expect(climbsTo(item('READY', '1.00', '2026-02-01'), strategy, TODAY)).toBe(1);
  const asked = item('ASKED', '1.00', '2026-02-01', { level: 1, on: '2026-02-27' });
  expect(climbsTo(asked, strategy, TODAY)).toBeUndefined();
});

describe('on the worklist', () => {
  test.each<[string, Partial<ContactPicture>, number]>([
    ['a first reminder is a word in passing', {}, 5],
    [
      'a later reminder is value at risk',
      { items: [item('INV-7', '1250.00', '2026-01-10', { level: 1, on: '2026-02-10' })] },
      4,
    ],
    ['whom only a person may write to is a row', { isPersonal: true }, 4],
    [
      'an item about to be more than sixty days late is a clock',
      { items: [item('INV-7', '1250.00', '2026-01-03')] },
      3,
    ],
    [
      'a broken promise comes before every clock',
      { promises: [promise('1250.00', '2026-02-20')] },
      2,
    ],
    [
      'a dispute that waits for us longer than five business days comes first of all',
      { disputes: [dispute('INV-7', undefined, '2026-02-20')] },
      1,
    ],
    ['a dispute of yesterday is nobody’s to do yet', { disputes: [dispute('INV-7')] }, 0],
    ['a promise that runs is nobody’s to do', { promises: [promise('1250.00', '2026-03-04')] }, 0],
    [
      'a kept promise says nothing',
      { promises: [promise('9.00', '2026-02-20', { paid: '9.00' })] },
      5,
    ],
  ])('%s', (_what, change, tier) => {
    expect(decided(change).tier).toBe(tier);
  });

  test('nobody is told of a broken promise while the bank data may be too old to know', () => {
    const picture = examplePicture({ promises: [promise('1250.00', '2026-02-20')] });
    const stale = { ...CALM, bankAgeBusinessDays: 9 };
    expect(decide(picture, stale, SETTINGS)).toMatchObject({
      because: 'bank_data_too_old',
      tier: 0,
    });
  });

  test('more at stake ranks higher, and a currency counts by what it is worth', () => {
    const rank = (amount: string) => decided({ items: [item('INV-7', amount, '2026-02-14')] }).rank;
    expect(rank('2000.00')).toBeGreaterThan(rank('1000.00'));
    expect(rank('2000 JPY')).toBeLessThan(rank('1000.00'));
  });
});
