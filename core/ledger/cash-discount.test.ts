import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
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
    const eur = toCurrency('EUR');
    if (!discount) throw new Error('Expected: a discount');
    expect(discountOf(money(1_234_25n, eur), discount).minor).toBe(24_69n);
    expect(discountOf(money(25n, eur), discount).minor).toBe(1n);
    expect(discountOf(money(24n, eur), discount).minor).toBe(0n);
  });
});
