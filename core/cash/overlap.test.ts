import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { resolveStatement, type Known, type ShownStatement } from './overlap.ts';

const dice = fc.infiniteStream(fc.nat());
type Roll = Iterator<number>;
type Shown = readonly [from: number, until: number];

test('the same statement a second time is the same, and nothing of it is kept', () => {
  const known = nothingKnown();
  const shown = statement('Monday', [50, 50, -20], 0);
  expect(resolveStatement(shown, known).sameAs).toBeUndefined();
  expect(resolveStatement({ ...shown, key: 'again' }, known).sameAs).toBe('Monday');
  expect(known.statements.size).toBe(1);
});

test('the whole day after its morning is another statement, with the new lines alone', () => {
  const known = nothingKnown();
  resolveStatement(statement('morning', [50], 0), known);
  const { sameAs, lines } = resolveStatement(statement('day', [50, 50, 70], 0), known);
  expect(sameAs).toBeUndefined();
  expect(lines.map((line) => 'isNew' in line)).toEqual([false, true, true]);
});

test('a statement without movements is kept once: it says how far the bank has come', () => {
  const known = nothingKnown();
  expect(resolveStatement(statement('Monday', [], 100), known).sameAs).toBeUndefined();
  expect(resolveStatement({ ...statement('Monday', [], 100), key: 'again' }, known).sameAs).toBe(
    'Monday',
  );
  expect(resolveStatement(statement('Tuesday', [], 100), known).sameAs).toBeUndefined();
});

test('two accounts may have the same movements', () => {
  const known = nothingKnown();
  resolveStatement(statement('Monday', [50], 0), known);
  const other = { ...statement('Monday', [50], 0), key: 'other', account: 'second account' };
  expect(resolveStatement(other, known).lines.map((line) => 'isNew' in line)).toEqual([true]);
});

test('a balance that comes back does not prove that a later statement shows other movements', () => {
  const known = nothingKnown();
  const tuesday = { ...statement('Tuesday', [300], 300), ...days('03-03', '03-03') };
  const week = { ...statement('week', [300, 300, -300], 0), ...days('03-02', '03-04') };
  resolveStatement(tuesday, known);
  const { lines } = resolveStatement(week, known);
  expect(lines.filter((line) => 'isNew' in line).length).toBe(2);
});

/**
 * A day of movements, cut at some moments. The bank shows it step by step and as far as it has
 * come, and shows things again. Only money in: then the balances prove everything, in any order.
 */
test('whatever the bank shows of incoming money, in any order, each payment is here exactly once', () => {
  const day = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(day, dice, (amounts, roll) => {
      expect(takeIn(amounts, shuffled(shownOf(amounts, roll), roll))).toEqual(sorted(amounts));
    }),
  );
});

test('with money out as well, each movement is here exactly once when steps come in their order', () => {
  const paid = fc.constantFrom(50, 50, 70);
  const day = fc.array(fc.tuple(paid, fc.boolean()), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(day, dice, (movements, roll) => {
      // Different powers, so that a balance never comes back by chance.
      const amounts = movements.map(([amount, isIn], i) => (isIn ? amount : -(3 ** (i + 7))));
      expect(takeIn(amounts, shownOf(amounts, roll))).toEqual(sorted(amounts));
    }),
  );
});

function shownOf(amounts: readonly number[], roll: Roll): Shown[] {
  const drawn = amounts.map(() => draw(roll, amounts.length + 1));
  const cuts = sorted([...new Set([0, ...drawn, amounts.length])]);
  return cuts.slice(1).flatMap((cut, i): Shown[] => {
    const step: Shown = [cuts[i] ?? 0, cut];
    const soFar: Shown = [0, cut];
    return [step, step, soFar].slice(draw(roll, 2), 2 + draw(roll, 2));
  });
}

function shuffled(shown: readonly Shown[], roll: Roll): Shown[] {
  return shown
    .map((one) => ({ one, at: draw(roll, 1000) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

function draw(roll: Roll, below: number): number {
  return Number(roll.next().value) % below;
}

function takeIn(amounts: readonly number[], shown: readonly Shown[]): number[] {
  const known = nothingKnown();
  for (const [i, [from, until]] of shown.entries()) {
    const opening = total(amounts.slice(0, from));
    resolveStatement(statement(`${i}`, amounts.slice(from, until), opening), known);
  }
  const lines = [...known.lines.values()].flat();
  return sorted(lines.map(({ movement }) => Number(movement)));
}

function nothingKnown(): Known {
  return { lines: new Map(), statements: new Map() };
}

function statement(key: string, amounts: readonly number[], opening: number): ShownStatement {
  const [paidIn, paidOut] = [
    amounts.filter((amount) => amount > 0),
    amounts.filter((amount) => amount < 0),
  ];
  return {
    key,
    account: 'account',
    head: `${key} from ${opening}`,
    movements: amounts.map(String),
    opening: BigInt(opening),
    closing: BigInt(opening + total(amounts)),
    moneyIn: BigInt(total(paidIn)),
    moneyOut: BigInt(-total(paidOut)),
  };
}

function days(from: string, until: string) {
  return { openingOn: toDay(`2026-${from}`), closingOn: toDay(`2026-${until}`) };
}

function total(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}

function sorted(numbers: readonly number[]): number[] {
  return numbers.toSorted((a, b) => a - b);
}
