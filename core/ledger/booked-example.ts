import { toDay } from '../kernel/day.ts';
import type { AllocationId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { toCurrency } from '../kernel/money.ts';
import {
  itemKey,
  type BookedCredit,
  type BookedCustomer,
  type BookedItem,
} from './ledger-books.ts';

/** Books for the tests of the rules: customer C1, amounts in cents, an invoice of 31 January 2026. */
const EUR = toCurrency('EUR');
const SETTLED_ON = toDay('2026-03-31');

export function bookedCustomer(number: string): BookedCustomer {
  return {
    id: number as CustomerId,
    number,
    name: number,
    parentNumber: undefined,
    legalId: undefined,
    country: undefined,
    currency: EUR,
    language: 'en',
    termDays: undefined,
    creditLimit: undefined,
    riskClass: undefined,
    collectorId: undefined,
  };
}

export function bookedItem(
  reference: string,
  { amount, open, settled = [] }: { amount: bigint; open: bigint; settled?: readonly bigint[] },
): BookedItem {
  const ref = { kind: 'invoice' as const, reference };
  return {
    id: reference as OpenItemId,
    customerId: 'C1' as CustomerId,
    customerNumber: 'C1',
    ref,
    issuedOn: toDay('2026-01-31'),
    dueOn: toDay('2026-03-02'),
    currency: EUR,
    amount,
    orderReference: undefined,
    paymentReference: undefined,
    slots: [{ ref, place: undefined, open }],
    shares: settled.map((each, i) => ({
      allocationId: `${reference} ${i}` as AllocationId,
      creditItemId: `${reference} ${i}` as CreditItemId,
      openItemId: reference as OpenItemId,
      naturalKey: undefined,
      ref,
      itemKey: itemKey(ref),
      currency: EUR,
      amount: each,
      allocatedOn: SETTLED_ON,
    })),
  };
}

export function bookedCredit(naturalKey: string, left: bigint): BookedCredit {
  return {
    id: naturalKey as CreditItemId,
    naturalKey,
    kind: 'payment',
    reference: naturalKey,
    customerNumber: 'C1',
    currency: EUR,
    receivedOn: toDay('2026-02-20'),
    amount: left,
    unallocated: left,
    shares: [],
  };
}
