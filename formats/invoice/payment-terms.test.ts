import { toDay } from '@goodterms/core/kernel/day.ts';
import { expect, test } from 'vitest';
import { readTerms } from './payment-terms.ts';

const ISSUED = toDay('2026-03-02');

test.each([
  ['14 Tage', '2026-03-16'],
  ['Zahlbar innerhalb von 30 Tagen ohne Abzug.', '2026-04-01'],
  [
    'Zahlbar innerhalb 30 Tagen netto bis 04.04.2026, 3% Skonto innerhalb 10 Tagen bis 15.03.2026',
    '2026-04-04',
  ],
  ['Innerhalb 10 Tagen 2 % Skonto, innerhalb 30 Tagen netto', '2026-04-01'],
  ['30 T. netto', '2026-04-01'],
  ['14 Tg. 2 % Skonto, 30 Tg. netto', '2026-04-01'],
  ['10 Tage 2% Skonto, 30 Tage netto', '2026-04-01'],
  ['Zahlbar ohne Abzug bis 22.03.2026', '2026-03-22'],
  ['Fällig am 1. April 2026', '2026-04-01'],
  ['Zahlbar sofort ohne Abzug.', '2026-03-02'],
  ['Net 30', '2026-04-01'],
  ['Net 30 EOM', '2026-04-30'],
  ['Zahlbar innerhalb von 4 Wochen', '2026-03-30'],
  ['payable within 2 weeks', '2026-03-16'],
  ['2/10 net 45', '2026-04-16'],
  ['2% 10, net 30 days', '2026-04-01'],
  ['30 days net. Penalty rate 12 %', '2026-04-01'],
  ['Payment within thirty (30) days: 30 days after the invoice date', '2026-04-01'],
  ['Payable by 2026-04-15, interest of 8 % after 30 days', '2026-04-15'],
  ['Due on receipt', '2026-03-02'],
  ['30 dagar netto', '2026-04-01'],
  ['Betalingsbetingelser: netto 8 dage', '2026-03-10'],
  ['Paiement à 30 jours fin de mois', '2026-04-30'],
  ['Betaling binnen 14 dagen na factuurdatum', '2026-03-16'],
  ['Pagamento entro 60 giorni', '2026-05-01'],
  ['Termin płatności: 14 dni', '2026-03-16'],
  ['30 jours fin de mois le 10', '2026-05-10'],
  ['End of Following Month', '2026-04-30'],
  ['10 days after end of month', '2026-04-10'],
  ['Lb. md. 14 dage', '2026-04-14'],
  ['Net 1 month', '2026-04-02'],
  ['Zahlbar innerhalb eines Monats', '2026-04-02'],
  ['Zahlung innerhalb von zwei Wochen', '2026-03-16'],
  ['Within thirty (30) days from the invoice date', '2026-04-01'],
  ['30-day terms', '2026-04-01'],
  ['Please pay by 31st March 2026', '2026-03-31'],
  ['Payment Due: March 31, 2026', '2026-03-31'],
  ['Due date: 31-Mar-2026', '2026-03-31'],
  ['Der Betrag wird am 15.03.2026 per Lastschrift eingezogen', '2026-03-15'],
  ['Bis zum 09.03.2026 erhalten Sie 4 % Skonto, bis zum 31.03.2026 ohne Abzug', '2026-03-31'],
  ['Due on presentation', '2026-03-02'],
  ['Netto kontant', '2026-03-02'],
  ['14 päivää netto, viivästyskorko 8 %', '2026-03-16'],
  ['Splatnost 14 dnů', '2026-03-16'],
  ['Plata în 30 de zile', '2026-04-01'],
  ['Rok plaćanja 15 dana', '2026-03-17'],
  ['Vade: 30 gün', '2026-04-01'],
  ['Zahlbar innerhalb von vierzehn Tagen', '2026-03-16'],
  ['Within 9 calendar days of the invoice', '2026-03-11'],
  ['Payment terms: EOM + 15', '2026-04-15'],
  ['Due on the last day of the month following the invoice', '2026-04-30'],
  ['Please remit no later than April 9, 2026.', '2026-04-09'],
  ['Collected by direct debit on or around 12/03/2026', '2026-03-12'],
  ['45 jours le 10', '2026-05-10'],
  ['A 45 jours date de facture, fin de mois', '2026-04-30'],
  ['Bonifico 60 gg d.f. f.m.', '2026-05-31'],
  ['Vencimento: 9 de abril de 2026', '2026-04-09'],
  ['Płatne do 09.04.2026', '2026-04-09'],
  ['Esedékesség: 2026.04.09.', '2026-04-09'],
  ['Eräpäivä 9. huhtikuuta 2026', '2026-04-09'],
  ['Splatné do 9. dubna 2026', '2026-04-09'],
  ['Срок за плащане: 9 април 2026', '2026-04-09'],
  ['Payable within 14 days. Interest of 8% p.a. is charged after 30 days.', '2026-03-16'],
  ['#SKONTO#TAGE=7#PROZENT=2.00#\n#SKONTO#TAGE=30#PROZENT=0.00#', '2026-04-01'],
  ['#SKONTO#TAGE=7#PROZENT=2.00#\nZahlbar innerhalb 21 Tagen', '2026-03-23'],
])('%j is due on %s', (text, day) => {
  expect(readTerms([text], ISSUED).dueOn).toBe(day);
});

