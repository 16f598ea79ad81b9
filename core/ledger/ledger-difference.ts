import { addDays, type Day } from '../kernel/day.ts';
import { finish, type Steps } from '../kernel/steps.ts';
import { DocumentMap } from './document-map.ts';
import {
  bookedItem,
  creditKey,
  shareKey,
  type BookedShare,
  type LedgerBooks,
} from './ledger-books.ts';
import {
  compareCredits,
  isCredit,
  waitingUse,
  type AddedCredit,
} from './ledger-credit-difference.ts';
import {
  compareCustomers,
  type CustomerDefaults,
  type CustomerDifference,
} from './ledger-customers.ts';
import type { LedgerFile, LedgerItem, LedgerProblem } from './ledger-file.ts';
import { compareItem, unnamedItem, type ItemComparison } from './ledger-item-difference.ts';
import { moneyWritten } from './ledger-row.ts';
import {
  settle,
  type Need,
  type Needs,
  type Settlement,
  type StatedShare,
  type Use,
} from './ledger-settlement.ts';

/** What a ledger file changes against our books, before any of it is written. */
export type LedgerDifference = {
  readonly customers: CustomerDifference;
  /** One for each debit the file names, or a payment of it, and each missing one to be closed. */
  readonly items: readonly ItemComparison[];
  /** Open with us and not in the file; they stay open unless the user says otherwise. */
  readonly missing: readonly ItemComparison[];
  readonly credits: readonly AddedCredit[];
  readonly unchangedCredits: Readonly<Record<AddedCredit['kind'], number>>;
  readonly settlement: Settlement;
  /** What the file takes back of what earlier files said. */
  readonly reversed: readonly BookedShare[];
  readonly problems: readonly LedgerProblem[];
};

export type DifferenceRules = CustomerDefaults & {
  readonly today: Day;
  /** For items without a due day and terms, of customers without terms. */
  readonly termDays: number;
  /** What is open with us and not in the file is settled. */
  readonly closeMissing: boolean;
  /** The file is single documents and no list: of what it does not name it says nothing. */
  readonly isExcerpt: boolean;
};

export function ledgerDifference(
  file: LedgerFile,
  books: LedgerBooks,
  rules: DifferenceRules,
): LedgerDifference {
  const customers = compareCustomers(file, books, rules);
  const debits = compareDebits(file, books, rules, customers);
  return finish(differenceInSteps(file, books, rules, { customers, debits }));
}

/** What is compared before the rest. */
export type FirstComparison = {
  readonly customers: CustomerDifference;
  readonly debits: DebitDifference;
};

/** The rest, in steps of about the same length. */
export function* differenceInSteps(
  file: LedgerFile,
  books: LedgerBooks,
  rules: DifferenceRules,
  { customers, debits }: FirstComparison,
): Steps<LedgerDifference> {
  const returned = debits.items.flatMap((item) => item.reversed);
  const credits = compareCredits(file.items, books, { needs: debits.needs, returned });
  const isList = !rules.isExcerpt && file.items.some(isDebit);
  const missing = isList ? missingItems(debits.needs, books, rules) : [];
  if (rules.closeMissing) for (const { need } of missing) debits.needs.set(need.ref, need);
  yield;
  const { stated, named } = statedShares(file, books, {
    needs: debits.needs,
    uses: credits.uses,
    today: rules.today,
  });
  yield;
  const settlement = settle({
    needs: debits.needs,
    uses: credits.uses,
    stated,
    waiting: waitingCredits(books, credits.uses),
    allocated: stillAllocated(books, [...returned, ...credits.reversed]),
  });
  return {
    customers,
    items: [...debits.items, ...named, ...(rules.closeMissing ? missing : [])],
    missing: rules.closeMissing ? [] : missing,
    credits: credits.added,
    unchangedCredits: credits.unchanged,
    settlement,
    reversed: [...returned, ...credits.reversed],
    problems: [...debits.problems, ...credits.problems],
  };
}

export type DebitDifference = {
  readonly items: readonly ItemComparison[];
  readonly needs: Needs;
  readonly problems: readonly LedgerProblem[];
};

