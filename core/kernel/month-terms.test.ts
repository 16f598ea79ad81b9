import { expect, test } from 'vitest';
import { toDay } from './day.ts';
import { dueByMonth } from './month-terms.ts';

const ISSUED = toDay('2026-03-02');

test.each([
  ['30 days end of month', '2026-04-30'],
  ['Net 30 EOM', '2026-04-30'],
  ['30 jours fin de mois', '2026-04-30'],
  ['30 jours fin de mois le 10', '2026-05-10'],
  ['60 JOURS FIN DE MOIS LE 15', '2026-06-15'],
  ['30 gg D.F.F.M.', '2026-04-30'],
  ['Bonifico bancario 60 gg FM', '2026-05-31'],
  ['30 dagen einde maand', '2026-04-30'],
  ['løbende måned 30 dage', '2026-04-30'],
  ['Lb. md. 14 dage', '2026-04-14'],
  ['10 days after end of month', '2026-04-10'],
  ['10 Days after End of Next Month', '2026-05-10'],
  ['End of Following Month', '2026-04-30'],
  ['Ende des Folgemonats', '2026-04-30'],
  ['zum 15. des Folgemonats', '2026-04-15'],
  ['20th of the month following', '2026-04-20'],
  ['le 10 du mois suivant', '2026-04-10'],
  ['31. des Folgemonats', '2026-04-30'],
  ['90 days, on the 10th', '2026-06-10'],
  ['EOM', '2026-03-31'],
  ['zum Monatsende', '2026-03-31'],
])('%j ends on %s', (text, day) => {
  expect(dueByMonth(text, ISSUED)).toBe(day);
});

test.each(['30 days', 'Net 30', '1 month', 'monthly', 'Mahnung nach 30 Tagen', 'per month 8', ''])(
  '%j speaks of no end of a month',
  (text) => {
    expect(dueByMonth(text, ISSUED)).toBeUndefined();
  },
);
