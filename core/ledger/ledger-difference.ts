import { addDays, type Day } from '../kernel/day.ts';
import type { Currency } from '../kernel/money.ts';
import { creditKey, itemKey, type BookedCredit, type LedgerBooks } from './ledger-books.ts';
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
  readonly problems: readonly LedgerProblem[];
};

export type AddedCredit = {
  readonly naturalKey: string;
  readonly kind: 'payment' | 'credit_note';
  readonly customerNumber: string;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
};

export type DifferenceRules = CustomerDefaults & {
  readonly today: Day;
  /** For items without a due day and terms, of customers without terms. */
  readonly termDays: number;
  /** What is open with us and not in the file is settled. */
  readonly closeMissing: boolean;
};

export function ledgerDifference(
  file: LedgerFile,
  books: LedgerBooks,
  rules: DifferenceRules,
): LedgerDifference {
  const customers = compareCustomers(file, books, rules);
  const debits = compareDebits(file, books, { ...rules, terms: termsOf(customers, books) });
  const credits = compareCredits(file, books);
  const missing = file.items.some(isDebit) ? missingItems(debits.needs, books, rules) : [];
  if (rules.closeMissing) for (const { need } of missing) debits.needs.set(itemKey(need.ref), need);

  const { stated, named } = statedShares(file, books, {
    needs: debits.needs,
    uses: credits.uses,
    today: rules.today,
  });
  for (const { naturalKey } of stated) {
    const known = books.credits.get(naturalKey);
    if (known && !credits.uses.has(naturalKey)) credits.uses.set(naturalKey, waitingUse(known));
  }
  const settlement = settle({
    needs: debits.needs,
    uses: credits.uses,
    stated,
    waiting: waitingCredits(books, credits.uses),
    allocated: books.allocated,
  });
  return {
    customers,
    items: [...debits.items, ...named, ...(rules.closeMissing ? missing : [])],
    missing: rules.closeMissing ? [] : missing,
    credits: credits.added,
    unchangedCredits: credits.unchanged,
    settlement,
    problems: [...debits.problems, ...credits.problems],
  };
}

function compareDebits(
  file: LedgerFile,
  books: LedgerBooks,
  { today, termDays, terms }: DifferenceRules & { terms: ReadonlyMap<string, number> },
) {
  const items: ItemComparison[] = [];
  const problems: LedgerProblem[] = [];
  const needs = new Map<string, Need>();
  for (const said of file.items) {
    if (!isDebit(said)) continue;
    const days = terms.get(said.customerNumber) ?? termDays;
    const dueOn = said.dueOn ?? addDays(said.issuedOn, days);
    const comparison = compareItem(said, books, { dueOn, today });
    if ('problem' in comparison) {
      problems.push(comparison.problem);
      continue;
    }
    items.push(comparison);
    needs.set(itemKey(comparison.need.ref), comparison.need);
  }
  return { items, needs, problems };
}

function compareCredits(file: LedgerFile, books: LedgerBooks) {
  const added: AddedCredit[] = [];
  const problems: LedgerProblem[] = [];
  const uses = new Map<string, Use>();
  const unchanged = { payment: 0, credit_note: 0 };
  for (const said of file.items) {
    if (!isCredit(said)) continue;
    const naturalKey = creditKey(said.kind, said.reference);
    const known = books.credits.get(naturalKey);
    if (known && !agrees(said, known)) {
      problems.push(creditProblem(said));
      continue;
    }
    if (known) unchanged[said.kind] += 1;
    else added.push(newCredit(said, naturalKey));
    uses.set(naturalKey, useOf(said, naturalKey, known));
  }
  return { added, uses, unchanged, problems };
}

type SaidDebit = LedgerItem & { readonly kind: 'invoice' | 'debit_note' };
type SaidCredit = LedgerItem & { readonly kind: 'payment' | 'credit_note' };

function isDebit(said: LedgerItem): said is SaidDebit {
  return said.kind === 'invoice' || said.kind === 'debit_note';
}

function isCredit(said: LedgerItem): said is SaidCredit {
  return said.kind === 'payment' || said.kind === 'credit_note';
}

function newCredit(said: SaidCredit, naturalKey: string): AddedCredit {
  return {
    naturalKey,
    kind: said.kind,
    customerNumber: said.customerNumber,
    reference: said.reference,
    receivedOn: said.issuedOn,
    currency: said.amount.currency,
    amount: said.amount.minor,
  };
}

