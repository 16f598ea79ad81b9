import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { AllocationId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import {
  acceptAllocations,
  acceptReversals,
  allocate,
  type Allocation,
  type AllocationDraft,
} from './allocation.ts';
import type { CreditItem } from './credit-item.ts';
import { byDueDay, type OpenItem } from './open-item.ts';

const EUR = toCurrency('EUR');
const USD = toCurrency('USD');

describe('allocating an amount over items', () => {
  test('settles the items in the order given', () => {
    const plan = allocate(money(150n, EUR), [item('INV-1', 100n), item('INV-2', 100n)]);
    expect(plan.shares.map((share) => [share.item.reference, share.amount.minor])).toEqual([
      ['INV-1', 100n],
      ['INV-2', 50n],
    ]);
    expect(plan.unallocated.minor).toBe(0n);
  });

  test('leaves the rest of an overpayment unallocated', () => {
    expect(allocate(money(130n, EUR), [item('INV-1', 100n)]).unallocated.minor).toBe(30n);
  });

  test('passes over an item that is already settled', () => {
    const plan = allocate(money(50n, EUR), [item('INV-1', 0n), item('INV-2', 50n)]);
    expect(plan.shares.map((share) => share.item.reference)).toEqual(['INV-2']);
  });

  test('never creates and never loses money', () => {
    const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n });
    fc.assert(
      fc.property(amounts, fc.array(amounts, { maxLength: 20 }), (paid, open) => {
        const items = open.map((amount, i) => item(`INV-${i}`, amount));
        const plan = allocate(money(paid, EUR), items);
        const allocated = plan.shares.reduce((sum, share) => sum + share.amount.minor, 0n);
        expect(allocated + plan.unallocated.minor).toBe(paid);
      }),
    );
  });
});

describe('an allocation is refused', () => {
  const credits = byId([
    credit('PAY-1', 100n),
    { ...credit('PAY-2', 100n), customerId: undefined },
    credit('PAY-3', 100n, USD),
    { ...credit('CN-1', 100n), kind: 'credit_note' as const },
  ]);
  const items = byId([
    item('INV-1', 60n),
    item('INV-2', 60n),
    { ...item('INV-3', 60n), customerId: 'Borealis' as CustomerId },
    { ...item('INV-4', 60n), customerId: 'Acme Logistics' as CustomerId },
  ]);
  const groups = new Map([['Acme Logistics' as CustomerId, 'Acme' as CustomerId]]);
  const books = { credits, items, groups };

  test.each([
    ['when its amount is nothing', [draft('PAY-1', 'INV-1', 0n)], 'amount_must_be_positive'],
    ['when the credit is not ours', [draft('PAY-9', 'INV-1', 1n)], 'credit_item_must_exist'],
    ['when the item is not ours', [draft('PAY-1', 'INV-9', 1n)], 'open_item_must_exist'],
    ['while nobody knows the payer', [draft('PAY-2', 'INV-1', 1n)], 'customer_must_be_known'],
    ['of a credit note for another customer', [draft('CN-1', 'INV-3', 1n)], 'customers_must_match'],
    ['across currencies', [draft('PAY-3', 'INV-1', 1n)], 'currencies_must_match'],
    ['above what is open', [draft('PAY-1', 'INV-1', 61n)], 'open_amount_must_cover'],
    [
      'when earlier ones leave too little of the credit',
      [draft('PAY-1', 'INV-1', 60n), draft('PAY-1', 'INV-2', 41n)],
      'unallocated_must_cover',
    ],
    [
      'when earlier ones leave too little of the item',
      [draft('PAY-1', 'INV-1', 40n), draft('PAY-1', 'INV-1', 21n)],
      'open_amount_must_cover',
    ],
  ])('%s', (_when, drafts, reason) => {
    expect(acceptAllocations(drafts, books)).toMatchObject({ accepted: false, reason });
  });

  test('never when together they fit to the cent', () => {
    const drafts = [draft('PAY-1', 'INV-1', 60n), draft('PAY-1', 'INV-2', 40n)];
    expect(acceptAllocations(drafts, books)).toEqual({ accepted: true, value: drafts });
  });

  test.each([
    ['the parent pays for a subsidiary', draft('PAY-1', 'INV-4', 60n)],
    ['a credit note of the parent is set against it', draft('CN-1', 'INV-4', 60n)],
    ['somebody pays for another, as a factor does', draft('PAY-1', 'INV-3', 60n)],
  ])('never because %s', (_why, one) => {
    expect(acceptAllocations([one], books)).toMatchObject({ accepted: true });
  });
});

describe('a reversal', () => {
  const inForce = allocation('A-1', {});
  const allocations = byId([
    inForce,
    allocation('A-2', { isReversed: true }),
    allocation('A-3', { reversesId: 'A-2' as AllocationId }),
  ]);
  const reverse = (...ids: string[]) => acceptReversals(ids as AllocationId[], allocations);

  test('takes an allocation in force, once even when named twice', () => {
    expect(reverse('A-1', 'A-1')).toEqual({ accepted: true, value: [inForce] });
  });

  test.each([
    ['A-9', 'allocation_must_exist'],
    ['A-2', 'allocation_must_be_in_force'],
    ['A-3', 'allocation_must_be_in_force'],
  ])('of %s is refused: %s', (id, reason) => {
    expect(reverse(id)).toMatchObject({ accepted: false, reason });
  });
});

test('items are worked oldest due first, and the reference breaks ties', () => {
  const items = [
    { ...item('INV-3', 1n), dueOn: toDay('2026-03-02') },
    { ...item('INV-2', 1n), dueOn: toDay('2026-03-01') },
    { ...item('INV-1', 1n), dueOn: toDay('2026-03-02') },
  ];
  expect(items.toSorted(byDueDay).map((i) => i.reference)).toEqual(['INV-2', 'INV-1', 'INV-3']);
});

function item(reference: string, open: bigint): OpenItem {
  return {
    id: reference as OpenItemId,
    customerId: 'Acme' as CustomerId,
    kind: 'invoice',
    reference,
    issuedOn: toDay('2026-02-01'),
    dueOn: toDay('2026-03-01'),
    amount: money(open, EUR),
    openAmount: money(open, EUR),
  };
}

function credit(reference: string, amount: bigint, currency = EUR): CreditItem {
  return {
    id: reference as CreditItemId,
    customerId: 'Acme' as CustomerId,
    kind: 'payment',
    reference,
    receivedOn: toDay('2026-03-02'),
    amount: money(amount, currency),
    unallocated: money(amount, currency),
  };
}

function allocation(id: string, change: Partial<Allocation>): Allocation {
  return {
    id: id as AllocationId,
    creditItemId: 'PAY-1' as CreditItemId,
    openItemId: 'INV-1' as OpenItemId,
    amount: money(60n, EUR),
    reversesId: undefined,
    isReversed: false,
    ...change,
  };
}

function draft(creditItem: string, openItem: string, minor: bigint): AllocationDraft {
  return {
    creditItemId: creditItem as CreditItemId,
    openItemId: openItem as OpenItemId,
    amount: money(minor, creditItem === 'PAY-3' ? USD : EUR),
  };
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<Row['id'], Row> {
  return new Map(rows.map((row) => [row.id, row]));
}
