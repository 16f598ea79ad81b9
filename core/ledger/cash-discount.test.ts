import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { cashDiscounts, discountOf } from './cash-discount.ts';

const ISSUED = toDay('2026-03-01');

describe('the discounts of terms', () => {
  test.each<[string, string[]]>([
    ['2/10N30', ['200 until 2026-03-11']],
    ['3/14N45', ['300 until 2026-03-15']],
    ['2%/10 net 30', ['200 until 2026-03-11']],
    ['14 Tage 2 % Skonto, 30 Tage netto', ['200 until 2026-03-15']],
    ['2,5% 10 dgn, 45 dagen', ['250 until 2026-03-11']],
    ['2% 14 jours, 3% 8 jours, 45 jours net', ['300 until 2026-03-09', '200 until 2026-03-15']],
    ['1.5 percent within 7 days', ['150 until 2026-03-08']],
    [
      '#SKONTO#TAGE=7#PROZENT=2.25#BASISBETRAG=10.00#\n#SKONTO#TAGE=30#PROZENT=0.00#\n',
      ['225 until 2026-03-08'],
    ],
    ['2%10NET30', ['200 until 2026-03-11']],
    ['N30', []],
    ['30', []],
    ['30 Tage netto', []],
    ['10/30/60', []],
    ['30/60', []],
    ['Due on receipt', []],
    ['19 % VAT included, 30 days', []],
  ])('%s', (terms, said) => {
    const discounts = cashDiscounts(terms, ISSUED);
    expect(discounts.map(({ basisPoints, until }) => `${basisPoints} until ${until}`)).toEqual(
      said,
    );
  });

  test('are rounded to the minor unit, half of it up', () => {
    const [discount] = cashDiscounts('2/10', ISSUED);
    if (!discount) throw new Error('Expected: a discount');
    expect(discountOf(1_234_25n, discount)).toBe(24_69n);
    expect(discountOf(25n, discount)).toBe(1n);
    expect(discountOf(24n, discount)).toBe(0n);
    expect(discountOf(-25n, discount)).toBe(-1n);
  });
});
