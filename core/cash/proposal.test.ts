import { describe, expect, test } from 'vitest';
import { money, toCurrency } from '../kernel/money.ts';
import type { LineToMatch } from './line-to-match.ts';
import { decide, pay } from './matching-example.ts';
import type { Unapplied } from './matching.ts';

const USD = toCurrency('USD');

describe('a line stays unapplied', () => {
  test.each<[string, LineToMatch, Unapplied['why']]>([
    ['when it quotes nothing of ours', pay(123n, 'thank you'), 'no_reference'],
    ['when two customers owe its amount', pay(5555n, 'thank you'), 'two_customers_fit'],
    ['when only its amount fits', pay(4000n, 'thank you'), 'amount_alone_never_decides'],
    [
      'when only its amount fits a known payer',
      pay(10_000n, 'thank you', { payerAccount: 'ACME' }),
      'amount_alone_never_decides',
    ],
    [
      'when two digits of the reference were swapped and it is another’s invoice',
      pay(10_000n, 'INV-3001'),
      'reference_unconfirmed',
    ],
    [
      'when the payer quotes what is another’s and owes the same amount himself',
      pay(5555n, 'INV-3001', { payerName: 'Borealis' }),
      'payer_and_reference_disagree',
    ],
    ['when what it quotes is settled', pay(10_000n, 'INV-1000'), 'item_already_settled'],
    [
      'when what it quotes is in another currency',
      pay(10_000n, 'INV-1001', { amount: money(10_000n, USD) }),
      'currencies_differ',
    ],
    [
      'when a known payer pays more than it quotes',
      pay(12_000n, 'INV-1001', { payerAccount: 'ACME' }),
      'more_than_quoted',
    ],
    [
      'when a part payment leaves one of several invoices out',
      pay(15_000n, 'INV-1001 INV-1002', { payerAccount: 'ACME' }),
      'less_than_quoted',
    ],
    [
      'when it pays a part of one invoice and exactly another',
      pay(10_000n, 'INV-1002', { payerAccount: 'ACME' }),
      'amount_fits_another_item',
    ],
    [
      'when the gap is exactly a credit note that it does not quote',
      pay(17_000n, 'INV-1002', { payerAccount: 'ACME' }),
      'amount_fits_another_item',
    ],
    [
      'when it quotes invoices of two customers',
      pay(15_555n, 'INV-1001 INV-3001'),
      'two_customers_fit',
    ],
    [
      'when a short number is quoted by somebody we do not know',
      pay(700n, 'Invoice 12'),
      'amount_alone_never_decides',
    ],
  ])('%s', (_when, line, why) => {
    expect(decide(line)).toMatchObject({ verdict: 'unapplied', why });
  });

  test('and invoice 12 is not found in 8123', () => {
    expect(decide(pay(321n, 'Ref 8123 812 128', { payerAccount: 'ACME' }))).toMatchObject({
      why: 'no_reference',
    });
  });

  test('with a proposal for each customer that it fits', () => {
    const { proposals } = decide(pay(5555n, 'thank you')) as Unapplied;
    expect(proposals.map(({ customerId }) => customerId)).toEqual(['Corvo', 'Borealis']);
  });

  test('with the other reading beside the quoted one', () => {
    const line = pay(17_000n, 'INV-1002', { payerAccount: 'ACME' });
    const { proposals } = decide(line) as Unapplied;
    expect(proposals.map(({ shares }) => shares.length)).toEqual([2, 1]);
    expect(proposals.map(({ rest }) => rest.minor)).toEqual([0n, 0n]);
  });

  test('for the customer whose account it came from', () => {
    expect(decide(pay(123n, 'thank you', { payerAccount: 'ACME' }))).toMatchObject({
      customerId: 'Acme',
    });
    expect(decide(pay(123n, 'thank you', { payerAccount: 'SHARED' }))).toMatchObject({
      customerId: undefined,
    });
  });

  test('with the proposal to put it on the account of the customer who has the payer’s name', () => {
    const { proposals } = decide(pay(123n, 'thanks', { payerName: 'BOREALIS A/S' })) as Unapplied;
    expect(proposals).toMatchObject([
      { customerId: 'Borealis', shares: [], rest: { minor: 123n } },
    ]);
  });

  test('when everything due is paid without a word, with that as a proposal', () => {
    const line = pay(30_700n, 'March', { payerAccount: 'ACME' });
    expect(decide(line)).toMatchObject({ why: 'amount_alone_never_decides' });
    expect((decide(line) as Unapplied).proposals[0]?.shares).toHaveLength(3);
  });
});
