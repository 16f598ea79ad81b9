import { expect, test } from 'vitest';
import { netDays } from './payment-terms.ts';

test.each([
  ['30', 30],
  ['N60', 60],
  ['Net 30', 30],
  ['30 Tage netto', 30],
  ['14 Tage 2 % Skonto, 30 Tage netto', 30],
  ['2/10 net 30', 30],
  ['2,5% 10 dgn, 45 dagen', 45],
  ['Due on receipt', 0],
  ['sofort fällig', 0],
  ['à réception, comptant', 0],
  ['see contract', undefined],
])('%s means %s days', (text, days) => {
  expect(netDays(text)).toBe(days);
});
