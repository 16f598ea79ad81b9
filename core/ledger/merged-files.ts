import { DocumentMap } from './document-map.ts';
import type { LedgerItemKind } from './ledger-kinds.ts';
import type { LedgerCustomer, LedgerFile, LedgerItem, LedgerProblem } from './ledger-file.ts';

/** Several files as one; what one says of a customer completes what another says. */
export function merge(files: readonly LedgerFile[]): LedgerFile {
  const [only, ...others] = files;
  if (only && others.length === 0) return only;
  const customers = new Map<string, LedgerCustomer>();
  for (const file of files) {
    for (const customer of file.customers) {
      const known = customers.get(customer.number);
      customers.set(customer.number, known ? completed(known, customer) : customer);
    }
  }
  const { items, repeats } = mergedItems(files);
  return {
    customers: [...customers.values()],
    contacts: files.flatMap((file) => file.contacts),
    bankAccounts: files.flatMap((file) => file.bankAccounts),
    items,
    allocations: files.flatMap((file) => file.allocations),
    problems: [...files.flatMap((file) => file.problems), ...repeats],
  };
}

/** Within a file no document comes twice; only a kind that several files hold can repeat itself. */
function mergedItems(files: readonly LedgerFile[]) {
  const holders = files.map((file) => new Set(file.items.map(({ kind }) => kind)));
  const isShared = (kind: LedgerItem['kind']) =>
    holders.filter((kinds) => kinds.has(kind)).length > 1;
  const shared = new Set(holders.flatMap((kinds) => [...kinds]).filter(isShared));
  const known = new DocumentMap<LedgerItemKind, LedgerItem>();
  const items: LedgerItem[] = [];
  const repeats: LedgerProblem[] = [];
  for (const file of files) {
    for (const item of file.items) {
      const earlier = shared.has(item.kind) ? known.get(item) : undefined;
      if (earlier !== undefined) {
        if (!saysTheSame(earlier, item)) repeats.push(repeated(item));
        continue;
      }
      if (shared.has(item.kind)) known.set(item, item);
      items.push(item);
    }
  }
  return { items, repeats };
}

function completed(known: LedgerCustomer, more: LedgerCustomer): LedgerCustomer {
  return {
    line: known.line,
    number: known.number,
    name: known.name ?? more.name,
    parentNumber: known.parentNumber ?? more.parentNumber,
    legalId: known.legalId ?? more.legalId,
    country: known.country ?? more.country,
    currency: known.currency ?? more.currency,
    language: known.language ?? more.language,
    termDays: known.termDays ?? more.termDays,
    creditLimit: known.creditLimit ?? more.creditLimit,
    riskClass: known.riskClass ?? more.riskClass,
    collector: known.collector ?? more.collector,
  };
}

function saysTheSame(a: LedgerItem, b: LedgerItem): boolean {
  return (
    a.customerNumber === b.customerNumber &&
    a.amount.minor === b.amount.minor &&
    a.amount.currency === b.amount.currency &&
    a.dueOn === b.dueOn
  );
}

function repeated({ line, reference }: LedgerItem): LedgerProblem {
  return {
    line,
    where: `line ${line}`,
    what: `${reference} stands in another file with other contents`,
    advice: 'Give each document its own number, or leave one of the two out.',
    severity: 'error',
  };
}
