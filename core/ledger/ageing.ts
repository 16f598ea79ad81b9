import type { Day } from '../kernel/day.ts';
import type { Currency, Money } from '../kernel/money.ts';
import { daysOverdue } from './open-item.ts';

/**
 * The last day overdue of each bucket but the last, which has no end: [0, 30, 60, 90, 120] means
 * not due, 1–30, 31–60, 61–90, 91–120, 121 and more. The due day itself is not overdue.
 */
export type AgeingEdges = readonly number[];

export const STANDARD_EDGES: AgeingEdges = [0, 30, 60, 90, 120];

/** Open amounts of one currency by days overdue. Credits stand apart and are never netted in. */
export type Aged = {
  readonly currency: Currency;
  /** Minor units, one per bucket: always one more than there are edges. */
  readonly buckets: readonly bigint[];
  readonly total: bigint;
};

/** The bucket of an item: 0 is not due. */
export function bucketOf(days: number, edges: AgeingEdges = STANDARD_EDGES): number {
  const bucket = edges.findIndex((edge) => days <= edge);
  return bucket < 0 ? edges.length : bucket;
}

/** 'not_due', '1-30', … '121+': stable names for files and the API. */
export function bucketNames(edges: AgeingEdges = STANDARD_EDGES): string[] {
  const names = edges.map((edge, i) =>
    i === 0 ? 'not_due' : `${(edges[i - 1] ?? 0) + 1}-${edge}`,
  );
  return [...names, `${(edges.at(-1) ?? 0) + 1}+`];
}

/** Every item falls in exactly one bucket; currencies are never summed. */
export function age(
  items: Iterable<{ readonly dueOn: Day; readonly openAmount: Money }>,
  on: Day,
  edges: AgeingEdges = STANDARD_EDGES,
): Aged[] {
  const byCurrency = new Map<Currency, bigint[]>();
  for (const item of items) {
    const { minor, currency } = item.openAmount;
    const buckets = byCurrency.get(currency) ?? Array.from({ length: edges.length + 1 }, () => 0n);
    const bucket = bucketOf(daysOverdue(item, on), edges);
    buckets[bucket] = (buckets[bucket] ?? 0n) + minor;
    byCurrency.set(currency, buckets);
  }
  return [...byCurrency]
    .map(([currency, buckets]) => ({ currency, buckets, total: total(buckets) }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
