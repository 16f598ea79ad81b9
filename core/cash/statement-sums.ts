import type { Day } from '../kernel/day.ts';
import { discountAtMost } from './amount-fit.ts';
import type { Question } from './hypothesis.ts';
import type { Quotable } from './matching-books.ts';
import type { StatementKind } from './paying-habit.ts';

/** What some items ask together, and what their discounts take off at most. */
type Sum = { count: number; asked: bigint; discount: bigint };

/** Items that a payer may settle as one: everything, a month's, all that was due by a day. */
type Statement = {
  readonly kind: StatementKind;
  readonly belongs: (one: Quotable) => boolean;
  readonly withNotes: Sum;
  readonly invoices: Sum;
};

/**
 * The statements whose sum can fit the amount: everything owed, what was issued in a month, what is
 * due in a month, what was due by a day, each with and without credit notes. All of them are summed
 * in one pass; only those that can fit are put together.
 */
export function* statementsThatMayFit(
  owed: readonly Quotable[],
  question: Question,
): Generator<{ readonly kind: StatementKind; readonly items: readonly Quotable[] }> {
  for (const { kind, belongs, withNotes, invoices } of statementsOf(owed, question.line.bookedOn)) {
    if (mayFit(withNotes, question)) yield { kind, items: owed.filter(belongs) };
    if (invoices.count < withNotes.count && mayFit(invoices, question))
      yield { kind, items: owed.filter((one) => !one.isCreditNote && belongs(one)) };
  }
}

function statementsOf(owed: readonly Quotable[], bookedOn: Day): Statement[] {
  const everything = newStatement('open', () => true);
  const issued = new Map<string, Statement>();
  const due = new Map<string, Statement>();
  const until = new Map<Day, Statement>();
  for (const one of owed) {
    const { dueOn } = one;
    const issueMonth = one.issuedOn.slice(0, 7);
    const dueMonth = dueOn.slice(0, 7);
    const discount = discountAtMost(one);
    add(everything, one, discount);
    add(
      statementIn(issued, issueMonth, 'month', (other) => other.issuedOn.startsWith(issueMonth)),
      one,
      discount,
    );
    add(
      statementIn(due, dueMonth, 'month', (other) => other.dueOn.startsWith(dueMonth)),
      one,
      discount,
    );
    if (dueOn <= bookedOn)
      add(
        statementIn(until, dueOn, 'due', (other) => other.dueOn <= dueOn),
        one,
        discount,
      );
  }
  let before: Statement | undefined;
  for (const day of [...until.keys()].toSorted()) {
    const statement = until.get(day);
    if (statement && before) {
      addSum(statement.withNotes, before.withNotes);
      addSum(statement.invoices, before.invoices);
    }
    before = statement;
  }
  return [everything, ...issued.values(), ...due.values(), ...until.values()];
}

function statementIn<Key>(
  known: Map<Key, Statement>,
  key: Key,
  kind: StatementKind,
  belongs: Statement['belongs'],
): Statement {
  let statement = known.get(key);
  if (!statement) known.set(key, (statement = newStatement(kind, belongs)));
  return statement;
}

function newStatement(kind: StatementKind, belongs: Statement['belongs']): Statement {
  return {
    kind,
    belongs,
    withNotes: { count: 0, asked: 0n, discount: 0n },
    invoices: { count: 0, asked: 0n, discount: 0n },
  };
}

function add({ withNotes, invoices }: Statement, one: Quotable, discount: bigint): void {
  const sum = { count: 1, asked: one.left, discount };
  addSum(withNotes, sum);
  if (!one.isCreditNote) addSum(invoices, sum);
}

function addSum(to: Sum, more: Sum): void {
  to.count += more.count;
  to.asked += more.asked;
  to.discount += more.discount;
}

/** A statement is of two items at least, and paid to the cent but for a discount or what the text names. */
function mayFit({ count, asked, discount }: Sum, { line, stated }: Question): boolean {
  if (count < 2) return false;
  const gap = asked - line.amount.minor;
  if (gap <= 0n) return gap === 0n;
  return gap <= discount || stated.some(({ minor }) => minor === gap);
}
