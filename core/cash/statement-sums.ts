import type { Day } from '../kernel/day.ts';
import { discountAtMost } from './amount-fit.ts';
import type { Question } from './hypothesis.ts';
import type { Quotable } from './matching-books.ts';
import type { StatementKind } from './paying-habit.ts';

/** What some items ask together, and what their discounts take off at most. */
type Sum = { count: number; asked: bigint; discount: bigint };

/** Of invoices and of credit notes, each by itself. */
type Sums = { readonly invoices: Sum; readonly notes: Sum };

/** Items that a payer may settle as one: everything, a month's, all that was due by a day. */
type Statement = {
  readonly kind: StatementKind;
  readonly belongs: (one: Quotable) => boolean;
  readonly fits: Fits;
};

/** With credit notes, where there are any, and without. */
type Fits = { readonly whole: boolean; readonly invoices: boolean };

/**
 * The statements whose sum can fit the amount: everything owed, what was issued in a month, what is
 * due in a month, what was due by a day, each with and without credit notes. All of them are summed
 * in one pass; only those that can fit are put together. `owed`: oldest due first.
 */
export function* statementsThatMayFit(
  owed: readonly Quotable[],
  question: Question,
): Generator<{ readonly kind: StatementKind; readonly items: readonly Quotable[] }> {
  for (const { kind, belongs, fits } of fittingStatements(owed, question)) {
    if (fits.whole) yield { kind, items: owed.filter(belongs) };
    if (fits.invoices)
      yield { kind, items: owed.filter((one) => !one.isCreditNote && belongs(one)) };
  }
}

/** By due day there is one sum that runs through all: a month of it is what came since the last. */
function fittingStatements(owed: readonly Quotable[], question: Question): Statement[] {
  const { bookedOn } = question.line;
  const running = newSums();
  const issued = new Map<number, Sums>();
  const due: Statement[] = [];
  const until: Statement[] = [];
  let before = copied(running);
  for (let place = 0; place < owed.length; place += 1) {
    const one = owed[place] as Quotable;
    const { dueOn } = one;
    const discount = discountAtMost(one);
    const issueMonth = monthOf(one.issuedOn);
    let theirs = issued.get(issueMonth);
    if (!theirs) issued.set(issueMonth, (theirs = newSums()));
    add(running, one, discount);
    add(theirs, one, discount);

    const next = owed[place + 1]?.dueOn;
    if (next === dueOn) continue;
    const byNow = dueOn <= bookedOn ? fitsOf(running, question) : undefined;
    if (byNow) until.push({ kind: 'due', belongs: (other) => other.dueOn <= dueOn, fits: byNow });
    const month = monthOf(dueOn);
    if (next !== undefined && monthOf(next) === month) continue;
    const fits = fitsOf(difference(running, before), question);
    if (fits) due.push({ kind: 'month', belongs: (other) => monthOf(other.dueOn) === month, fits });
    before = copied(running);
  }
  const everything = fitsOf(running, question);
  return [
    ...(everything ? [{ kind: 'open', belongs: () => true, fits: everything } as const] : []),
    ...[...issued].flatMap(([month, sums]): Statement[] => {
      const fits = fitsOf(sums, question);
      if (!fits) return [];
      return [{ kind: 'month', belongs: (other) => monthOf(other.issuedOn) === month, fits }];
    }),
    ...due,
    ...until,
  ];
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

function copied({ invoices, notes }: Sums): Sums {
  return { invoices: { ...invoices }, notes: { ...notes } };
}

function difference(after: Sums, before: Sums): Sums {
  return {
    invoices: less(after.invoices, before.invoices),
    notes: less(after.notes, before.notes),
  };
}

function less(a: Sum, b: Sum): Sum {
  return {
    count: a.count - b.count,
    asked: a.asked - b.asked,
    discount: a.discount - b.discount,
  };
}

function add({ invoices, notes }: Sums, { isCreditNote, left }: Quotable, discount: bigint): void {
  const sum = isCreditNote ? notes : invoices;
  sum.count += 1;
  sum.asked += left;
  if (discount !== 0n) sum.discount += discount;
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
