import { expect, test } from 'vitest';
import { amountText, amountsText, isZero, typedAmount } from './amount-text.ts';

test('an amount is exact, grouped, and carries its currency', () => {
  expect(amountText({ amount: '1250.00', currency: 'EUR' })).toBe('€1,250.00');
  expect(amountText({ amount: '90071992547409931.01', currency: 'EUR' })).toBe(
    '€90,071,992,547,409,931.01',
  );
  expect(amountText({ amount: '5000', currency: 'JPY' })).toBe('JPY 5,000');
});

test('less than nothing has a real minus sign', () => {
  expect(amountText({ amount: '-12.50', currency: 'EUR' })).toBe('−€12.50');
});

test('currencies stand side by side and are never added up', () => {
  expect(
    amountsText([
      { amount: '10.00', currency: 'EUR' },
      { amount: '20.00', currency: 'GBP' },
    ]),
  ).toBe('€10.00 and £20.00');
});

test('nothing is nothing, however it is written', () => {
  expect(isZero({ amount: '0.00', currency: 'EUR' })).toBe(true);
  expect(isZero({ amount: '0.01', currency: 'EUR' })).toBe(false);
});

test.each([
  ['1,250.5', '1250.5'],
  ["1'250.00", '1250.00'],
  [' 1 250 ', '1250'],
  ['1.250,00', undefined],
  ['-5', undefined],
  ['about 5', undefined],
  ['', undefined],
])('somebody types %j', (typed, exact) => {
  expect(typedAmount(typed)).toBe(exact);
});
