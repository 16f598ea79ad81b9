import { describe, expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, moneyText, toCurrency } from '../kernel/money.ts';
import { bookedCredit, bookedCustomer, bookedItem } from './booked-example.ts';
import { creditKey, itemKey } from './ledger-books.ts';
import { recogniseLedger } from './ledger-columns.ts';
import { ledgerDifference } from './ledger-difference.ts';
import { outcomeOf } from './item-outcome.ts';
import { ledgerReport } from './ledger-report.ts';
import { readLedger } from './read-ledger.ts';

const EUR = toCurrency('EUR');
const TODAY = toDay('2026-03-31');
const HEADER =
  'Customer no | Type | Document no | Document date | Due date | Amount | Open amount | Applied to invoice';

describe('a document that is not in the books', () => {
  test('is new, and what is not open of it was settled elsewhere', () => {
    const { difference } = compare(
      'C1 | Invoice | INV-1 | 2026-01-31 | 2026-03-02 | 100.00 | 40.00 |',
    );
    expect(difference.items.map(outcomeOf)).toEqual(['added']);
    expect(elsewhere(difference)).toEqual([['INV-1', '60.00']]);
  });

  test('is settled by the payment that names it, and by nothing else', () => {
    const { difference } = compare(`
      C1 | Invoice | INV-1 | 2026-01-31 | 2026-03-02 | 100.00 | 0.00 |
      C1 | Invoice | INV-2 | 2026-01-31 | 2026-03-02 | 100.00 | 0.00 |
      C1 | Payment | P-1 | 2026-02-20 | | 100.00 | | INV-2
      C1 | Payment | P-2 | 2026-02-10 | | 70.00 | | INV-1`);
    expect(shares(difference)).toEqual([
      ['P-1', 'INV-2', '100.00'],
      ['P-2', 'INV-1', '70.00'],
    ]);
    expect(elsewhere(difference)).toEqual([['INV-1', '30.00']]);
  });

  test('is settled oldest first by payments that name nothing', () => {
    const { difference } = compare(`
      C1 | Invoice | INV-1 | 2026-01-31 | 2026-03-02 | 100.00 | 0.00 |
      C1 | Invoice | INV-2 | 2026-01-31 | 2026-02-02 | 100.00 | 50.00 |
      C2 | Invoice | INV-3 | 2026-01-31 | 2026-02-02 | 100.00 | 0.00 |
      C1 | Payment | P-1 | 2026-02-20 | | 200.00 | |`);
    expect(shares(difference)).toEqual([
      ['P-1', 'INV-2', '50.00'],
      ['P-1', 'INV-1', '100.00'],
    ]);
    expect(elsewhere(difference)).toEqual([['INV-3', '100.00']]);
  });

  test('with an open amount is settled as far as that says, whatever a payment says', () => {
    const { difference } = compare(`
      C1 | Invoice | INV-1 | 2026-01-31 | 2026-03-02 | 100.00 | 100.00 |
      C1 | Payment | P-1 | 2026-02-20 | | 100.00 | | INV-1`);
    expect(shares(difference)).toEqual([]);
  });

  test('a credit note of which something was used settles what was settled', () => {
    const { difference } = compare(`
      C1 | Invoice | INV-1 | 2026-01-31 | 2026-03-02 | 100.00 | 70.00 |
      C1 | Credit note | CN-1 | 2026-02-20 | | -50.00 | -10.00 |`);
    expect(shares(difference)).toEqual([['CN-1', 'INV-1', '30.00']]);
    expect(difference.settlement.usedElsewhere.map(({ amount }) => amount)).toEqual([1000n]);
  });
});

