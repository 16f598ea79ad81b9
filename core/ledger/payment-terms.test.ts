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
  ['#SKONTO#TAGE=14#PROZENT=2.00#\n#SKONTO#TAGE=30#PROZENT=0.00#\n', 30],
  ['#SKONTO#TAGE=14#PROZENT=2.00#\n', undefined],
  ['2%10NET30', 30],
  ['10 jours 2 % escompte, 30 jours net', 30],
  ['10 Tage 2 % Skonto', undefined],
  ['10 gg 2% sconto, 30 gg', 30],
  ['innerhalb von 4 Wochen', 28],
  ['within 2 weeks', 14],
  ['1 Monat', 31],
  ['2 months net', 61],
  ['bis 15. des Folgemonats', undefined],
  ['15th of next month', undefined],
  ['termin płatności 14 dni', 14],
  ['see contract', undefined],
])('%s means %s days', (text, days) => {
  expect(netDays(text)).toBe(days);
});
