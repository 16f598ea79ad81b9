import { toDay } from '../kernel/day.ts';
import type { BankLineId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import type { BankLine } from './bank-line.ts';
import { decideLine, type Decision } from './matching.ts';
import type { Candidates } from './candidates.ts';
import { countNameWords } from './learning.ts';
import { lineToMatch, type LineToMatch } from './line-to-match.ts';
import { openBooks, type MatchingBooks } from './matching-books.ts';
import { nothingLearnt, type KnownPayer, type MatchingKnowledge } from './matching-knowledge.ts';

const EUR = toCurrency('EUR');
const ON = toDay('2026-03-02');

/** A few customers of the cast with what they owe, for the tests of matching. */
export const BOOKS: Candidates = {
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
      receivedOn: ON,
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
};

/** Whose accounts are known; one of them is shared. */
export const KNOWLEDGE: MatchingKnowledge = {
  ...nothingLearnt(0.999),
  nameWords: countNameWords(BOOKS.customers),
  accounts: new Map([
    ['ACME', [confirmed('Acme')]],
    ['DELFT', [confirmed('Delft')]],
    ['SHARED', [confirmed('Borealis'), confirmed('Corvo')]],
  ]),
};

function confirmed(customerId: string): KnownPayer {
  return { customerId: customerId as CustomerId, confirmed: 1, refused: 0 };
}

/** The books as they are above; every test has its own, because matching settles them. */
export function books(candidates: Candidates = BOOKS): MatchingBooks {
  return openBooks(candidates, KNOWLEDGE);
}

/** The decision about one line, with the books as they are above. */
export function decide(line: LineToMatch): Decision {
  return decideLine(line, books());
}

export function applied(decision: Decision): Record<string, bigint> {
  if (decision.verdict === 'unapplied') return {};
  const byItem: Record<string, bigint> = {};
  for (const { openItemId, amount } of decision.shares)
    byItem[openItemId] = (byItem[openItemId] ?? 0n) + amount.minor;
  return byItem;
}

export function total(shares: readonly { readonly amount: { readonly minor: bigint } }[]): bigint {
  return shares.reduce((sum, { amount }) => sum + amount.minor, 0n);
}

let lines = 0;

export function pay(
  minor: bigint,
  remittance: string,
  change: Partial<BankLine> = {},
): LineToMatch {
  return lineToMatch(`line ${(lines += 1)}` as BankLineId, {
    bookedOn: ON,
    valueOn: ON,
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

export function refs(structured: string | undefined): BankLine['references'] {
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
