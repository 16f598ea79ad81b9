import { daysBetween, dayOf, type Day } from '../kernel/day.ts';
import { readDay, type DayOrder } from '../kernel/written-day.ts';

/** An issue day and a due day as a file writes them. */
export type WrittenTerm = { readonly issued: string; readonly due: string };

/** No invoice of an ordinary business falls due later than this after it was issued. */
const LONGEST_TERM_DAYS = 370;
/** How many different terms a ledger usually knows: 14, 30, 45, 60 … */
const USUAL_TERMS = 5;

/**
 * Decides between day first and month first by what the terms would be: the wrong order makes
 * invoices that are due before they were issued and terms that are all different. Undefined when
 * both orders make sense.
 */
export function orderByTerms(terms: readonly WrittenTerm[]): DayOrder | undefined {
  const dayFirst = senseOf(terms, 'DMY');
  const monthFirst = senseOf(terms, 'MDY');
  if (Math.abs(dayFirst - monthFirst) < 0.2) return undefined;
  return dayFirst > monthFirst ? 'DMY' : 'MDY';
}

/** The share of rows with a possible and usual term, when read in this order. */
function senseOf(terms: readonly WrittenTerm[], order: DayOrder): number {
  const days = terms.map(({ issued, due }) => {
    const from = readDay(issued, order);
    const until = readDay(due, order);
    return from && until ? daysBetween(from, until) : undefined;
  });
  const possible = days.filter((term) => term !== undefined && isPossible(term)) as number[];
  const usual = usualTerms(possible);
  const sensible = possible.filter((term) => usual.has(term)).length;
  return terms.length === 0 ? 0 : sensible / terms.length;
}

export type DatedItem = { readonly line: number; readonly issuedOn: Day; readonly dueOn: Day };

/** `exchanged` is the pair of days that makes sense when day and month change places. */
export type DoubtfulTerm = {
  readonly line: number;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly exchanged: { readonly issuedOn: Day; readonly dueOn: Day } | undefined;
};

/**
 * Items whose days cannot be right: due before issued, or more than a year later. A spreadsheet
 * that took 04/03 for April exchanges day and month in the rows where it can and leaves the rest.
 */
export function doubtfulTerms(items: readonly DatedItem[]): DoubtfulTerm[] {
  const terms = termsOf(items);
  const usual = usualTerms(terms.filter(isPossible));
  return items
    .filter((_item, at) => !isPossible(terms[at] ?? 0))
    .map((item) => Object.assign({}, item, { exchanged: exchangedDays(item, usual) }));
}

function exchangedDays(item: DatedItem, usual: ReadonlySet<number>): DoubtfulTerm['exchanged'] {
  const issuedOn = exchange(item.issuedOn);
  const dueOn = exchange(item.dueOn);
  const candidates = [
    { issuedOn, dueOn: item.dueOn },
    { issuedOn: item.issuedOn, dueOn },
    { issuedOn, dueOn },
  ];
  for (const candidate of candidates) {
    if (candidate.issuedOn === undefined || candidate.dueOn === undefined) continue;
    if (usual.has(daysBetween(candidate.issuedOn, candidate.dueOn))) {
      return { issuedOn: candidate.issuedOn, dueOn: candidate.dueOn };
    }
  }
  return undefined;
}

/** 2026-04-03 for 2026-03-04; undefined where there is no such month. */
function exchange(day: Day): Day | undefined {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  return dayOf(year, dayOfMonth, month);
}

function termsOf(items: readonly DatedItem[]): number[] {
  return items.map(({ issuedOn, dueOn }) => daysBetween(issuedOn, dueOn));
}

function isPossible(term: number): boolean {
  return term >= 0 && term <= LONGEST_TERM_DAYS;
}

function usualTerms(terms: readonly number[]): ReadonlySet<number> {
  const counts = new Map<number, number>();
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
  const byCount = [...counts].toSorted((a, b) => b[1] - a[1]);
  return new Set(byCount.slice(0, USUAL_TERMS).map(([term]) => term));
}
