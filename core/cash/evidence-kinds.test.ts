import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { BankLineId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { Candidates, MatchableItem } from './candidates.ts';
import { learn } from './learning.ts';
import { lineToMatch, type LineToMatch } from './line-to-match.ts';
import { openBooks } from './matching-books.ts';
import { decideLine } from './matching.ts';
import { readLine } from './reading.ts';

const EUR = toCurrency('EUR');
const KVIST = 'kvist' as CustomerId;
const HARBOUR = 'harbour' as CustomerId;

/** Two customers of a company that numbers its invoices RG-2026-004711. */
const CANDIDATES: Candidates = {
  items: [
    item('RG-2026-004711', KVIST, 125_050n, '2026-01-10'),
    item('RG-2026-004892', KVIST, 40_000n, '2026-01-20'),
    item('RG-2026-005217', KVIST, 9_999n, '2026-02-02'),
    item('RG-2026-006620', HARBOUR, 77_700n, '2026-02-03'),
    item('RG-2026-007102', HARBOUR, 77_700n, '2026-02-04'),
  ],
  creditNotes: [
    {
      id: 'GU-2026-000310' as CreditItemId,
      customerId: KVIST,
      kind: 'credit_note',
      reference: 'GU-2026-000310',
      receivedOn: toDay('2026-02-10'),
      amount: money(5_000n, EUR),
      unallocated: money(5_000n, EUR),
    },
  ],
  customers: [
    { id: KVIST, name: 'Möbel Kvist GmbH', groupId: KVIST, number: '700123' },
    { id: HARBOUR, name: 'Harbour Fittings Ltd', groupId: HARBOUR, number: '700456' },
  ],
};
const KNOWLEDGE = learn({
  references: CANDIDATES.items.map(({ reference }) => reference),
  customers: CANDIDATES.customers,
  accounts: [{ account: 'DE02', customerId: KVIST }],
  payments: [
    {
      payerNames: ['Bluebird'],
      payerAccount: undefined,
      text: 'RG-2026-001000',
      customerIds: [HARBOUR],
      references: ['RG-2026-001000'],
    },
  ],
  target: 0.999,
});

describe('what a payer writes is found', () => {
  test.each<[string, string, bigint, string]>([
    ['the whole number', 'RG-2026-004711', 125_050n, '4711'],
    ['with letters for digits', 'RG-2O26-OO4711', 125_050n, '4711'],
    ['with spaces in it', 'RG 2026 00 4711', 125_050n, '4711'],
    ['glued to a word', 'RECHNUNG2026004711', 125_050n, '4711'],
    ['without its letters', '2026-004711', 125_050n, '4711'],
    ['without its year and zeros', 'Rg 4711', 125_050n, '4711'],
    ['with two digits swapped', 'RG-2026-004171', 125_050n, '4711'],
    ['cut off at the end', 'RG-2026-00471', 125_050n, '4711'],
    ['less the cash discount', 'RG-2026-004711', 122_549n, '4711'],
    ['less bank charges that it names', 'RG-2026-004711 CHGS 12.50', 123_800n, '4711'],
    ['less a deduction that it names', 'RG-2026-004711 Abzug 100.50', 115_000n, '4711'],
    ['rounded', 'RG-2026-004711', 125_049n, '4711'],
    ['by the number of the customer alone', 'Kd-Nr 700123', 125_050n, '4711'],
    ['by the amount alone', 'Zahlung', 125_050n, '4711'],
    ['as a list in shorthand', 'RG-2026-004711/892', 165_050n, '4711,4892'],
    ['as all that is owed', 'Konto', 170_049n, '4711,4892,5217,310'],
    ['less a credit note that it does not quote', 'RG-2026-004892', 35_000n, '4892,310'],
    ['as the only items of that sum', 'Danke', 49_999n, '4892,5217'],
  ])('%s', (_how, text, minor, counters) => {
    const books = openBooks(CANDIDATES, KNOWLEDGE);
    const [best] = readLine(pay(minor, text, 'Moebel Kvist', 'DE02'), books).hypotheses;
    const found = best?.hypothesis.items.map(({ number }) => number.counter);
    expect(found?.toSorted()).toEqual(counters.split(',').toSorted());
  });

  test('from a customer who is known by another name', () => {
    const books = openBooks(CANDIDATES, KNOWLEDGE);
    expect(readLine(pay(1n, 'danke', 'Bluebird'), books).payer.sure).toBe(HARBOUR);
  });
});

describe('it is left to a person', () => {
  test.each<[string, string, bigint, string]>([
    ['when two items have the amount', 'thank you', 77_700n, 'Harbour Fittings'],
    ['when it is called a prepayment', 'Proforma 88', 125_050n, 'Möbel Kvist'],
    ['when it seems to be other money', 'Erstattung Strom', 125_050n, 'Möbel Kvist'],
    ['when a wrong digit is all there is', 'RG-2026-004712', 125_050n, 'Somebody Else'],
  ])('%s', (_why, text, minor, name) => {
    const decision = decideLine(pay(minor, text, name), openBooks(CANDIDATES, KNOWLEDGE));
    expect(decision.verdict).toBe('unapplied');
  });
});

const drawn = fc.record({
  minor: fc.oneof(fc.constantFrom(125_050n, 40_000n, 165_050n, 77_700n), fc.bigInt(1n, 200_000n)),
  text: fc.constantFrom('RG-2026-004711', '4711/892', 'RG-2026-006620 7102', 'Danke', '4171'),
  name: fc.constantFrom('Möbel Kvist', 'HARBOUR FITTINGS', 'Bluebird', 'Nobody'),
});

test('nothing is ever spent beyond the payment or beyond what is open', () => {
  fc.assert(
    fc.property(drawn, ({ minor, text, name }) => {
      const decision = decideLine(pay(minor, text, name), openBooks(CANDIDATES, KNOWLEDGE));
      const proposals = decision.verdict === 'matched' ? [decision] : decision.proposals;
      for (const { shares } of proposals) {
        const own = shares.filter(({ creditNoteId }) => creditNoteId === undefined);
        expect(own.reduce((sum, { amount }) => sum + amount.minor, 0n) <= minor).toBe(true);
        for (const { id, openAmount } of CANDIDATES.items) {
          const theirs = shares.filter(({ openItemId }) => openItemId === id);
          const sum = theirs.reduce((total, { amount }) => total + amount.minor, 0n);
          expect(sum <= openAmount.minor).toBe(true);
        }
      }
    }),
  );
});

test('the order of the candidates is irrelevant, and so are those that do not concern the line', () => {
  const stranger = item('XY-99', 'other' as CustomerId, 1234n, '2026-02-02');
  const turned: Candidates = {
    items: [...CANDIDATES.items.toReversed(), stranger],
    creditNotes: CANDIDATES.creditNotes,
    customers: CANDIDATES.customers.toReversed(),
  };
  fc.assert(
    fc.property(drawn, ({ minor, text, name }) => {
      const line = pay(minor, text, name);
      expect(decideLine(line, openBooks(turned, KNOWLEDGE))).toEqual(
        decideLine(line, openBooks(CANDIDATES, KNOWLEDGE)),
      );
    }),
  );
});

function item(
  reference: string,
  customerId: CustomerId,
  minor: bigint,
  issuedOn: string,
): MatchableItem {
  return {
    id: reference as OpenItemId,
    customerId,
    kind: 'invoice',
    reference,
    issuedOn: toDay(issuedOn),
    dueOn: toDay('2026-03-01'),
    amount: money(minor, EUR),
    openAmount: money(minor, EUR),
    discounts: [{ basisPoints: 200, until: toDay('2026-03-10') }],
  };
}

function pay(minor: bigint, remittance: string, payerName: string, account?: string): LineToMatch {
  const nothing = {
    endToEnd: undefined,
    structured: undefined,
    customer: undefined,
    bank: undefined,
  };
  return lineToMatch('line' as BankLineId, {
    bookedOn: toDay('2026-03-05'),
    valueOn: undefined,
    amount: money(minor, EUR),
    reversal: false,
    type: undefined,
    payerName,
    payerAccount: account,
    onBehalfOf: undefined,
    remittance,
    references: nothing,
    parts: [],
  });
}
