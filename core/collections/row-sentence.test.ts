import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { DecisionInWords } from './reason-sentence.ts';
import { rowSentence } from './row-sentence.ts';

const EUR = toCurrency('EUR');
const DUE: DecisionInWords = {
  action: 'remind',
  because: 'step_due',
  level: 2,
  chaseable: [money(125_000n, EUR)],
  overdue: [money(125_000n, EUR)],
  exclusions: [],
  failed: [],
  facts: {
    today: toDay('2026-03-02'),
    oldestDueOn: toDay('2026-02-14'),
    overdueItems: 3,
    lastLevel: 1,
    brokenPromises: 0,
  },
};

test('a row says how much is old and what is next; the amount stands beside it', () => {
  expect(rowSentence(DUE)).toBe('3 invoices, the oldest 16 days over; the second reminder is due.');
});

test('what sets a customer apart comes first', () => {
  const facts = {
    ...DUE.facts,
    overdueItems: 1,
    brokenPromises: 2,
    brokenFor: toDay('2026-02-27'),
    disputedSince: toDay('2026-02-20'),
  };
  expect(rowSentence({ ...DUE, facts })).toBe(
    '2 promises were not kept, the last for Friday 27 February. Disputed since Friday 20 February. ' +
      '1 invoice, 16 days over; the second reminder is due.',
  );
  expect(rowSentence({ ...DUE, action: 'person', because: 'personal', level: undefined })).toBe(
    'Here a person writes. 3 invoices, the oldest 16 days over.',
  );
});

test('when nothing may be asked the whole reason stands there', () => {
  const facts = { ...DUE.facts, disputedSince: toDay('2026-02-20') };
  const exclusions = [{ reason: 'disputed' as const, amount: 125_000n, currency: EUR }];
  const disputed = { ...DUE, action: 'wait' as const, chaseable: [], exclusions, facts };
  expect(rowSentence({ ...disputed, because: 'disputed', level: undefined })).toBe(
    '€1,250.00 is disputed since Friday 20 February; we answer before we ask.',
  );
});
