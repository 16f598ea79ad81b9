import { add, money, zero, type Currency, type Money } from '../kernel/money.ts';
import { openAfter, outcomeOf, type ItemOutcome } from './item-outcome.ts';
import type { LedgerBooks } from './ledger-books.ts';
import type { LedgerDifference } from './ledger-difference.ts';
import { examplesOf, type ChangeExample } from './ledger-examples.ts';
import type { ItemComparison } from './ledger-item-difference.ts';

/** What a file changes, as a person reads it before saying yes. */
export type LedgerReport = {
  readonly counts: readonly ChangeCount[];
  /** Per currency; currencies are never summed. */
  readonly amounts: readonly OpenChange[];
  readonly examples: readonly ChangeExample[];
};

export type ChangeCount = {
  readonly noun: string;
  readonly added: number;
  readonly changed: number;
  readonly closed: number;
  readonly unchanged: number;
  readonly missing: number;
};

export type OpenChange = { readonly before: Money; readonly after: Money };

/** `openNow` is what is open in the books, per currency. */
export function ledgerReport(
  difference: LedgerDifference,
  books: LedgerBooks,
  openNow: readonly Money[],
): LedgerReport {
  return {
    counts: countsOf(difference),
    amounts: amountsOf(difference, openNow),
    examples: examplesOf(difference, books),
  };
}

/** Whether anything at all is to be written. */
export function changesNothing(report: LedgerReport): boolean {
  return report.counts.every(
    ({ added, changed, closed }) => added === 0 && changed === 0 && closed === 0,
  );
}

function countsOf(difference: LedgerDifference): ChangeCount[] {
  const { customers, items, missing, credits, unchangedCredits } = difference;
  const { contacts, bankAccounts } = customers;
  const none = { noun: '', added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };
  const debits = new Map<string, Record<ItemOutcome, number>>();
  for (const comparison of items) count(debits, comparison, outcomeOf(comparison));
  for (const comparison of missing) count(debits, comparison, 'missing');
  const received = { payment: 0, credit_note: 0 };
  for (const { kind } of credits) received[kind] += 1;
  const usedLater = usesOfEarlier(difference);
  return [
    {
      ...none,
      noun: 'customer',
      added: customers.added.length,
      changed: customers.changed.length,
      unchanged: customers.unchanged,
    },
    {
      ...none,
      noun: 'contact',
      added: contacts.added.length,
      changed: contacts.changed.length,
      unchanged: contacts.unchanged,
    },
    {
      ...none,
      noun: 'bank_account',
      added: bankAccounts.added.length,
      unchanged: bankAccounts.unchanged,
    },
    ...[...debits].map(([noun, outcomes]) => ({ noun, ...outcomes })),
    ...(['payment', 'credit_note'] as const).map((noun) => ({
      ...none,
      noun,
      added: received[noun],
      changed: usedLater.filter(({ use }) => use.kind === noun).length,
      unchanged: unchangedCredits[noun],
    })),
  ].filter(
    ({ added, changed, closed, unchanged, missing: gone }) =>
      added + changed + closed + unchanged + gone > 0,
  );
}

/** Uses of credits that were in the books before. */
function usesOfEarlier({ credits, settlement: { usedElsewhere } }: LedgerDifference) {
  if (usedElsewhere.length === 0) return [];
  const fresh = new Set(credits.map((credit) => credit.naturalKey));
  return usedElsewhere.filter(({ use }) => !fresh.has(use.naturalKey));
}

function count(
  counts: Map<string, Record<ItemOutcome, number>>,
  { need }: ItemComparison,
  outcome: ItemOutcome,
): void {
  const { kind } = need.ref;
  const known = counts.get(kind) ?? { added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };
  known[outcome] += 1;
  counts.set(kind, known);
}

function amountsOf({ items }: LedgerDifference, openNow: readonly Money[]): OpenChange[] {
  const changes = new Map<Currency, OpenChange>();
  for (const before of openNow) changes.set(before.currency, { before, after: before });
  const moves = new Map<Currency, bigint>();
  for (const comparison of items) {
    const { currency } = comparison.need;
    const moved = openAfter(comparison) - comparison.openBefore;
    moves.set(currency, (moves.get(currency) ?? 0n) + moved);
  }
  for (const [currency, moved] of moves) {
    const { before, after } = changes.get(currency) ?? {
      before: zero(currency),
      after: zero(currency),
    };
    changes.set(currency, { before, after: add(after, money(moved, currency)) });
  }
  return [...changes.values()].toSorted((a, b) => (a.before.currency < b.before.currency ? -1 : 1));
}