/** The invoices and debit notes of a file beside ours; terms of customers count as the file has them. */
export function compareDebits(
  file: LedgerFile,
  books: LedgerBooks,
  { today, termDays }: DifferenceRules,
  customers: CustomerDifference,
): DebitDifference {
  const terms = termsOf(customers, books);
  const items: ItemComparison[] = [];
  const problems: LedgerProblem[] = [];
  const needs: Needs = new DocumentMap();
  let place = 0;
  for (const said of file.items) {
    if (!isDebit(said)) continue;
    const days = terms.get(said.customerNumber) ?? termDays;
    const dueOn = said.dueOn ?? addDays(said.issuedOn, days);
    const comparison = compareItem(said, books, { dueOn, today, place });
    if ('problem' in comparison) {
      problems.push(comparison.problem);
      continue;
    }
    if (comparison.added || comparison.raise) place += 1;
    items.push(comparison);
    needs.set(comparison.need.ref, comparison.need);
  }
  return { items, needs, problems };
}

type SaidDebit = LedgerItem & { readonly kind: 'invoice' | 'debit_note' };

export function isDebit(said: LedgerItem): said is SaidDebit {
  return said.kind === 'invoice' || said.kind === 'debit_note';
}

/** Which payment settled which item, as the file says it. */
function statedShares(
  file: LedgerFile,
  books: LedgerBooks,
  { needs, uses, today }: { needs: Needs; uses: Map<string, Use>; today: Day },
): { stated: StatedShare[]; named: ItemComparison[] } {
  const named: ItemComparison[] = [];
  const stated: StatedShare[] = [];
  const needOf = (reference: string): Need | undefined => {
    for (const kind of ['invoice', 'debit_note'] as const) {
      const ref = { kind, reference };
      const need = needs.get(ref);
      if (need !== undefined) return need;
      const known = bookedItem(books, ref);
      if (known === undefined) continue;
      const comparison = unnamedItem(known, today, false);
      needs.set(ref, comparison.need);
      named.push(comparison);
      return comparison.need;
    }
    return undefined;
  };
  const state = (
    naturalKey: string,
    against: string,
    amountOf: (use: Use) => bigint | undefined,
  ): void => {
    const known = uses.get(naturalKey);
    const use = known ?? waitingUseOf(books, naturalKey);
    const amount = use && amountOf(use);
    const need = amount === undefined ? undefined : needOf(against);
    if (use === undefined || amount === undefined || need === undefined) return;
    if (known === undefined) uses.set(naturalKey, use);
    stated.push({ use, need, amount });
  };
  for (const said of file.items) {
    if (!isCredit(said) || said.against === undefined) continue;
    state(creditKey(said.kind, said.reference), said.against, () => said.amount.minor);
  }
  for (const { credit, against, amount } of file.allocations)
    state(
      creditKey(credit.kind, credit.reference),
      against,
      ({ currency }) => moneyWritten(amount, currency)?.minor,
    );
  return { stated, named };
}

function waitingUseOf({ credits }: LedgerBooks, naturalKey: string): Use | undefined {
  const booked = credits.get(naturalKey);
  return booked && waitingUse(booked);
}

function missingItems(
  needs: Needs,
  books: LedgerBooks,
  { today, closeMissing }: DifferenceRules,
): ItemComparison[] {
  const missing: ItemComparison[] = [];
  for (const known of books.items.values()) {
    if (needs.get(known.ref) || !known.slots.some(({ open }) => open > 0n)) continue;
    missing.push(unnamedItem(known, today, closeMissing));
  }
  return missing;
}

function waitingCredits(books: LedgerBooks, uses: ReadonlyMap<string, Use>): Use[] {
  return [...books.credits.values()]
    .filter((credit) => credit.unallocated > 0n && !uses.has(credit.naturalKey))
    .map((credit) => waitingUse(credit));
}

function stillAllocated({ allocated }: LedgerBooks, reversed: readonly BookedShare[]) {
  const still = new Map(allocated);
  for (const { naturalKey, ref, itemKey: item, amount } of reversed) {
    if (naturalKey === undefined || ref.kind === 'used_elsewhere') continue;
    const key = shareKey(naturalKey, item);
    still.set(key, (still.get(key) ?? 0n) - amount);
  }
  return still;
}

function termsOf({ added, changed }: CustomerDifference, { customers }: LedgerBooks) {
  const terms = new Map<string, number>();
  const rows = [...customers.values(), ...changed.map(({ after }) => after), ...added];
  for (const { number, termDays } of rows) if (termDays !== undefined) terms.set(number, termDays);
  return terms;
}
