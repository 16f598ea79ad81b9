import { money, moneyText, zero, add, type Currency, type Money } from '../kernel/money.ts';
import type { LedgerBooks } from './ledger-books.ts';
import type { LedgerDifference } from './ledger-difference.ts';
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

export type ChangeExample = {
  readonly change: ItemOutcome;
  readonly reference: string;
  readonly customer: string;
  readonly sentence: string;
};

export type ItemOutcome = 'added' | 'changed' | 'closed' | 'unchanged' | 'missing';

/** Examples of each change: enough to see whether the file was understood. */
const EXAMPLES_EACH = 5;

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

export function outcomeOf(comparison: ItemComparison): ItemOutcome {
  const { booked, openBefore, change, raise, lowering, reversed } = comparison;
  if (booked === undefined) return 'added';
  const after = openAfter(comparison);
  if (openBefore > 0n && after === 0n) return 'closed';
  const moved = after !== openBefore || raise || lowering || reversed.length > 0;
  return change || moved ? 'changed' : 'unchanged';
}

function openAfter({ need }: ItemComparison): bigint {
  return need.slots.reduce((sum, slot) => sum + slot.open, 0n);
}

function countsOf(difference: LedgerDifference): ChangeCount[] {
  const { customers, items, missing, credits, unchangedCredits } = difference;
  const { contacts, bankAccounts } = customers;
  const none = { noun: '', added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };
  const debits = new Map<string, Record<ItemOutcome, number>>();
  for (const comparison of items) count(debits, comparison, outcomeOf(comparison));
  for (const comparison of missing) count(debits, comparison, 'missing');
  const received = Map.groupBy(credits, (credit) => credit.kind);
  const fresh = new Set(credits.map((credit) => credit.naturalKey));
  const usedLater = difference.settlement.usedElsewhere.filter(
    ({ use }) => !fresh.has(use.naturalKey),
  );
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
      added: received.get(noun)?.length ?? 0,
      changed: usedLater.filter(({ use }) => use.kind === noun).length,
      unchanged: unchangedCredits[noun],
    })),
  ].filter(
    ({ added, changed, closed, unchanged, missing: gone }) =>
      added + changed + closed + unchanged + gone > 0,
  );
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
  for (const comparison of items) {
    const { currency } = comparison.need;
    const known = changes.get(currency) ?? { before: zero(currency), after: zero(currency) };
    const moved = money(openAfter(comparison) - comparison.openBefore, currency);
    changes.set(currency, { before: known.before, after: add(known.after, moved) });
  }
  return [...changes.values()].toSorted((a, b) => (a.before.currency < b.before.currency ? -1 : 1));
}

function examplesOf({ items, missing, customers }: LedgerDifference, books: LedgerBooks) {
  const names = new Map(customers.added.map(({ number, name }) => [number, name]));
  const shown = new Map<ItemOutcome, number>();
  const examples: ChangeExample[] = [];
  const show = (comparison: ItemComparison, change: ItemOutcome) => {
    const times = shown.get(change) ?? 0;
    if (change === 'unchanged' || times >= EXAMPLES_EACH) return;
    shown.set(change, times + 1);
    const { customerNumber, ref } = comparison.need;
    const customer =
      books.customers.get(customerNumber)?.name ?? names.get(customerNumber) ?? customerNumber;
    const sentence = sentenceOf(comparison, change);
    examples.push({ change, reference: ref.reference, customer, sentence });
  };
  for (const comparison of items) show(comparison, outcomeOf(comparison));
  for (const comparison of missing) show(comparison, 'missing');
  return examples;
}

function sentenceOf(comparison: ItemComparison, change: ItemOutcome): string {
  const { need, openBefore, added, change: changed, raise, lowering } = comparison;
  const text = (minor: bigint) => `${moneyText(money(minor, need.currency))} ${need.currency}`;
  const after = openAfter(comparison);
  if (added) {
    const open = after === added.amount ? '' : `, ${text(after)} of it open`;
    return `New: ${text(added.amount)}, due ${added.dueOn}${open}.`;
  }
  if (change === 'missing') return `Not in the file; ${text(openBefore)} is open.`;
  if (change === 'closed') return `Settled: ${text(openBefore)} was open.`;
  const parts = [
    changed?.dueOn && `due ${changed.dueOn.to} instead of ${changed.dueOn.from}`,
    changed?.orderReference && `order ${changed.orderReference.to}`,
    raise && `raised by ${text(raise.amount)}`,
    lowering && `lowered by ${text(lowering.amount)}`,
    after !== openBefore && `${text(after)} open instead of ${text(openBefore)}`,
  ];
  return `Changed: ${parts.filter(Boolean).join(', ')}.`;
}
