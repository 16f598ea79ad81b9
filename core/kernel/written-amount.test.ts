import { assert, bigInt, property } from 'fast-check';
import { expect, test } from 'vitest';
import { readAmount, recogniseDecimalMark } from './written-amount.ts';

test.each([
  ['1,234.56', '.', '1234.56'],
  ['1.234,56', ',', '1234.56'],
  ['1 234,56', ',', '1234.56'],
  ['1\u00a0234\u202f567,5', ',', '1234567.5'],
  ["1'234.56", '.', '1234.56'],
  ['1’234.56', '.', '1234.56'],
  ['12,34,567.00', '.', '1234567.00'],
  ['12.00-', '.', '-12.00'],
  ['-12.00', '.', '-12.00'],
  ['−12,00', ',', '-12.00'],
  ['(12.00)', '.', '-12.00'],
  ['€ (12,00)', ',', '-12.00'],
  ['€ 1.250,00', ',', '1250.00'],
  ['1.250,00 €', ',', '1250.00'],
  ['-$12', '.', '-12'],
  ['$-12', '.', '-12'],
  ['EUR 12.50', '.', '12.50'],
  ['12,50 kr', ',', '12.50'],
  ['12,-', ',', '12'],
  ['203,', ',', '203'],
  ['.5', '.', '0.5'],
  ['0012,50', ',', '12.50'],
  ['+7', '.', '7'],
] as const)('%s with the decimal mark %s is %s', (text, mark, exact) => {
  expect(readAmount(text, mark)).toBe(exact);
});

test.each([
  ['12.34.56'],
  ['1,23,4'],
  ['abc'],
  [''],
  ['1 2'],
  ['12 EUR 13'],
  ['1e5'],
  ['-'],
  ['1.2.3,4,5'],
])("'%s' is no amount", (text) => {
  expect(readAmount(text, '.')).toBeUndefined();
  expect(readAmount(text, ',')).toBeUndefined();
});

test('a column of amounts shows its decimal mark even when one of them alone does not', () => {
  expect(recogniseDecimalMark(['1.234', '99,50'])).toMatchObject({
    mark: ',',
    certainty: 'certain',
  });
  expect(recogniseDecimalMark(['1,234', '99.50'])).toMatchObject({
    mark: '.',
    certainty: 'certain',
  });
  expect(recogniseDecimalMark(['1.234.567'])).toMatchObject({ mark: ',', certainty: 'certain' });
  expect(recogniseDecimalMark(["1'234.500"])).toMatchObject({ mark: '.', certainty: 'certain' });
});

test('when every amount could be read either way, a person is asked', () => {
  expect(recogniseDecimalMark(['1.234', '7'])).toEqual({
    mark: '.',
    certainty: 'undecided',
    doubtful: '1.234',
  });
});

test('when a column shows both marks, a person is asked', () => {
  expect(recogniseDecimalMark(['1,50', '2,50', '3.50'])).toEqual({
    mark: ',',
    certainty: 'undecided',
    doubtful: '3.50',
  });
});

test('what is written with either mark is read back to the cent', () => {
  assert(
    property(bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), (cents) => {
      const size = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
      const exact = `${cents < 0n ? '-' : ''}${size.slice(0, -2)}.${size.slice(-2)}`;
      const grouped = exact.replace(/\B(?=(\d{3})+\.)/g, ',');
      const european = grouped.replace(/[.,]/g, (mark) => (mark === '.' ? ',' : '.'));
      expect(readAmount(grouped, '.')).toBe(exact);
      expect(readAmount(european, ',')).toBe(exact);
    }),
  );
});
