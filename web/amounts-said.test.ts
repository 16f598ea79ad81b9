import { expect, test } from 'vitest';
import { withAmounts, withDays } from './amounts-said.ts';

test.each([
  ['1250.00 EUR is exactly what is open', '€1,250.00 is exactly what is open'],
  ['It pays 70.00 CHF of INV-7.', 'It pays CHF 70.00 of INV-7.'],
  ['INV-2026 SIX is a name', 'INV-2026 SIX is a name'],
])('%s', (exact, said) => {
  expect(withAmounts(exact).replaceAll('\u00a0', ' ')).toBe(said);
});

test('days in a sentence are written in words', () => {
  expect(withDays('New, due 2026-03-03.', '2026-03-02')).toBe('New, due Tue 3 Mar.');
});
