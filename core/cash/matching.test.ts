import { describe, expect, test } from 'vitest';
import type { OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { BankLine } from './bank-line.ts';
import { evidenceSentence } from './evidence.ts';
import { applied, BOOKS, books, decide, pay, refs } from './matching-example.ts';
import { decideLine, type Matched } from './matching.ts';

const EUR = toCurrency('EUR');

describe('a line is matched', () => {
  test.each<[string, Partial<BankLine>, string]>([
    [
      'when a known payer pays what it quotes',
      { payerAccount: 'ACME' },
      'exact/-/quoted/known/full',
    ],
    ['when the payer’s name confirms it', { payerName: 'ACME LTD' }, 'exact/-/quoted/named/full'],
    ['when nobody knows the payer and the amount is exact', {}, 'exact/-/quoted/unknown/full'],
    [
      'from a structured reference',
      { remittance: '', references: refs('INV-1001') },
      'exact/-/quoted/unknown/full',
    ],
    [
      'when a known payer pays a part',
      { payerAccount: 'ACME', payerName: 'Acme', amount: money(4000n, EUR) },
      'short/-/quoted/twice/full',
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

  test('to several invoices of a known payer, the last one in part', () => {
    const decision = decide(
      pay(24_000n, 'INV-1001, INV-1002', { payerAccount: 'ACME', payerName: 'Acme' }),
    );
    expect(decision).toMatchObject({ tier: 'short/-/quoted/twice/full' });
    expect(applied(decision)).toEqual({ 'INV-1001': 10_000n, 'INV-1002': 14_000n });
  });

  test('net of a credit note that it quotes', () => {
    const decision = decide(pay(27_000n, 'INV-1001 INV-1002 less CN-9001'));
    expect(decision).toMatchObject({ verdict: 'matched' });
    expect((decision as Matched).shares).toEqual([
      { creditNoteId: 'CN-9001', openItemId: 'INV-1001', amount: money(3000n, EUR) },
      { openItemId: 'INV-1001', amount: money(7000n, EUR) },
      { openItemId: 'INV-1002', amount: money(20_000n, EUR) },
    ]);
  });

  test('whatever is settled that has a number like the one it quotes', () => {
    const line = pay(10_000n, 'INV-7101', { payerAccount: 'ACME', payerName: 'Acme Ltd' });
    const id = 'INV-7001' as OpenItemId;
    const settled = BOOKS.items.slice(0, 1).map((one) => ({ ...one, id, reference: id }));
    const decision = decide(line);
    expect(applied(decision)).toEqual({ 'INV-1001': 10_000n });
    const more = books({ ...BOOKS, items: [...BOOKS.items, ...settled] });
    expect(decideLine(line, more)).toEqual(decision);
  });

  test('although it also quotes an invoice that is settled', () => {
    const line = pay(10_000n, 'INV-1000 INV-1001', { payerAccount: 'ACME', payerName: 'Acme' });
    expect(applied(decide(line))).toEqual({ 'INV-1001': 10_000n });
  });

  test('for another customer, when it quotes a whole number and pays to the cent', () => {
    const decision = decide(pay(5555n, 'INV-3001', { payerAccount: 'ACME' }));
    expect(decision).toMatchObject({ verdict: 'matched', customerId: 'Corvo' });
  });

  test('for a subsidiary when its parent pays', () => {
    const decision = decide(pay(4000n, 'INV-5001', { payerAccount: 'DELFT' }));
    expect(decision).toMatchObject({ verdict: 'matched', customerId: 'Delft North' });
  });

  test('for several subsidiaries at once when their parent pays', () => {
    const decision = decide(pay(5000n, 'INV-5001 INV-5002', { payerAccount: 'DELFT' }));
    expect(decision).toMatchObject({ verdict: 'matched', customerId: 'Delft North' });
    expect(applied(decision)).toEqual({ 'INV-5001': 4000n, 'INV-5002': 1000n });
  });

  test('by a short number when the payer is known', () => {
    const decision = decide(pay(700n, 'Invoice 12', { payerAccount: 'ACME' }));
    expect(applied(decision)).toEqual({ '12': 700n });
  });

  test("the same whether or not another one's credit note beside it is in the books", () => {
    const line = pay(5555n, 'INV-4001 CN-9001', { payerName: 'Borealis A/S' });
    const without = books({ ...BOOKS, creditNotes: [] });
    // 9001 is one digit from 4001, which is quoted in full already.
    const { evidence, tier } = decideLine(line, books()) as Matched;
    expect(decideLine(line, without)).toMatchObject({ evidence, tier });
    expect(tier).toMatch(/\/full$/);
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
      { kind: 'amount_is_open_amount', value: '100.00 EUR' },
      { kind: 'payer_account_known', matched: 'Acme Ltd', value: 'ACME' },
    ]);
    expect(evidence.map(evidenceSentence)).toEqual([
      '“inv. 1001” is INV-1001',
      '100.00 EUR is exactly what is open',
      'Acme Ltd has paid from this account before',
    ]);
  });
});
