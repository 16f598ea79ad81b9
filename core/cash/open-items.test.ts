import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { CashDiscount } from '../ledger/cash-discount.ts';
import type { Question } from './hypothesis.ts';
import type { Quotable } from './matching-books.ts';
import { pay } from './matching-example.ts';
import { OpenItems } from './open-items.ts';

const EUR = toCurrency('EUR');
const FIRST = toDay('2026-01-20');
const TWENTY_PERCENT: CashDiscount = { basisPoints: 2000, until: toDay('2026-03-10') };

const ITEM = fc.record({
  left: fc.integer({ min: -3, max: 12 }).map((left) => BigInt(left)),
  due: fc.integer({ min: 0, max: 60 }),
  hasDiscount: fc.boolean(),
});
/** Which item has how much left then. */
const CHANGES = fc.array(
  fc.record({ at: fc.nat(), left: fc.integer({ min: 0, max: 12 }).map((left) => BigInt(left)) }),
  { maxLength: 30 },
);

test('what is kept up while items are settled is what a fresh look finds', () => {
  fc.assert(
    fc.property(fc.array(ITEM, { minLength: 1, maxLength: 25 }), CHANGES, (drafts, changes) => {
      const items = drafts
        .toSorted((a, b) => a.due - b.due)
        .map((draft, place) => quotable(draft, place));
      const kept = new OpenItems(items.filter(isOpen));
      look(kept);
      for (const { at, left } of changes) {
        const item = items[at % items.length] as Quotable;
        const before = item.left;
        item.left = item.isCreditNote ? -left : left;
        kept.changed(item, before);
        expect(look(kept)).toEqual(look(new OpenItems(items.filter(isOpen))));
      }
    }),
  );
});

/** All that can be asked. */
function look(open: OpenItems) {
  const { all, notes, invoiceCount, discounted } = open;
  const amounts = Array.from({ length: 30 }, (_, i) => BigInt(i - 5));
  const near = amounts.map((amount) => open.between(amount, amount + 2n));
  const fitting = amounts
    .filter((amount) => amount > 0n)
    .map((amount) =>
      open.sums
        .fitting(question(amount))
        .map(({ kind, fits, belongs }) => ({ kind, fits, items: all.filter(belongs) })),
    );
  return {
    all: [...all],
    notes: [...notes],
    invoiceCount,
    discounted: [...discounted],
    near,
    fitting,
  };
}

function question(minor: bigint): Question {
  const stated = [{ minor: 2n, currency: EUR, word: '', from: 0, until: 0 }];
  return { line: pay(minor, ''), stated, days: new Set() };
}

function isOpen({ left }: Quotable): boolean {
  return left !== 0n;
}

function quotable(
  { left, due, hasDiscount }: { left: bigint; due: number; hasDiscount: boolean },
  place: number,
): Quotable {
  return {
    place,
    id: `item ${place}`,
    isCreditNote: left < 0n,
    currency: money(left, EUR).currency,
    issuedOn: addDays(FIRST, due - 30),
    dueOn: addDays(FIRST, due),
    discounts: hasDiscount ? [TWENTY_PERCENT] : [],
    left,
  } as unknown as Quotable;
}
