import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { BankLineId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import type { BankLine } from './bank-line.ts';
import { evidenceSentence } from './evidence.ts';
import { matchLines, type Decision, type Matched, type Unapplied } from './matching.ts';
import { lineToMatch, openBooks, type Candidates, type LineToMatch } from './matching-books.ts';

const EUR = toCurrency('EUR');
const USD = toCurrency('USD');
const TODAY = toDay('2026-03-02');

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
      'when the payer is known and the invoice is another’s, although the amount is exact',
      pay(5555n, 'INV-3001', { payerAccount: 'ACME' }),
      'payer_and_reference_disagree',
    ],
    [
      'when the payer’s name is another customer’s',
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
    expect(decide(pay(701n, 'Ref 8123 812 128', { payerAccount: 'ACME' }))).toMatchObject({
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
    expect(proposals.map(({ shares }) => shares.length)).toEqual([1, 2]);
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

describe('lines are decided one after the other', () => {
  test('the second payment of one invoice finds it settled', () => {
    const lines = [pay(10_000n, 'INV-1001'), pay(10_000n, 'INV-1001')];
    expect(matchLines(lines, openBooks(BOOKS))).toMatchObject([
      { verdict: 'matched' },
      { verdict: 'unapplied', why: 'item_already_settled' },
    ]);
  });

  test('the rest of a part payment settles the invoice', () => {
    const lines = [pay(4000n, 'INV-1001', { payerAccount: 'ACME' }), pay(6000n, 'INV-1001')];
    expect(matchLines(lines, openBooks(BOOKS))).toMatchObject([
      { tier: 'reference_customer_part' },
      { tier: 'reference_amount' },
    ]);
  });
});

describe('whatever is paid', () => {
  const references = ['INV-1001', 'INV-1002', 'INV-3001', 'INV-5001', 'INV-5002', 'CN-9001', '12'];
  const lines = fc.array(
    fc.record({
      minor: fc.oneof(
        fc.constantFrom(10_000n, 20_000n, 30_000n, 27_000n, 4000n, 5000n, 5555n),
        fc.bigInt({ min: 1n, max: 40_000n }),
      ),
      quoted: fc.subarray(references),
      payerAccount: fc.constantFrom('ACME', 'DELFT', 'SHARED', 'UNKNOWN'),
    }),
    { maxLength: 8 },
  );
  const drawn = fc.property(lines, (made) => {
    const toMatch = made.map(({ minor, quoted, payerAccount }) =>
      pay(minor, quoted.join(', '), { payerAccount }),
    );
    const decisions = matchLines(toMatch, openBooks(BOOKS));
    const used = new Map<string, bigint>();
    for (const [i, decision] of decisions.entries()) {
      if (decision.verdict === 'unapplied') continue;
      const shares = decision.shares.filter(({ creditNoteId }) => creditNoteId === undefined);
      expect(total(shares)).toBe(toMatch[i]?.amount.minor);
      for (const { openItemId, creditNoteId, amount } of decision.shares) {
        expect(amount.minor).toBeGreaterThan(0n);
        used.set(openItemId, (used.get(openItemId) ?? 0n) + amount.minor);
        if (creditNoteId) used.set(creditNoteId, (used.get(creditNoteId) ?? 0n) + amount.minor);
      }
    }
    for (const { id, openAmount } of BOOKS.items)
      expect(used.get(id) ?? 0n).toBeLessThanOrEqual(openAmount.minor);
    for (const { id, unallocated } of BOOKS.creditNotes)
      expect(used.get(id) ?? 0n).toBeLessThanOrEqual(unallocated.minor);
  });

  test('a matched payment is used to the cent, and no item takes more than is open', () => {
    fc.assert(drawn);
  });

  test('proposals never spend more than the payment either', () => {
    fc.assert(
      fc.property(lines, (made) => {
        for (const { minor, quoted, payerAccount } of made) {
          const decision = decide(pay(minor, quoted.join(' '), { payerAccount }));
          if (decision.verdict === 'matched') continue;
          for (const { shares, rest } of decision.proposals) {
            const paid = shares.filter(({ creditNoteId }) => creditNoteId === undefined);
            expect(total(paid) + rest.minor).toBe(minor);
          }
        }
      }),
    );
  });
});

const BOOKS: Candidates = {
  items: [
    item('INV-1000', 'Acme', 0n),
    item('INV-1001', 'Acme', 10_000n, '2026-02-01'),
    item('INV-1002', 'Acme', 20_000n, '2026-02-15'),
    item('12', 'Acme', 700n, '2026-02-20'),
    item('INV-3001', 'Corvo', 5555n),
    item('INV-4001', 'Borealis', 5555n),
    item('INV-5001', 'Delft North', 4000n),
    item('INV-5002', 'Delft South', 1000n),
  ],
  creditNotes: [
    {
      id: 'CN-9001' as CreditItemId,
      customerId: 'Acme' as CustomerId,
      kind: 'credit_note',
      reference: 'CN-9001',
      receivedOn: TODAY,
      amount: money(3000n, EUR),
      unallocated: money(3000n, EUR),
    } satisfies CreditItem,
  ],
  customers: [
    customer('Acme', 'Acme Ltd'),
    customer('Borealis', 'Borealis A/S'),
    customer('Corvo', 'Corvo Lda'),
    customer('Delft', 'Delft Group'),
    customer('Delft North', 'Delft North BV', 'Delft'),
    customer('Delft South', 'Delft South BV', 'Delft'),
  ],
  accounts: [
    { account: 'ACME', customerId: 'Acme' as CustomerId },
    { account: 'DELFT', customerId: 'Delft' as CustomerId },
    { account: 'SHARED', customerId: 'Borealis' as CustomerId },
    { account: 'SHARED', customerId: 'Corvo' as CustomerId },
  ],
};

function decide(line: LineToMatch): Decision {
  const [decision] = matchLines([line], openBooks(BOOKS));
  return decision as Decision;
}

function applied(decision: Decision): Record<string, bigint> {
  if (decision.verdict === 'unapplied') return {};
  const byItem: Record<string, bigint> = {};
  for (const { openItemId, amount } of decision.shares)
    byItem[openItemId] = (byItem[openItemId] ?? 0n) + amount.minor;
  return byItem;
}

function total(shares: readonly { readonly amount: { readonly minor: bigint } }[]): bigint {
  return shares.reduce((sum, { amount }) => sum + amount.minor, 0n);
}

function pay(minor: bigint, remittance: string, change: Partial<BankLine> = {}): LineToMatch {
  return lineToMatch(`line ${minor}` as BankLineId, {
    bookedOn: TODAY,
    valueOn: TODAY,
    amount: money(minor, EUR),
    reversal: false,
    type: undefined,
    payerName: undefined,
    payerAccount: undefined,
    onBehalfOf: undefined,
    remittance,
    references: refs(undefined),
    parts: [],
    ...change,
  });
}

function refs(structured: string | undefined): BankLine['references'] {
  return { endToEnd: undefined, structured, customer: undefined, bank: undefined };
}

function item(reference: string, of: string, open: bigint, dueOn = '2026-03-01'): OpenItem {
  return {
    id: reference as OpenItemId,
    customerId: of as CustomerId,
    kind: 'invoice',
    reference,
    issuedOn: toDay('2026-01-01'),
    dueOn: toDay(dueOn),
    amount: money(open + 1n, EUR),
    openAmount: money(open, EUR),
  };
}

function customer(id: string, name: string, groupId = id) {
  return { id: id as CustomerId, name, groupId: groupId as CustomerId };
}
