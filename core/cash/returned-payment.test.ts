import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { BankReferences } from './bank-line.ts';
import {
  pairReturns,
  returnedPayment,
  type EarlierPayment,
  type TakenBack,
} from './returned-payment.ts';

const EUR = toCurrency('EUR');

test('a payment is found again by its end-to-end reference', () => {
  const earlier = [
    payment('Monday', { references: references({ endToEnd: 'E2E-1' }) }),
    payment('Tuesday', { references: references({ endToEnd: 'E2E-2' }) }),
  ];
  expect(returned({ references: references({ endToEnd: 'e2e 2' }) }, earlier)).toBe('Tuesday');
});

test('a payment is found again by its text in the text of the return', () => {
  const earlier = [
    payment('Monday', { remittance: 'INV-1001' }),
    payment('Tuesday', { remittance: 'INV-1002' }),
  ];
  expect(returned({ remittance: 'RETURN AC04 INV-1002 ACCOUNT CLOSED' }, earlier)).toBe('Tuesday');
});

test('the account decides between payments with the same text, and is enough alone', () => {
  const earlier = [
    payment('Acme', { remittance: 'rent', payerAccount: 'ACME' }),
    payment('Borealis', { remittance: 'rent', payerAccount: 'BOREALIS' }),
  ];
  expect(returned({ remittance: 'rent', payerAccount: 'ACME' }, earlier)).toBe('Acme');
  expect(returned({ remittance: 'R-transaction', payerAccount: 'ACME' }, earlier)).toBe('Acme');
});

test.each<[string, Partial<EarlierPayment>]>([
  ['another amount', { amount: money(5001n, EUR) }],
  ['another currency', { amount: money(5000n, toCurrency('USD')) }],
  ['a later day', { bookedOn: toDay('2026-03-21') }],
  ['a day too long ago', { bookedOn: toDay('2026-01-10') }],
])('a payment of %s is not meant', (_of, change) => {
  const earlier = [payment('other', { payerAccount: 'ACME', ...change })];
  expect(returned({ payerAccount: 'ACME' }, earlier)).toBeUndefined();
});

test('two that may be meant are for a person, and so is an amount alone', () => {
  const twice = [
    payment('Monday', { payerAccount: 'ACME' }),
    payment('Tuesday', { payerAccount: 'ACME' }),
  ];
  expect(returned({ payerAccount: 'ACME' }, twice)).toBeUndefined();
  expect(returned({}, [payment('Monday', {})])).toBeUndefined();
});

test('the first of two returns takes the payment back, whichever is handed in first', () => {
  const earlier = [payment('Monday', { payerAccount: 'ACME' })];
  const [first, second] = [takenBack('first', '2026-03-10'), takenBack('second', '2026-03-11')];
  for (const returns of [
    [first, second],
    [second, first],
  ])
    expect([...pairReturns(returns, earlier)]).toEqual([['first', 'Monday']]);
});

test('a payment that is told apart leaves the other one to the next return', () => {
  const earlier = [
    payment('Monday', { payerAccount: 'ACME', references: references({ endToEnd: 'E2E-1' }) }),
    payment('Tuesday', { payerAccount: 'ACME' }),
  ];
  const first = {
    ...takenBack('first', '2026-03-10'),
    references: references({ endToEnd: 'E2E-1' }),
  };
  expect([...pairReturns([takenBack('second', '2026-03-11'), first], earlier)]).toEqual([
    ['first', 'Monday'],
    ['second', 'Tuesday'],
  ]);
});

function takenBack(id: string, on: string): TakenBack {
  return {
    ...payment(id, { payerAccount: 'ACME', bookedOn: toDay(on), amount: money(-5000n, EUR) }),
    account: 'ours',
    movement: id,
    occurrence: 1,
  };
}

function returned(change: Partial<EarlierPayment>, earlier: readonly EarlierPayment[]) {
  const line = payment('return', {
    bookedOn: toDay('2026-03-20'),
    amount: money(-5000n, EUR),
    ...change,
  });
  return returnedPayment(line, earlier)?.id;
}

function payment(id: string, change: Partial<EarlierPayment>): EarlierPayment {
  return {
    id: id as BankLineId,
    bookedOn: toDay('2026-03-02'),
    amount: money(5000n, EUR),
    payerAccount: undefined,
    remittance: '',
    references: references({}),
    ...change,
  };
}

function references(change: Partial<BankReferences>): BankReferences {
  return {
    endToEnd: undefined,
    structured: undefined,
    customer: undefined,
    bank: undefined,
    ...change,
  };
}