/** What is left of it now, and what the file says is left. */
function useOf(said: SaidCredit, naturalKey: string, known: BookedCredit | undefined): Use {
  const left = known?.unallocated ?? said.amount.minor;
  const stated = said.openAmount?.minor;
  const forced = stated === undefined || stated > left ? 0n : left - stated;
  return {
    naturalKey,
    kind: said.kind,
    reference: said.reference,
    customerNumber: said.customerNumber,
    currency: said.amount.currency,
    receivedOn: said.issuedOn,
    forced,
    free: stated === undefined ? left : 0n,
  };
}

function agrees(said: SaidCredit, known: BookedCredit): boolean {
  return (
    known.amount === said.amount.minor &&
    known.currency === said.amount.currency &&
    known.customerNumber === said.customerNumber
  );
}

function creditProblem({ line, reference }: LedgerItem): LedgerProblem {
  return {
    line,
    where: `line ${line}`,
    what: `${reference} is in the books with another amount, currency or customer`,
    advice:
      'Money that was received does not change; send the difference as a document of its own.',
    severity: 'error',
  };
}

/** Which payment settled which item, as the file says it. */
function statedShares(
  file: LedgerFile,
  books: LedgerBooks,
  { needs, uses, today }: { needs: Map<string, Need>; uses: ReadonlyMap<string, Use>; today: Day },
): { stated: StatedShare[]; named: ItemComparison[] } {
  const named: ItemComparison[] = [];
  const keyOf = (reference: string): string | undefined => {
    for (const kind of ['invoice', 'debit_note'] as const) {
      const key = itemKey({ kind, reference });
      if (needs.has(key)) return key;
      const known = books.items.get(key);
      if (known === undefined) continue;
      const comparison = unnamedItem(known, today, false);
      needs.set(key, comparison.need);
      named.push(comparison);
      return key;
    }
    return undefined;
  };
  const share = (naturalKey: string, reference: string, amount: bigint): StatedShare[] => {
    const key = keyOf(reference);
    return key === undefined ? [] : [{ naturalKey, itemKey: key, amount }];
  };
  const stated = [
    ...file.items.flatMap((said) =>
      isCredit(said) && said.against !== undefined
        ? share(creditKey(said.kind, said.reference), said.against, said.amount.minor)
        : [],
    ),
    ...file.allocations.flatMap(({ credit, against, amount }) => {
      const naturalKey = creditKey(credit.kind, credit.reference);
      const currency = (uses.get(naturalKey) ?? books.credits.get(naturalKey))?.currency;
      const part = currency && moneyWritten(amount, currency);
      return part ? share(naturalKey, against, part.minor) : [];
    }),
  ];
  return { stated, named };
}

function missingItems(
  needs: ReadonlyMap<string, Need>,
  books: LedgerBooks,
  { today, closeMissing }: DifferenceRules,
): ItemComparison[] {
  const missing: ItemComparison[] = [];
  for (const known of books.items.values()) {
    if (needs.has(itemKey(known.ref)) || !known.slots.some(({ open }) => open > 0n)) continue;
    missing.push(unnamedItem(known, today, closeMissing));
  }
  return missing;
}

function waitingCredits(books: LedgerBooks, uses: ReadonlyMap<string, Use>): Use[] {
  return [...books.credits.values()]
    .filter((credit) => credit.unallocated > 0n && !uses.has(credit.naturalKey))
    .map(waitingUse);
}

function waitingUse(credit: BookedCredit): Use {
  return {
    naturalKey: credit.naturalKey,
    kind: credit.kind,
    reference: credit.reference,
    customerNumber: credit.customerNumber ?? '',
    currency: credit.currency,
    receivedOn: credit.receivedOn,
    forced: 0n,
    free: credit.customerNumber === undefined ? 0n : credit.unallocated,
  };
}

function termsOf({ added, changed }: CustomerDifference, { customers }: LedgerBooks) {
  const terms = new Map<string, number>();
  const rows = [...customers.values(), ...changed.map(({ after }) => after), ...added];
  for (const { number, termDays } of rows) if (termDays !== undefined) terms.set(number, termDays);
  return terms;
}
