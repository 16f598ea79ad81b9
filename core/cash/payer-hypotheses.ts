import { discountAtMost, fitOf, ROUNDING_AT_MOST } from './amount-fit.ts';
import { isGood, type Hypothesis, type Question, type Source } from './hypothesis.ts';
import type { Quotable } from './matching-books.ts';
import type { OpenItems } from './open-items.ts';
import type { StatementKind } from './paying-habit.ts';
import { subsetsOf } from './subset-sum.ts';

const SUBSET_OF_AT_MOST = 24;
const SUBSET_SIZE_AT_MOST = 6;

/**
 * What a payer may mean who quotes nothing: one item of the amount, a statement, some items. Of
 * several statements the `usual` ones come first.
 */
export function payerHypotheses(
  owed: OpenItems,
  question: Question,
  usual?: StatementKind,
): Hypothesis[] {
  if (owed.invoiceCount === 0) return [];
  const singles = single(owed, question);
  const statements = statement(owed, question, usual);
  const found = [...singles, ...statements];
  if (singles.length === 0 && statements.length === 0) found.push(...subset(owed.all, question));
  if (found.length === 0) found.push(...onlyItem(owed, question));
  return found;
}

/** One item of this amount; of several, the one whose day is quoted, else the oldest. */
function single(owed: OpenItems, question: Question): Hypothesis[] {
  const fitting = mayFitAlone(owed, question)
    .map((item) => ({ item, fit: fitOf([item], question.line, question.stated) }))
    .filter(({ fit }) => isGood(fit));
  const kinds = ['exact', 'stated_fee', 'stated_short', 'discount', 'rounding', 'discount_late'];
  for (const kind of kinds) {
    const alike = fitting.filter(({ fit }) => fit.kind === kind);
    if (alike.length === 0) continue;
    const ofDay = alike.filter(({ item }) => question.days.has(item.issuedOn));
    const pool = ofDay.length > 0 ? ofDay : alike;
    const [best] = pool;
    if (!best) continue;
    return [none('single', [best.item], best.fit, pool.length)];
  }
  return [];
}

/** The invoices of which a good fit is possible at all, oldest due first. */
function mayFitAlone(owed: OpenItems, { line, stated }: Question): Quotable[] {
  const { minor } = line.amount;
  const most = minor + ROUNDING_AT_MOST;
  const found = new Set(owed.between(minor - ROUNDING_AT_MOST, most));
  for (const { minor: gap } of stated)
    for (const item of owed.between(minor + gap, minor + gap)) found.add(item);
  for (const item of owed.discounted)
    if (item.left > most && item.left - minor <= discountAtMost(item)) found.add(item);
  return [...found]
    .filter(({ isCreditNote }) => !isCreditNote)
    .toSorted((a, b) => a.place - b.place);
}

function statement(
  owed: OpenItems,
  question: Question,
  usual: StatementKind | undefined,
): Hypothesis[] {
  const found = new Map<string, Hypothesis>();
  const asUsual = new Set<string>();
  for (const { kind, items } of statementsThatMayFit(owed, question)) {
    const fit = fitOf(items, question.line, question.stated);
    if (!isGood(fit) || fit.kind === 'rounding') continue;
    const key = items.map(({ id }) => id).join();
    if (kind === usual) asUsual.add(key);
    if (!found.has(key)) found.set(key, none('statement', items, fit, 1));
  }
  const all = [...found]
    .toSorted(([a], [b]) => Number(asUsual.has(b)) - Number(asUsual.has(a)))
    .map(([, hypothesis]) => hypothesis);
  return all.map((one) => ({ ...one, alike: all.length }));
}

/** What is owed by statement, with its credit notes and without. */
function* statementsThatMayFit(
  owed: OpenItems,
  question: Question,
): Generator<{ readonly kind: StatementKind; readonly items: readonly Quotable[] }> {
  for (const { kind, belongs, fits } of owed.sums.fitting(question)) {
    if (fits.whole) yield { kind, items: owed.all.filter(belongs) };
    if (fits.invoices)
      yield { kind, items: owed.all.filter((one) => !one.isCreditNote && belongs(one)) };
  }
}

function subset(owed: readonly Quotable[], question: Question): Hypothesis[] {
  if (owed.length > SUBSET_OF_AT_MOST) return [];
  const search = subsetsOf(owed, question.line.amount.minor, SUBSET_SIZE_AT_MOST);
  if (!search.found) return [];
  const fit = fitOf(search.found, question.line, question.stated);
  return [none('subset', search.found, fit, search.isComplete ? search.count : 2)];
}

/** Nothing fits, and the payer owes one item only: it may pay that in part, or more than it. */
function onlyItem(owed: OpenItems, question: Question): Hypothesis[] {
  const only = owed.all.find(({ isCreditNote }) => !isCreditNote);
  if (!only || owed.invoiceCount > 1) return [];
  const { minor } = question.line.amount;
  if (minor * 4n < only.left || minor > only.left * 3n) return [];
  return [none('payer', [only], fitOf([only], question.line, question.stated), 1)];
}

function none(
  source: Source,
  items: readonly Quotable[],
  fit: Hypothesis['fit'],
  alike: number,
): Hypothesis {
  return { source, items, fit, strength: 'none', mentions: [], alike };
}
