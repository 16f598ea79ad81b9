import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { CustomerId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import { openBooks } from './matching-books.ts';
import { BOOKS, KNOWLEDGE, pay } from './matching-example.ts';
import type { PayingHabit } from './matching-knowledge.ts';
import { decideLine } from './matching.ts';
import { usualStatement } from './paying-habit.ts';

const ACME = 'Acme' as CustomerId;
const HABIT: PayingHabit = {
  payments: 9,
  withoutReference: 9,
  several: 9,
  wholeMonth: 0,
  everythingDue: 0,
  everythingOpen: 0,
};

test.each<[string, Partial<PayingHabit>, string | undefined]>([
  ['whoever paid whole months three times', { wholeMonth: 3 }, 'month'],
  ['whoever did so twice', { wholeMonth: 2 }, undefined],
  ['whoever mostly pays what is due', { everythingDue: 6, wholeMonth: 3 }, 'due'],
  ['whoever pays now this, now that', { everythingDue: 4, wholeMonth: 3 }, undefined],
  ['whoever pays all that is open', { everythingOpen: 3, everythingDue: 1 }, 'open'],
])('%s', (_who, counts, usual) => {
  expect(usualStatement({ ...HABIT, ...counts })).toBe(usual);
});

describe('an amount that is a whole month and all that is due as well', () => {
  test('is proposed as what the payer usually pays, and waits for a person all the same', () => {
    expect(proposed({ wholeMonth: 5 })).toEqual([
      ['D1', 'D2'],
      ['J1', 'F1'],
    ]);
    expect(proposed({ everythingDue: 5 })).toEqual([
      ['J1', 'F1'],
      ['D1', 'D2'],
    ]);
  });
});

/** The items of each proposal for 300.00 of Acme, whose habit has these counts. */
function proposed(counts: Partial<PayingHabit>): string[][] {
  const items = [
    owed('J1', '2026-01-20', '2026-02-20', 50_00n),
    owed('F1', '2026-02-03', '2026-03-01', 250_00n),
    owed('D1', '2025-12-10', '2026-04-01', 100_00n),
    owed('D2', '2025-12-20', '2026-04-02', 200_00n),
  ];
  const knowledge = { ...KNOWLEDGE, habits: new Map([[ACME, { ...HABIT, ...counts }]]) };
  const line = pay(300_00n, 'statement', { payerName: 'Acme Ltd', payerAccount: 'ACME' });
  const decision = decideLine(line, openBooks({ ...BOOKS, items, creditNotes: [] }, knowledge));
  if (decision.verdict === 'matched') throw new Error('Expected: it waits for a person');
  return decision.proposals.map(({ shares }) => shares.map(({ openItemId }) => String(openItemId)));
}

function owed(reference: string, issuedOn: string, dueOn: string, minor: bigint) {
  const [like] = BOOKS.items;
  if (!like) throw new Error('Expected: an item');
  const amount = money(minor, toCurrency('EUR'));
  return {
    ...like,
    id: reference as typeof like.id,
    reference,
    issuedOn: toDay(issuedOn),
    dueOn: toDay(dueOn),
    amount,
    openAmount: amount,
  };
}
