import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, type Day } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { Dispute } from '../disputes/dispute.ts';
import { askContactGate } from './contact-gate.ts';
import type {
  ContactPicture,
  ItemInPicture,
  ProbablePayment,
  ShortPaid,
} from './contact-picture.ts';
import { decide } from './dunning.ts';
import type { DunningHold } from './dunning-hold.ts';
import { CALM, examplePicture, SETTINGS, TODAY } from './example-picture.ts';
import type { PromiseToPay } from './promise-to-pay.ts';

const IDS = ['A', 'B', 'C', 'D', 'E'] as const;
const currencies = fc.constantFrom(toCurrency('EUR'), toCurrency('USD'));
const amounts = fc.bigInt({ min: 1n, max: 300_000n });
const ids = fc.constantFrom(...IDS).map((id) => id as string as Id<'open item'>);
const day = (min: number, max: number) =>
  fc.integer({ min, max }).map((days): Day => addDays(TODAY, days));

const item = (id: string): fc.Arbitrary<ItemInPicture> =>
  fc
    .record({
      minor: fc.oneof(amounts, fc.constant(0n)),
      currency: currencies,
      dueOn: day(-120, 20),
      level: fc.integer({ min: 0, max: 4 }),
      levelOn: day(-60, 0),
    })
    .map(({ minor, currency, dueOn, level, levelOn }) => ({
      id: id as Id<'open item'>,
      dueOn,
      open: money(minor, currency),
      level,
      levelOn: level === 0 ? undefined : levelOn,
    }));

const dispute: fc.Arbitrary<Dispute> = fc.record({
  id: fc.string().map((id) => id as Id<'dispute'>),
  openItemId: ids,
  amount: fc.option(
    amounts.map((minor) => money(minor, toCurrency('EUR'))),
    { nil: undefined },
  ),
  openedOn: day(-40, 0),
  isClosed: fc.boolean(),
});

const short: fc.Arbitrary<ShortPaid> = fc.record({
  openItemId: ids,
  amount: amounts.map((minor) => money(minor, toCurrency('EUR'))),
  foundOn: day(-40, 0),
});

const hold: fc.Arbitrary<DunningHold> = fc.record({
  id: fc.string().map((id) => id as Id<'dunning hold'>),
  openItemId: fc.option(ids, { nil: undefined }),
  fromOn: day(-30, 5),
  untilOn: day(-5, 30),
  isLifted: fc.boolean(),
});

const promise: fc.Arbitrary<PromiseToPay> = fc
  .record({
    named: fc.uniqueArray(ids, { maxLength: 3 }),
    part: amounts,
    share: fc.bigInt({ min: 0n, max: 100n }),
    currency: currencies,
    promisedFor: day(-10, 20),
    isCancelled: fc.boolean(),
  })
  .map(({ named, part, share, currency, ...rest }) => {
    const paid = (part * share) / 100n;
    const count = BigInt(Math.max(1, named.length));
    return {
      ...rest,
      id: 'promise' as Id<'promise to pay'>,
      madeOn: addDays(TODAY, -20),
      amount: money(part * count, currency),
      paid: money(paid * count, currency),
      items: named.map((openItemId) => ({
        openItemId,
        amount: money(part, currency),
        paid: money(paid, currency),
      })),
    };
  });

const probablePayment: fc.Arbitrary<ProbablePayment> = fc.record({
  openItemId: ids,
  amount: amounts.map((minor) => money(minor, toCurrency('EUR'))),
  isTheirs: fc.boolean(),
  on: day(-10, 0),
});

const pictures: fc.Arbitrary<ContactPicture> = fc
  .record({
    items: fc.tuple(...IDS.map(item)),
    disputes: fc.array(dispute, { maxLength: 3 }),
    shortPaid: fc.array(short, { maxLength: 2 }),
    holds: fc.array(hold, { maxLength: 2 }),
    promises: fc.array(promise, { maxLength: 2 }),
    probablePayments: fc.array(probablePayment, { maxLength: 2 }),
    unallocated: fc.uniqueArray(fc.record({ minor: amounts, currency: currencies }), {
      selector: ({ currency }) => currency,
      maxLength: 2,
    }),
  })
  .map(({ items, ...rest }) =>
    examplePicture({
      ...rest,
      items: items.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : 0)),
    }),
  );

const ask = (picture: ContactPicture) => askContactGate(picture, CALM, SETTINGS);

function askedOf(picture: ContactPicture): Map<string, bigint> {
  return new Map(ask(picture).items.map(({ id, askable }) => [id, askable]));
}

test('what is open is what may be asked and what may not, and nothing else', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      for (const { open, askable, exclusions } of ask(picture).items) {
        const excluded = exclusions.reduce((sum, { amount }) => sum + amount, 0n);
        expect(askable + excluded).toBe(open.minor);
        expect(askable >= 0n).toBe(true);
      }
    }),
  );
});

test('nothing is asked before its due day has passed', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      for (const { item: of, askable } of ask(picture).items)
        if (of.dueOn >= picture.today) expect(askable).toBe(0n);
    }),
  );
});

test('a sum is asked only of what its items leave, in each currency by itself', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const { items, chaseable, overdue } = ask(picture);
      for (const { currency, minor } of chaseable) {
        const parts = items.filter(({ open }) => open.currency === currency);
        expect(parts.reduce((sum, { askable }) => sum + askable, 0n)).toBe(minor);
        const late = overdue.find((one) => one.currency === currency);
        expect(late !== undefined && minor <= late.minor).toBe(true);
      }
    }),
  );
});

test('one more dispute, short payment, hold, promise, credit or probable payment never has anybody asked for more', () => {
  const additions = fc.oneof(
    dispute.map((one) => (of: ContactPicture) => ({ ...of, disputes: [...of.disputes, one] })),
    short.map((one) => (of: ContactPicture) => ({ ...of, shortPaid: [...of.shortPaid, one] })),
    hold.map((one) => (of: ContactPicture) => ({ ...of, holds: [...of.holds, one] })),
    probablePayment.map((one) => (of: ContactPicture) => ({
      ...of,
      // Of money that is theirs already it only says for which items it is.
      probablePayments: [...of.probablePayments, { ...one, isTheirs: false }],
    })),
    promise.map((one) => (of: ContactPicture) => ({ ...of, promises: [...of.promises, one] })),
    fc
      .record({ minor: amounts, currency: currencies })
      .map((one) => (of: ContactPicture) => ({ ...of, unallocated: [...of.unallocated, one] })),
  );
  fc.assert(
    fc.property(pictures, additions, (picture, add) => {
      const before = askedOf(picture);
      for (const [id, asked] of askedOf(add(picture)))
        expect(asked <= (before.get(id) ?? 0n)).toBe(true);
      if (!ask(picture).mayContact) expect(ask(add(picture)).mayContact).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test('a decision to remind names only what may be asked, and a step that is the next of its case', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      const decision = decide(picture, CALM, SETTINGS);
      if (decision.action !== 'remind') return;
      const asked = askedOf(picture);
      for (const { id, amount } of decision.items) expect(amount).toBe(asked.get(id));
      const of = picture.items.find(({ id }) => id === decision.caseItemId);
      expect(decision.step?.level).toBe((of?.level ?? -1) + 1);
    }),
    { numRuns: 500 },
  );
});

test('the same picture is decided the same way', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      expect(decide(picture, CALM, SETTINGS)).toEqual(decide(picture, CALM, SETTINGS));
    }),
  );
});