describe('a document that is in the books', () => {
  const booked = { 'INV-1': { amount: 100_00n, open: 100_00n } };

  test('changes nothing when the file says the same', () => {
    const { difference, report } = compare(row('100.00', '100.00'), { items: booked });
    expect(difference.items.map(outcomeOf)).toEqual(['unchanged']);
    expect(report.counts).toEqual([
      { noun: 'customer', added: 0, changed: 0, closed: 0, unchanged: 1, missing: 0 },
      { noun: 'invoice', added: 0, changed: 0, closed: 0, unchanged: 1, missing: 0 },
    ]);
  });

  test('with another due day is changed', () => {
    const { report } = compare(row('100.00', '100.00', '2026-04-15'), { items: booked });
    expect(report.examples).toMatchObject([
      { change: 'changed', sentence: 'Changed: due 2026-04-15 instead of 2026-03-02.' },
    ]);
  });

  test('with less open was settled elsewhere', () => {
    const { difference, report } = compare(row('100.00', '30.00'), { items: booked });
    expect(elsewhere(difference)).toEqual([['INV-1', '70.00']]);
    expect(report.amounts).toEqual([{ before: money(100_00n, EUR), after: money(30_00n, EUR) }]);
  });

  test('with nothing open is closed', () => {
    const { report } = compare(row('100.00', '0.00'), { items: booked });
    expect(report.examples).toMatchObject([
      { change: 'closed', sentence: 'Settled: 100.00 EUR was open.' },
    ]);
  });

  test('that a waiting payment of the same amount settles is not settled elsewhere', () => {
    const { difference } = compare(row('100.00', '30.00'), {
      items: booked,
      credits: { B1: 70_00n, B2: 60_00n },
    });
    expect(shares(difference)).toEqual([['B1', 'INV-1', '70.00']]);
    expect(elsewhere(difference)).toEqual([]);
  });

  test('with more open takes settlements elsewhere back', () => {
    const { difference } = compare(row('100.00', '50.00'), {
      items: { 'INV-1': { amount: 100_00n, open: 20_00n, settled: [30_00n, 50_00n] } },
    });
    expect(difference.items[0]?.reversed.map(({ amount }) => amount)).toEqual([30_00n]);
    expect(elsewhere(difference)).toEqual([]);
  });

  test('settles again what a settlement taken back had too much', () => {
    const { difference } = compare(row('100.00', '50.00'), {
      items: { 'INV-1': { amount: 100_00n, open: 0n, settled: [100_00n] } },
    });
    expect(elsewhere(difference)).toEqual([['INV-1', '50.00']]);
  });

  test('with more open than our payments leave stays as it is: the file does not know yet', () => {
    const { difference } = compare(row('100.00', '100.00'), {
      items: { 'INV-1': { amount: 100_00n, open: 0n } },
    });
    expect(difference.items.map(outcomeOf)).toEqual(['unchanged']);
    expect(difference.items[0]?.ahead).toBe(100_00n);
  });

  test('with a higher amount gets a debit of its own', () => {
    const { difference } = compare(row('120.00', '120.00'), { items: booked });
    expect(difference.items[0]?.raise).toMatchObject({
      amount: 20_00n,
      ref: { kind: 'correction', reference: 'INV-1' },
    });
    expect(elsewhere(difference)).toEqual([]);
  });

  test('with a lower amount gets a credit that settles what is open', () => {
    const { difference } = compare(row('80.00', '30.00'), {
      items: { 'INV-1': { amount: 100_00n, open: 50_00n } },
    });
    expect(difference.items[0]?.lowering).toMatchObject({
      amount: 20_00n,
      slots: [{ open: 20_00n }],
    });
    expect(elsewhere(difference)).toEqual([]);
  });

  test('under another customer or in another currency is refused', () => {
    const { difference } = compare(row('100.00', '100.00').replace('C1', 'C2'), { items: booked });
    expect(difference.problems).toMatchObject([
      { severity: 'error', what: 'INV-1 belongs to customer C1 in the books' },
    ]);
    expect(difference.items).toEqual([]);
  });

  test('and not in the file is missing, and closed only when the user says so', () => {
    const file = 'C1 | Invoice | INV-9 | 2026-01-31 | 2026-03-02 | 10.00 | 10.00 |';
    expect(compare(file, { items: booked }).difference.missing).toHaveLength(1);
    const closing = compare(file, { items: booked, closeMissing: true });
    expect(closing.difference.items.map(outcomeOf)).toEqual(['added', 'closed']);
    expect(elsewhere(closing.difference)).toEqual([['INV-1', '100.00']]);
  });

  test('is never missing from single documents, which are no list', () => {
    const file = 'C1 | Invoice | INV-9 | 2026-01-31 | 2026-03-02 | 10.00 | 10.00 |';
    const { difference } = compare(file, { items: booked, closeMissing: true, isExcerpt: true });
    expect(difference.items.map(outcomeOf)).toEqual(['added']);
    expect(difference.missing).toEqual([]);
  });

  test('is never missing from a file that holds no invoices', () => {
    const file = 'C1 | Payment | P-1 | 2026-02-20 | | 10.00 | |';
    expect(compare(file, { items: booked, closeMissing: true }).difference.items).toEqual([]);
  });

  test('is settled by a payment that names it', () => {
    const { difference } = compare('C1 | Payment | P-1 | 2026-02-20 | | 60.00 | | INV-1', {
      items: booked,
    });
    expect(shares(difference)).toEqual([['P-1', 'INV-1', '60.00']]);
    expect(difference.items.map(outcomeOf)).toEqual(['changed']);
  });
});

