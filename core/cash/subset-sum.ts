import type { Quotable } from './matching-books.ts';

/** How many steps a search may take: a line must never hold up a file. */
const STEPS_AT_MOST = 60_000;

export type SubsetSearch = {
  /** The first one found; undefined when there is none. */
  readonly found: readonly Quotable[] | undefined;
  /** 0, 1, or 2 for more than one. */
  readonly count: number;
  /** Whether everything was looked at; otherwise one that was found may not be the only one. */
  readonly isComplete: boolean;
};

/**
 * Items that together make exactly the amount. Thousands of sums are tried, in numbers: whole minor
 * units, exact below 2^53. What is owed beyond that is not searched.
 */
export function subsetsOf(
  items: readonly Quotable[],
  amount: bigint,
  sizeAtMost: number,
): SubsetSearch {
  if (!areExact(items, amount)) return { found: undefined, count: 0, isComplete: false };
  const target = Number(amount);
  const sorted = items.toSorted((a, b) => (a.left > b.left ? -1 : a.left < b.left ? 1 : 0));
  const values = sorted.map(({ left }) => Number(left));
  const above = suffixSums(values, (value) => Math.max(0, value));
  const below = suffixSums(values, (value) => Math.min(0, value));
  const chosen: number[] = [];
  let found: readonly Quotable[] | undefined;
  let count = 0;
  let steps = 0;

  const search = (at: number, rest: number): void => {
    if (rest === 0 && chosen.length > 0) {
      count++;
      found ??= chosen.map((i) => sorted[i]).filter((one) => one !== undefined);
      // What follows could only add items that sum to nothing.
      return;
    }
    if (at === values.length || chosen.length === sizeAtMost || count > 1) return;
    if (steps++ > STEPS_AT_MOST) return;
    if (rest > (above[at] ?? 0) || rest < (below[at] ?? 0)) return;
    chosen.push(at);
    search(at + 1, rest - (values[at] ?? 0));
    chosen.pop();
    search(at + 1, rest);
  };
  search(0, target);
  return { found, count: Math.min(count, 2), isComplete: steps <= STEPS_AT_MOST };
}

/** Whether no sum of them can leave the whole numbers that are exact. */
function areExact(items: readonly Quotable[], amount: bigint): boolean {
  const most = items.reduce((sum, { left }) => sum + (left < 0n ? -left : left), amount);
  return most <= BigInt(Number.MAX_SAFE_INTEGER);
}

function suffixSums(values: readonly number[], part: (value: number) => number): number[] {
  const sums = Array.from({ length: values.length + 1 }, () => 0);
  for (let i = values.length - 1; i >= 0; i--) sums[i] = (sums[i + 1] ?? 0) + part(values[i] ?? 0);
  return sums;
}
