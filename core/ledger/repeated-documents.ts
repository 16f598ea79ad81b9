import type { Money } from '../kernel/money.ts';
import { DocumentMap } from './document-map.ts';
import { numberIn } from './ledger-document.ts';
import type { LedgerItem, LedgerProblem } from './ledger-file.ts';
import type { LedgerItemKind } from './ledger-kinds.ts';
import { problemAt, type LedgerRow } from './ledger-row.ts';

/** An item beside the row that says it, and its amount with the sign of the file. */
export type ReadItem = {
  readonly row: LedgerRow;
  readonly item: LedgerItem;
  readonly signed: Money;
};

/**
 * The same document twice in a file: once is enough when it says the same. A payment without a
 * number of its own is told from an equal one by counting.
 */
export function withoutRepeats(
  items: readonly ReadItem[],
  problems: LedgerProblem[],
): readonly ReadItem[] {
  if (eachComesOnce(items)) return items;
  const first = new DocumentMap<LedgerItemKind, LedgerItem>();
  const counts = new DocumentMap<LedgerItemKind, number>();
  const once: ReadItem[] = [];
  const repeated: LedgerProblem[] = [];
  for (const read of items) {
    const { row, item } = read;
    const known = first.get(item);
    if (known === undefined) {
      first.set(item, item);
      once.push(read);
      continue;
    }
    if (numberIn(row) === undefined) {
      const count = (counts.get(item) ?? 1) + 1;
      counts.set(item, count);
      once.push({ ...read, item: { ...item, reference: `${item.reference} #${count}` } });
      continue;
    }
    const same =
      known.customerNumber === item.customerNumber &&
      known.amount.minor === item.amount.minor &&
      known.dueOn === item.dueOn;
    (same ? repeated : problems).push(
      problemAt(row, 'reference', same ? 'warning' : 'error', {
        what: `${item.reference} already stands on line ${known.line}${same ? '' : ' with other contents'}`,
        advice: same
          ? 'It is taken once.'
          : 'Only the first is taken. Give each document its own number.',
      }),
    );
  }
  problems.push(...together(repeated));
  return once;
}

/** A row for each line of an invoice: what holds for hundreds is said once. */
function together(repeated: readonly LedgerProblem[]): readonly LedgerProblem[] {
  const [first] = repeated;
  if (first === undefined || repeated.length <= TOLD_APART) return repeated;
  return [
    {
      ...first,
      what: `from here on ${repeated.length} rows repeat a document that stands above, as where each line of an invoice has a row`,
      advice: 'Each document is taken once.',
    },
  ];
}

const TOLD_APART = 5;

/** So it is in nearly every file, and seen in half the time that it takes to find what repeats. */
function eachComesOnce(items: readonly ReadItem[]): boolean {
  const seen = new Map<LedgerItemKind, Set<string>>();
  for (const { item } of items) {
    const ofKind = seen.get(item.kind);
    if (ofKind === undefined) seen.set(item.kind, new Set([item.reference]));
    else ofKind.add(item.reference);
  }
  const documents = [...seen.values()].reduce((sum, { size: count }) => sum + count, 0);
  return documents === items.length;
}
