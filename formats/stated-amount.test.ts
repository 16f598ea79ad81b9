import { toCurrency } from '@goodterms/core/kernel/money.ts';
import { array, assert as check, bigInt, property, record, nat } from 'fast-check';
import { expect, test } from 'vitest';
import { exactSum, isSameAmount, negated, statedAmount, whyNotMoney } from './stated-amount.ts';

const EUR = toCurrency('EUR');

test('an amount of the currency is money, with the decimals of the currency', () => {
  expect(statedAmount('8.850', EUR)).toMatchObject({ exact: '8.85', money: { minor: 885n } });
  expect(statedAmount('007', toCurrency('JPY'))).toMatchObject({
    exact: '7',
    money: { minor: 7n },
  });
});

test('an amount that no account has seen is shown and is no money', () => {
  const amount = statedAmount('-1000000000000000.00', EUR);
  expect(amount).toMatchObject({ exact: '-1000000000000000.00', money: undefined });
  expect(amount && whyNotMoney(amount)).toMatch(/more than any account has seen$/);
});

test('more decimals than the currency has stay as they are and are no money', () => {
  const amount = statedAmount('-1.23456', EUR);
  expect(amount).toMatchObject({ exact: '-1.23456', money: undefined });
  expect(amount && whyNotMoney(amount)).toBe(
    '-1.23456 EUR has more than the 2 decimals of its currency',
  );
});

test('without a currency there is no money', () => {
  const amount = statedAmount('5.00', undefined);
  expect(amount && whyNotMoney(amount)).toBe('5.00 has no currency');
});

test.each([[''], ['five'], ['1,5'], ['1e5'], ['--1'], ['1.2.3'], ['NaN']])(
  "'%s' is no amount",
  (text) => {
    expect(statedAmount(text, EUR)).toBeUndefined();
  },
);

test('negating twice is the amount again', () => {
  const amount = statedAmount('1.234', EUR);
  expect(amount && negated(negated(amount))).toEqual(amount);
});

test('a sum is exact whatever decimals its parts have', () => {
  expect(exactSum([])).toBe('0');
  expect(exactSum(['0.1', '0.2', '-0.300'])).toBe('0.000');
  expect(isSameAmount('0.000', '0')).toBe(true);
  const written = record({
    whole: bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    decimals: nat(5),
  });
  check(
    property(array(written), (amounts) => {
      const texts = amounts.map(({ whole, decimals }) =>
        decimals === 0 ? `${whole}` : `${whole}.${'0'.repeat(decimals)}`,
      );
      const total = amounts.reduce((sum, { whole }) => sum + whole, 0n);
      expect(isSameAmount(exactSum(texts), `${total}`)).toBe(true);
    }),
  );
});
