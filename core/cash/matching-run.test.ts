import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assert } from '../kernel/assert.ts';
import { toDay } from '../kernel/day.ts';
import type { CreditItemId } from '../kernel/id.ts';
import type { LineToMatch } from './line-to-match.ts';
import { BOOKS, books, decide, pay, total } from './matching-example.ts';
import { decideInOrder, type Step } from './matching-run.ts';
import { cashDiscounts } from '../ledger/cash-discount.ts';
import { SHORT_PAYMENT_RULES } from './short-payment-rules.ts';
import type { Decision } from './matching.ts';

const RULES = SHORT_PAYMENT_RULES.defaults;

describe('lines are decided one after the other', () => {
  test('the second payment of one invoice finds it settled', () => {
    const lines = [pay(10_000n, 'INV-1001'), pay(10_000n, 'INV-1001')];
    expect(run(lines)).toMatchObject([
      { verdict: 'matched' },
      { verdict: 'unapplied', why: 'item_already_settled' },
    ]);
  });

  test('what a payment takes of an item is not taken of a credit note with the same id', () => {
    const [note] = BOOKS.creditNotes;
    const [, item] = BOOKS.items;
    if (!note || !item) throw new Error('Expected: a credit note and an item');
    const sameId = { ...note, id: item.id as string as CreditItemId };
    const lines = [pay(10_000n, 'INV-1001'), pay(17_000n, 'INV-1002 CN-9001')];
    expect(run(lines, { ...BOOKS, creditNotes: [sameId] })).toMatchObject([
      { verdict: 'matched' },
      { verdict: 'matched' },
    ]);
  });

  test('a line that the rule stumbles over is left to a person, and stops no other', () => {
    const broken = Object.defineProperty(pay(10_000n, 'INV-1001'), 'texts', {
      get: () => assert(false, 'a text'),
    });
    const [first, second] = run([broken, pay(20_000n, 'INV-1002')]);
    expect(first).toMatchObject({ verdict: 'unapplied', why: 'rule_failed', proposals: [] });
    expect(first).toHaveProperty('failure.message', 'Expected: a text');
    expect(second).toMatchObject({ verdict: 'matched' });
  });

  test('the rest of a part payment settles the invoice', () => {
    const lines = [
      pay(4000n, 'INV-1001', { payerAccount: 'ACME', payerName: 'Acme' }),
      pay(6000n, 'INV-1001'),
    ];
    expect(run(lines)).toMatchObject([
      { tier: 'short/-/quoted/twice/full' },
      { tier: 'exact/-/quoted/unknown/full' },
    ]);
  });
});