test('a payment that comes again changes nothing, and with another amount it is refused', () => {
  const credits = { [creditKey('payment', 'P-1')]: 60_00n };
  const again = compare('C1 | Payment | P-1 | 2026-02-20 | | 60.00 | |', { credits });
  expect(again.difference.unchangedCredits.payment).toBe(1);
  expect(again.difference.credits).toEqual([]);
  const other = compare('C1 | Payment | P-1 | 2026-02-20 | | 61.00 | |', { credits });
  expect(other.difference.problems).toMatchObject([{ severity: 'error' }]);
});

test('an item without a due day is due after the days of its customer, or else of the house', () => {
  const { difference } = compare('C1 | Invoice | INV-1 | 2026-01-01 | | 10.00 | 10.00 |');
  expect(difference.items[0]?.added?.dueOn).toBe('2026-01-31');
});

function row(amount: string, open: string, due = '2026-03-02'): string {
  return `C1 | Invoice | INV-1 | 2026-01-31 | ${due} | ${amount} | ${open} |`;
}

type Given = {
  readonly items?: Record<string, { amount: bigint; open: bigint; settled?: readonly bigint[] }>;
  readonly credits?: Record<string, bigint>;
  readonly closeMissing?: boolean;
  readonly isExcerpt?: boolean;
};

function compare(
  text: string,
  { items = {}, credits = {}, closeMissing = false, isExcerpt = false }: Given = {},
) {
  const lines = [HEADER, ...text.trim().split('\n')].map((line) =>
    line.split('|').map((cell) => cell.trim()),
  );
  const [header = [], ...rows] = lines;
  const table = { header, rows, lines: rows.map((_, at) => at + 2) };
  const file = readLedger(table, {
    ...recogniseLedger(table).mapping,
    dayOrder: 'YMD',
    currency: 'EUR',
  });
  expect(file.problems).toEqual([]);
  const known = Object.keys(items).length > 0 ? ['C1', 'C2'] : [];
  const books = {
    customers: new Map(known.map((number) => [number, bookedCustomer(number)])),
    contacts: new Map(),
    bankAccounts: new Set<string>(),
    items: new Map(
      Object.entries(items).map(([reference, has]) => {
        const item = bookedItem(reference, has);
        return [itemKey(item.ref), item];
      }),
    ),
    credits: new Map(Object.entries(credits).map(([key, left]) => [key, bookedCredit(key, left)])),
    allocated: new Map<string, bigint>(),
    colleagues: new Map<string, string>(),
  };
  const rules = {
    today: TODAY,
    termDays: 30,
    closeMissing,
    isExcerpt,
    currency: EUR,
    language: 'en',
  };
  const difference = ledgerDifference(file, books, rules);
  const open = Object.values(items).reduce((sum, item) => sum + item.open, 0n);
  return { difference, report: ledgerReport(difference, books, open ? [money(open, EUR)] : []) };
}

type Difference = ReturnType<typeof compare>['difference'];

function shares({ settlement }: Difference) {
  return settlement.shares.map(({ credit, item, amount }) => [
    credit.naturalKey.split(' ').at(-1),
    item.ref.reference,
    moneyText(money(amount, EUR)),
  ]);
}

function elsewhere({ settlement }: Difference) {
  return settlement.elsewhere.map(({ need, slots }) => [
    need.ref.reference,
    moneyText(
      money(
        slots.reduce((sum, { open }) => sum + open, 0n),
        EUR,
      ),
    ),
  ]);
}
