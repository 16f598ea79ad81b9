import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { RemittanceAdviceId } from '../kernel/id.ts';
import { parseMoney, toCurrency } from '../kernel/money.ts';
import { adviceOf, type AnnouncedPayment } from './remittance-advice.ts';

const EUR = toCurrency('EUR');

const LINE = {
  amount: eur('950.00'),
  bookedOn: toDay('2026-03-04'),
  payerName: 'ACME TOOLS LTD',
  payerAccount: 'NL02ABNA0123456789',
  onBehalfOf: undefined,
  remittance: 'RUN 4711 see advice',
  references: { endToEnd: undefined, structured: undefined, customer: undefined, bank: undefined },
};

describe('an advice is of a payment', () => {
  test.each<[string, Partial<AnnouncedPayment>]>([
    ['from the account it names', { payerAccount: 'nl02 abna 0123 4567 89', payerName: undefined }],
    ['from the payer it names', {}],
    ['with its number in the words', { payerName: undefined, reference: 'RUN-4711' }],
    ['some days after the day it names', { paidOn: toDay('2026-02-20') }],
    ['without a day, near the day it came', { paidOn: undefined }],
  ])('%s', (_what, change) => {
    expect(adviceOf(LINE, [advice(change)])?.id).toBe('advice');
  });
});

describe('an advice is not of a payment', () => {
  test.each<[string, Partial<AnnouncedPayment>]>([
    ['of another amount', { total: eur('949.99') }],
    ['of another payer', { payerName: 'Borealis' }],
    ['of a month ago', { paidOn: toDay('2026-02-01') }],
    ['whose day is still to come', { paidOn: toDay('2026-03-09') }],
    ['that names nobody', { payerName: undefined }],
    ['whose number is too short to mean anything', { payerName: undefined, reference: '471' }],
  ])('%s', (_what, change) => {
    expect(adviceOf(LINE, [advice(change)])).toBeUndefined();
  });

  test('when two can be meant', () => {
    const other = { ...advice(), id: 'other' as RemittanceAdviceId };
    expect(adviceOf(LINE, [advice(), other])).toBeUndefined();
  });
});

function advice(change: Partial<AnnouncedPayment> = {}): AnnouncedPayment {
  return {
    id: 'advice' as RemittanceAdviceId,
    payerName: 'Acme Tools Limited',
    payerAccount: undefined,
    paidOn: toDay('2026-03-03'),
    receivedOn: toDay('2026-03-03'),
    total: eur('950.00'),
    reference: undefined,
    quoted: ['INV-7'],
    ...change,
  };
}

function eur(text: string) {
  const amount = parseMoney(text, EUR);
  if (!amount) throw new Error(`Expected: an amount, not '${text}'`);
  return amount;
}
