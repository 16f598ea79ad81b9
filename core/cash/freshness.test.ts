import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { calendarOf } from '../settings/calendar.ts';
import { freshnessSentence, isFresh, type PaymentsKnown } from './freshness.ts';

const rules = {
  calendar: calendarOf({ workingWeekdays: [1, 2, 3, 4, 5], holidayCountry: '', closedDays: [] }),
  maxBusinessDays: 1,
};

test.each([
  ['2026-03-06', '2026-03-09', true],
  ['2026-03-06', '2026-03-10', false],
  ['2026-03-09', '2026-03-09', true],
])('payments known as of %s on %s: fresh is %s', (asOf, today, fresh) => {
  for (const from of ['bank', 'ledger'] as const)
    expect(isFresh({ from, asOf: toDay(asOf) }, toDay(today), rules)).toBe(fresh);
});

test('a company that has read nothing waits for nothing', () => {
  const known: PaymentsKnown = { from: 'nowhere', asOf: undefined };
  expect(isFresh(known, toDay('2026-03-09'), rules)).toBe(true);
  expect(freshnessSentence(known, '', true)).toContain('payments come with the ledger');
});

test.each([
  ['bank', true, 'The bank data are as of 2026-03-06.'],
  ['bank', false, 'The bank data end on 2026-03-06; nobody is reminded until newer ones are here.'],
  ['ledger', true, 'Payments come with the ledger, read on 2026-03-06.'],
  [
    'ledger',
    false,
    'Payments come with the ledger, last read on 2026-03-06; nobody is reminded until a newer one is here.',
  ],
] as const)('from the %s, fresh is %s: %s', (from, fresh, sentence) => {
  const known = { from, asOf: toDay('2026-03-06') };
  expect(freshnessSentence(known, '2026-03-06', fresh)).toBe(sentence);
});
