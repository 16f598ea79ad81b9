import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { LedgerBooks } from './ledger-books.ts';
import { compareCustomers } from './ledger-customers.ts';
import { compareDebits, ledgerDifference } from './ledger-difference.ts';
import type { LedgerFile, LedgerItem } from './ledger-file.ts';
import { itemsForeseen, postingOf, type LedgerPosting } from './ledger-posting.ts';

const EUR = toCurrency('EUR');
const TODAY = toDay('2026-03-31');
const RULES = {
  today: TODAY,
  termDays: 30,
  closeMissing: false,
  isExcerpt: false,
  currency: EUR,
  language: 'en',
};
const EMPTY: LedgerBooks = {
  customers: new Map(),
  contacts: new Map(),
  bankAccounts: new Set(),
  items: new Map(),
  credits: new Map(),
  allocated: new Map(),
  colleagues: new Map(),
};

type Row = { amount: number; open: number; isStated: boolean; customer: number; against: number };

const ROW = fc.record<Row>({
  amount: fc.integer({ min: 1, max: 40 }),
  open: fc.nat(40),
  isStated: fc.boolean(),
  customer: fc.nat(2),
  against: fc.nat(8),
});
const LEDGER = fc
  .record({
    invoices: fc.array(ROW, { minLength: 1, maxLength: 8 }),
    payments: fc.array(ROW, { maxLength: 8 }),
    allocations: fc.array(fc.tuple(fc.nat(8), fc.nat(8), fc.integer({ min: 1, max: 40 })), {
      maxLength: 8,
    }),
    isSaidOfAll: fc.boolean(),
  })
  .map(toFile);

test('a share names the places of its credit and its item, and each is allocated what is shared', () => {
  fc.assert(
    fc.property(LEDGER, (file) => {
      const { items, credits, allocations, allocated } = posted(file);
      const ofItems = items.map(() => 0n);
      const ofCredits = credits.map(() => 0n);
      for (const { item, credit, amount } of allocations) {
        expect(items[item.place ?? -1]?.ref).toEqual(item.ref);
        expect(credits[credit.place ?? -1]?.naturalKey).toBe(credit.naturalKey);
        add(ofItems, item.place, amount);
        add(ofCredits, credit.place, amount);
      }
      expect(items.map((item) => item.allocated)).toEqual(ofItems);
      expect(allocated).toEqual(ofCredits);
    }),
  );
});

test('what is foreseen of items is what is posted, and nothing is where a file is silent', () => {
  fc.assert(
    fc.property(LEDGER, (file) => {
      const { items } = compareDebits(file, EMPTY, RULES, compareCustomers(file, EMPTY, RULES));
      const foreseen = itemsForeseen(items);
      const isSilent = file.items.some(
        ({ kind, openAmount }) => kind === 'invoice' && openAmount === undefined,
      );
      expect(foreseen.length).toBe(isSilent ? 0 : items.length);
      expect(posted(file).items.slice(0, foreseen.length)).toEqual(foreseen);
    }),
  );
});

function add(sums: bigint[], place = -1, amount: bigint): void {
  sums[place] = (sums[place] ?? 0n) + amount;
}

function posted(file: LedgerFile): LedgerPosting {
  return postingOf(ledgerDifference(file, EMPTY, RULES), { today: TODAY, mark: '1' });
}

function toFile({
  invoices,
  payments,
  allocations,
  isSaidOfAll,
}: {
  invoices: Row[];
  payments: Row[];
  allocations: [number, number, number][];
  isSaidOfAll: boolean;
}): LedgerFile {
  return {
    customers: [],
    contacts: [],
    bankAccounts: [],
    items: [
      ...invoices.map((row, at) =>
        itemOf({ ...row, isStated: row.isStated || isSaidOfAll }, 'invoice', `INV-${at}`),
      ),
      ...payments.map((row, at) => itemOf(row, 'payment', `P-${at}`)),
    ],
    allocations: allocations.map(([payment, invoice, minor], line) => ({
      line,
      credit: { kind: 'payment', reference: `P-${payment}` },
      against: `INV-${invoice}`,
      amount: { exact: `${minor}`, unit: 'minor' },
    })),
    problems: [],
  };
}

function itemOf(row: Row, kind: 'invoice' | 'payment', reference: string): LedgerItem {
  const open = BigInt(Math.min(row.open, row.amount));
  return {
    line: 1,
    customerNumber: `C${row.customer}`,
    kind,
    reference,
    issuedOn: toDay('2026-01-31'),
    dueOn: kind === 'invoice' ? toDay('2026-03-02') : undefined,
    dueOnFrom: undefined,
    amount: money(BigInt(row.amount), EUR),
    openAmount: row.isStated ? money(open, EUR) : undefined,
    paidOn: undefined,
    orderReference: undefined,
    terms: undefined,
    against: kind === 'payment' && row.against < 4 ? `INV-${row.against}` : undefined,
  };
}
