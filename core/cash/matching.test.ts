import { describe, expect, test } from 'vitest';
import { money, toCurrency } from '../kernel/money.ts';
import type { BankLine } from './bank-line.ts';
import { evidenceSentence } from './evidence.ts';
import { applied, decide, pay, refs } from './matching-example.ts';
import type { Matched } from './matching.ts';

const EUR = toCurrency('EUR');

describe('a line is matched', () => {
  test.each<[string, Partial<BankLine>, string]>([
    [
      'when a known payer pays what it quotes',
      { payerAccount: 'ACME' },
      'reference_customer_amount',
    ],
    ['when the payer’s name confirms it', { payerName: 'ACME LTD' }, 'reference_customer_amount'],
    ['when nobody knows the payer and the amount is exact', {}, 'reference_amount'],
    [
      'from a structured reference',
      { remittance: '', references: refs('INV-1001') },
      'reference_amount',
    ],
    [
      'when a known payer pays a part',
      { payerAccount: 'ACME', amount: money(4000n, EUR) },
      'reference_customer_part',
    ],
  ])('%s', (_when, change, tier) => {
    const decision = decide(pay(10_000n, 'Invoice inv 1001', change));
    expect(decision).toMatchObject({ verdict: 'matched', tier, customerId: 'Acme' });
    expect(applied(decision)).toEqual({ 'INV-1001': change.amount?.minor ?? 10_000n });
  });

  test('to several invoices when their sum is paid', () => {
    const decision = decide(pay(30_000n, 'INV-1001 INV-1002'));
    expect(applied(decision)).toEqual({ 'INV-1001': 10_000n, 'INV-1002': 20_000n });
  });

  test('to several invoices of a known payer, the youngest in part', () => {
    const decision = decide(pay(29_000n, 'INV-1002, INV-1001', { payerAccount: 'ACME' }));
    expect(decision).toMatchObject({ tier: 'reference_customer_part' });
    expect(applied(decision)).toEqual({ 'INV-1001': 10_000n, 'INV-1002': 19_000n });
  });

  test('net of a credit note that it quotes', () => {
    const decision = decide(pay(27_000n, 'INV-1001 INV-1002 less CN-9001'));
    expect(decision).toMatchObject({ verdict: 'matched', tier: 'reference_amount' });
    expect((decision as Matched).shares).toEqual([
      { creditNoteId: 'CN-9001', openItemId: 'INV-1001', amount: money(3000n, EUR) },
      { openItemId: 'INV-1001', amount: money(7000n, EUR) },
      { openItemId: 'INV-1002', amount: money(20_000n, EUR) },
    ]);
  });

  test('although it also quotes an invoice that is settled', () => {
    expect(applied(decide(pay(10_000n, 'INV-1000 INV-1001')))).toEqual({ 'INV-1001': 10_000n });
  });

  test('for a subsidiary when its parent pays', () => {
    const decision = decide(pay(4000n, 'INV-5001', { payerAccount: 'DELFT' }));
    expect(decision).toMatchObject({ verdict: 'matched', customerId: 'Delft North' });
  });

  test('for several subsidiaries at once when their parent pays', () => {
    const decision = decide(pay(5000n, 'INV-5001 INV-5002', { payerAccount: 'DELFT' }));
    expect(decision).toMatchObject({ tier: 'reference_customer_amount', customerId: 'Delft' });
    expect(applied(decision)).toEqual({ 'INV-5001': 4000n, 'INV-5002': 1000n });
  });

  test('by a short number when the payer is known', () => {
    const decision = decide(pay(700n, 'Invoice 12', { payerAccount: 'ACME' }));
    expect(applied(decision)).toEqual({ '12': 700n });
  });

  test('with evidence that points into the remittance text', () => {
    const line = pay(10_000n, 'Thanks for inv. 1001!', { payerAccount: 'ACME' });
    const { evidence } = decide(line) as Matched;
    expect(evidence).toEqual([
      {
        kind: 'reference_quoted',
        where: 'remittance',
        from: 11,
        until: 20,
        matched: 'INV-1001',
        value: 'inv. 1001',
      },
      { kind: 'payer_account_known', matched: 'Acme Ltd', value: 'ACME' },
      { kind: 'amount_is_open_amount', value: '100.00 EUR' },
    ]);
    expect(evidence.map(evidenceSentence)).toEqual([
      '“inv. 1001” is INV-1001',
      'Acme Ltd has paid from this account before',
      '100.00 EUR is exactly what is open',
    ]);
  });
});
