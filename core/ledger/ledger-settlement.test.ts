import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { toCurrency } from '../kernel/money.ts';
import { settle, type Need, type Use } from './ledger-settlement.ts';

const EUR = toCurrency('EUR');

describe('bringing together what was settled and what was paid', () => {
  const amount = fc.bigInt({ min: 0n, max: 1000n });
  const needs = fc.array(fc.record({ open: amount, of: amount, customer: fc.integer({ max: 2 }) }));
  const uses = fc.array(
    fc.record({ forced: amount, free: amount, customer: fc.integer({ max: 2 }) }),
  );
  const waiting = fc.array(fc.record({ free: amount, customer: fc.integer({ max: 2 }) }));

  test('settles exactly what the file says, and spends no credit twice', () => {
    fc.assert(
      fc.property(needs, uses, waiting, (drawnNeeds, drawnUses, drawnWaiting) => {
        const wanted = drawnNeeds.map(({ open, of, customer }, n) => {
          const settled = of < open ? of : open;
          return needOf(`INV-${n}`, `C${customer}`, open, settled);
        });
        const credits = drawnUses.map(({ forced, free, customer }, n) =>
          useOf(`P-${n}`, `C${customer}`, forced, free),
        );
        const onAccount = drawnWaiting.map(({ free, customer }, n) =>
          useOf(`W-${n}`, `C${customer}`, 0n, free),
        );
        const needed = new Map(wanted.map((need) => [need.ref.reference, need.need]));
        const available = new Map(
          [...credits, ...onAccount].map((use) => [use.naturalKey, use.forced + use.free]),
        );
        const { shares, elsewhere, usedElsewhere } = settle({
          needs: new Map(wanted.map((need) => [`invoice ${need.ref.reference}`, need])),
          uses: new Map(credits.map((use) => [use.naturalKey, use])),
          stated: [],
          waiting: onAccount,
          allocated: new Map(),
        });

        const settledOf = sums([
          ...shares.map(({ item, amount: part }) => [item.ref.reference, part] as const),
          ...elsewhere.flatMap(({ slots }) =>
            slots.map(({ ref, open }) => [ref.reference, open] as const),
          ),
        ]);
        for (const [reference, need] of needed) expect(settledOf.get(reference) ?? 0n).toBe(need);
        const spentOf = sums([
          ...shares.map(({ credit, amount: part }) => [credit.naturalKey, part] as const),
          ...usedElsewhere.map(({ use, amount: part }) => [use.naturalKey, part] as const),
        ]);
        for (const [key, spent] of spentOf) expect(spent <= (available.get(key) ?? 0n)).toBe(true);
        for (const use of credits) expect(use.free >= 0n).toBe(true);
      }),
    );
  });

  test('never takes from another customer', () => {
    const { shares, elsewhere } = settle({
      needs: new Map([['invoice A', needOf('A', 'C1', 50n, 50n)]]),
      uses: new Map([['P', useOf('P', 'C2', 0n, 50n)]]),
      stated: [],
      waiting: [useOf('W', 'C2', 0n, 50n)],
      allocated: new Map(),
    });
    expect(shares).toEqual([]);
    expect(elsewhere.map(({ slots }) => slots[0]?.open)).toEqual([50n]);
  });
});

function sums(parts: readonly (readonly [string, bigint])[]): Map<string, bigint> {
  const sum = new Map<string, bigint>();
  for (const [key, part] of parts) sum.set(key, (sum.get(key) ?? 0n) + part);
  return sum;
}

function needOf(reference: string, customerNumber: string, open: bigint, need: bigint): Need {
  const ref = { kind: 'invoice' as const, reference };
  return {
    customerNumber,
    currency: EUR,
    ref,
    issuedOn: toDay('2026-01-31'),
    dueOn: toDay('2026-03-02'),
    settledOn: toDay('2026-03-31'),
    need,
    slots: [{ ref, place: undefined, open }],
    isStated: true,
  };
}

function useOf(naturalKey: string, customerNumber: string, forced: bigint, free: bigint): Use {
  return {
    naturalKey,
    place: undefined,
    kind: 'payment',
    reference: naturalKey,
    customerNumber,
    currency: EUR,
    receivedOn: toDay('2026-02-20'),
    forced,
    free,
  };
}