test.each([
  'Payment within 10 days, 2% discount',
  'Bei Zahlung innerhalb von 10 Tagen 2 % Skonto',
  'Arbetet påbörjas 7 dagar efter mottagen förskottsbetalning.',
  'As per contract clause X.123',
  '30% Advance End of Following Month',
  'Payment terms: 30% Now, Balance 60 Days',
  'Payment due 30 days after delivery',
  'Mindestvertragslaufzeit 24 Monate',
  '2 % pro Monat',
  'Rimessa diretta',
  'De creditnota zal automatisch verrekend worden bij de volgende factuur.',
  'Leistungszeitraum 01.02.2026 bis 28.02.2026',
  'Nach 30 Tagen berechnen wir Verzugszinsen',
  'D.LGS. 231/2002 S.M.I',
  'Innerhalb von […] Tagen',
  'Pagamento 30/60/90 gg',
  'Zahlbar in 2 Raten: 15.03.2026, 15.04.2026',
  'Zahlbar innerhalb von 10 Werktagen',
  '#SKONTO#TAGE=7#PROZENT=2.00#',
  '',
])('%j says no due day', (text) => {
  expect(readTerms([text], ISSUED).dueOn).toBeUndefined();
});

test('discount lines say until when which share may be kept', () => {
  const text = '#SKONTO#TAGE=14#PROZENT=2.25#BASISBETRAG=100.00#\n#VERZUG#TAGE=30#PROZENT=8.00#\n';
  expect(readTerms([text], ISSUED)).toEqual({
    dueOn: undefined,
    discounts: [{ until: '2026-03-16', percent: '2.25' }],
  });
});

test('without an issue day only a day counts', () => {
  expect(readTerms(['30 days'], undefined).dueOn).toBeUndefined();
  expect(readTerms(['payable by 2026-04-01'], undefined).dueOn).toBe('2026-04-01');
});

test.each([
  ['10 Tage 3 % Skonto, 20 Tage 2 % Skonto, 30 Tage netto', '2026-03-12 3, 2026-03-22 2'],
  ['2,5 % Skonto bis 09.03.2026, netto bis 01.04.2026', '2026-03-09 2.5'],
  ['2% discount within 8 days', '2026-03-10 2'],
  ['Payment within 10 days, 2% discount', '2026-03-12 2'],
  ['2 % Skonto, Zahlung binnen 14 Tagen, 30 Tage netto', ''],
  ['Interest of 8 % after 30 days', ''],
  ['2 % or 3 % within 8 or 10 days', ''],
])('%j allows a discount until %s', (text, discounts) => {
  const read = readTerms([text], ISSUED).discounts;
  expect(read.map(({ until, percent }) => `${until} ${percent}`).join(', ')).toBe(discounts);
});
