import type { Day } from '../kernel/day.ts';
import { discountOn } from './amount-fit.ts';
import type { Question } from './hypothesis.ts';
import type { Quotable } from './matching-books.ts';
import type { StatementKind } from './paying-habit.ts';

/** What some items ask together, and what their discounts take off at most. */
type Sum = { count: number; asked: bigint; discount: bigint };

/** Of invoices and of credit notes, each by itself. */
type Sums = { readonly invoices: Sum; readonly notes: Sum };

/** Items that a payer may settle as one: everything, a month's, all that was due by a day. */
export type Statement = {
  readonly kind: StatementKind;
  readonly belongs: (one: Quotable) => boolean;
  /** Whether it may be paid with its credit notes, if there are some, and without them. */
  readonly fits: Fits;
};

type Fits = { readonly whole: boolean; readonly invoices: boolean };

/**
 * The sums of what a customer may pay as one: everything owed, what was issued in a month, what is
 * due in a month, what was due by a day. Kept up while items are settled.
 */
export class StatementSums {
  readonly #everything = newSums();
  readonly #byIssueMonth = new SumsByKey<number>();
  readonly #byDueMonth = new SumsByKey<number>();
  readonly #byDueDay = new SumsByKey<Day>();

  constructor(open: readonly Quotable[]) {
    for (const one of open) this.changed(one, 0n);
  }

  changed(one: Quotable, before: bigint): void {
    const { left, isCreditNote } = one;
    const count = Number(left !== 0n) - Number(before !== 0n);
    const discount = discountOn(left, one) - discountOn(before, one);
    for (const sums of [
      this.#everything,
      this.#byIssueMonth.at(monthOf(one.issuedOn)),
      this.#byDueMonth.at(monthOf(one.dueOn)),
      this.#byDueDay.at(one.dueOn),
    ])
      add(isCreditNote ? sums.notes : sums.invoices, { count, asked: left - before, discount });
  }

  /** Those whose sum can fit the amount; by kind, and by month and day. */
  fitting(question: Question): Statement[] {
    const found: Statement[] = [];
    const keep = (kind: StatementKind, fits: Fits, belongs: Statement['belongs']) =>
      found.push({ kind, belongs, fits });
    const all = fitsOf(this.#everything, question);
    if (all) keep('open', all, () => true);
    for (const [month, sums] of this.#byIssueMonth.inOrder) {
      const fits = fitsOf(sums, question);
      if (fits) keep('month', fits, (one) => monthOf(one.issuedOn) === month);
    }
    for (const [month, sums] of this.#byDueMonth.inOrder) {
      const fits = fitsOf(sums, question);
      if (fits) keep('month', fits, (one) => monthOf(one.dueOn) === month);
    }
    const running = newSums();
    for (const [day, sums] of this.#byDueDay.inOrder) {
      if (day > question.line.bookedOn) break;
      if (isEmpty(sums)) continue;
      add(running.invoices, sums.invoices);
      add(running.notes, sums.notes);
      const fits = fitsOf(running, question);
      if (fits) keep('due', fits, (one) => one.dueOn <= day);
    }
    return found;
  }
}

/** Sums by month or day, which come in order however they were added. */
class SumsByKey<Key extends string | number> {
  readonly #sums = new Map<Key, Sums>();
  #inOrder: readonly (readonly [Key, Sums])[] | undefined;

  at(key: Key): Sums {
    let sums = this.#sums.get(key);
    if (!sums) {
      this.#sums.set(key, (sums = newSums()));
      this.#inOrder = undefined;
    }
    return sums;
  }

  get inOrder(): readonly (readonly [Key, Sums])[] {
    return (this.#inOrder ??= [...this.#sums].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
}

const ZERO = '0'.charCodeAt(0);

/** A number for each month; no text is made for each of many items. */
function monthOf(day: Day): number {
  let month = 0;
  for (let i = 0; i < 'YYYY-MM'.length; i += 1)
    if (i !== 'YYYY'.length) month = month * 10 + day.charCodeAt(i) - ZERO;
  return month;
}

function newSums(): Sums {
  return {
    invoices: { count: 0, asked: 0n, discount: 0n },
    notes: { count: 0, asked: 0n, discount: 0n },
  };
}

function isEmpty({ invoices, notes }: Sums): boolean {
  return invoices.count === 0 && notes.count === 0;
}

function add(to: Sum, { count, asked, discount }: Sum): void {
  to.count += count;
  to.asked += asked;
  if (discount !== 0n) to.discount += discount;
}

function fitsOf({ invoices, notes }: Sums, question: Question): Fits | undefined {
  if (notes.count === 0)
    return mayFit(invoices, question) ? { whole: true, invoices: false } : undefined;
  const whole = mayFit(
    {
      count: invoices.count + notes.count,
      asked: invoices.asked + notes.asked,
      discount: invoices.discount + notes.discount,
    },
    question,
  );
  const fits = { whole, invoices: mayFit(invoices, question) };
  return fits.whole || fits.invoices ? fits : undefined;
}

/** A statement is of two items at least, and paid to the cent but for a discount or what the text names. */
function mayFit({ count, asked, discount }: Sum, { line, stated }: Question): boolean {
  if (count < 2) return false;
  const { minor } = line.amount;
  if (asked <= minor) return asked === minor;
  if (discount === 0n && stated.length === 0) return false;
  const gap = asked - minor;
  return gap <= discount || stated.some((amount) => amount.minor === gap);
}