describe('whatever a line says', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom(...'INV-1001 /,.;:+#()0OlS5%€ß'.split('')), maxLength: 200 }),
  );
  test('the rule never stumbles over it', () => {
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.bigInt({ min: 1n, max: 10n ** 17n }),
        (text, name, minor) => {
          const [decision] = run([pay(minor, text, { payerName: name, payerAccount: name })]);
          expect(decision).not.toHaveProperty('failure');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('whatever is paid', () => {
  const references = ['INV-1001', 'INV-1002', 'INV-3001', 'INV-5001', 'INV-5002', 'CN-9001', '12'];
  const lines = fc.array(
    fc.record({
      minor: fc.oneof(
        fc.constantFrom(10_000n, 20_000n, 30_000n, 27_000n, 4000n, 5000n, 5555n),
        fc.bigInt({ min: 1n, max: 40_000n }),
      ),
      quoted: fc.subarray(references),
      payerAccount: fc.constantFrom('ACME', 'DELFT', 'SHARED', 'UNKNOWN'),
    }),
    { maxLength: 8 },
  );
  const drawn = fc.property(lines, (made) => {
    const toMatch = made.map(({ minor, quoted, payerAccount }) =>
      pay(minor, quoted.join(', '), { payerAccount }),
    );
    const decisions = run(toMatch);
    const used = new Map<string, bigint>();
    for (const [i, decision] of decisions.entries()) {
      if (decision.verdict === 'unapplied') continue;
      const shares = decision.shares.filter(({ creditNoteId }) => creditNoteId === undefined);
      expect(total(shares)).toBeLessThanOrEqual(toMatch[i]?.amount.minor ?? 0n);
      for (const { openItemId, creditNoteId, amount } of decision.shares) {
        expect(amount.minor).toBeGreaterThan(0n);
        used.set(openItemId, (used.get(openItemId) ?? 0n) + amount.minor);
        if (creditNoteId) used.set(creditNoteId, (used.get(creditNoteId) ?? 0n) + amount.minor);
      }
    }
    for (const { id, openAmount } of BOOKS.items)
      expect(used.get(id) ?? 0n).toBeLessThanOrEqual(openAmount.minor);
    for (const { id, unallocated } of BOOKS.creditNotes)
      expect(used.get(id) ?? 0n).toBeLessThanOrEqual(unallocated.minor);
  });

  test('a match spends no more than the payment, and no item takes more than is open', () => {
    fc.assert(drawn);
  });

  test('proposals never spend more than the payment either', () => {
    fc.assert(
      fc.property(lines, (made) => {
        for (const { minor, quoted, payerAccount } of made) {
          const decision = decide(pay(minor, quoted.join(' '), { payerAccount }));
          if (decision.verdict === 'matched') continue;
          for (const { shares, rest } of decision.proposals) {
            const paid = shares.filter(({ creditNoteId }) => creditNoteId === undefined);
            expect(total(paid) + rest.minor).toBe(minor);
          }
        }
      }),
    );
  });
});

describe('the order of the bank', () => {
  test('counts, and not the order in which lines are handed in', () => {
    const [first, second] = [pay(10_000n, 'INV-1001'), pay(10_000n, 'INV-1001')];
    const steps = [step(second, '2026-03-03'), step(first, '2026-03-02')];
    const decisions = decideInOrder(steps, books(), RULES);
    expect(decisions.get(first.id)).toMatchObject({ verdict: 'matched' });
    expect(decisions.get(second.id)).toMatchObject({ why: 'item_already_settled' });
  });

  test('a discount is granted at its place: what pays the rest later finds the item settled', () => {
    const discounts = cashDiscounts('2 % 14 days', toDay('2026-02-20'));
    const items = BOOKS.items.map((one) => ({ ...one, discounts }));
    const [less, rest] = ['98.00', '2.00'].map((amount) =>
      pay(BigInt(amount.replace('.', '')), 'INV-1001', {
        payerName: 'Acme Ltd',
        payerAccount: 'ACME',
      }),
    );
    if (!less || !rest) throw new Error('Expected: two payments');
    const steps = [step(rest, '2026-03-03'), step(less, '2026-03-02')];
    const decisions = decideInOrder(steps, books({ ...BOOKS, items }), RULES);
    expect(decisions.get(less.id)).toMatchObject({
      verdict: 'matched',
      granted: {
        answer: 'discount',
        shares: [{ openItemId: 'INV-1001', amount: { minor: 200n } }],
      },
    });
    expect(decisions.get(rest.id)).toMatchObject({ why: 'item_already_settled' });
  });
});

function run(lines: readonly LineToMatch[], candidates = BOOKS): Decision[] {
  const steps = lines.map((line, i) => step(line, '2026-03-02', i + 1));
  const decisions = decideInOrder(steps, books(candidates), RULES);
  return lines.map(({ id }) => decisions.get(id) as Decision);
}

function step(line: LineToMatch, on: string, occurrence = 1): Step {
  return { ...order(on, occurrence), line, paidOn: toDay(on) };
}

function order(on: string, occurrence = 1) {
  return { bookedOn: toDay(on), account: 'ours', movement: 'same', occurrence };
}
