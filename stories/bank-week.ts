import { addDays, toDay, type Day } from '@goodterms/core/kernel/day.ts';
import { money, moneyText, toCurrency } from '@goodterms/core/kernel/money.ts';
import {
  NO_COUNTERPARTY,
  type BankStatement,
  type StatementLine,
} from '@goodterms/formats/bank-statement.ts';
import { statedAmount } from '@goodterms/formats/stated-amount.ts';
import * as fc from 'fast-check';
import { OUR_ACCOUNT, paid, returned } from './bank-day.ts';

const EUR = toCurrency('EUR');
const MONDAY = toDay('2026-03-02');
const OPENING = 1_000_00n;

/** The movements of a week, in the order of the bank. */
export type Week = readonly StatementLine[];

type Payment = {
  readonly quoted: readonly string[];
  readonly amount: string;
  readonly payer: Payer;
  readonly day: number;
  readonly hasReference: boolean;
  readonly twice: boolean;
};

/** Who pays, as the bank tells it. */
export type Payer = { readonly account?: string; readonly name?: string };

/** An invoice with a discount, as its customer pays it and what he may pay afterwards. */
export type Discounted = {
  readonly reference: string;
  readonly payer: Payer;
  readonly less: string;
  readonly rest: string;
};

type Sequel = {
  readonly of: number;
  readonly daysLater: number;
  readonly what: 'return' | 'return twice' | 'paid again' | 'the rest';
  readonly by: 'reference' | 'text' | 'account' | 'nothing';
};

/**
 * A week in which invoices of a few customers are paid: exactly, in part, less the discount, two at
 * once, by others, twice the same; and payments go back, once or twice, are made again, or followed
 * by what they left.
 */
export function someWeek(
  references: readonly string[],
  payers: readonly Payer[],
  discounted: readonly Discounted[],
): fc.Arbitrary<Week> {
  const payment: fc.Arbitrary<Payment> = fc.record({
    quoted: fc.oneof(
      fc.constantFrom(...references).map((one) => [one]),
      fc.subarray([...references], { minLength: 0, maxLength: 2 }),
    ),
    amount: fc.constantFrom(
      '100.00',
      '100.00',
      '200.00',
      '55.00',
      '300.00',
      '40.00',
      '60.00',
      '70.00',
    ),
    payer: fc.constantFrom(...payers, {}),
    day: fc.integer({ min: 0, max: 4 }),
    hasReference: fc.boolean(),
    twice: fc.nat(5).map((one) => one === 0),
  });
  const sequel: fc.Arbitrary<Sequel> = fc.record({
    of: fc.nat(),
    daysLater: fc.integer({ min: 0, max: 3 }),
    what: fc.constantFrom('return', 'return', 'return twice', 'paid again', 'the rest'),
    by: fc.constantFrom('reference', 'text', 'account', 'nothing'),
  });
  const lessDiscount = fc.record({
    of: fc.constantFrom(...discounted),
    day: fc.integer({ min: 0, max: 3 }),
    restAfter: fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined }),
  });
  return fc
    .record({
      payments: fc.array(payment, { minLength: 1, maxLength: 7 }),
      lessDiscounts: fc.array(lessDiscount, { maxLength: 2 }),
      sequels: fc.array(sequel, { maxLength: 4 }),
    })
    .map(({ payments, lessDiscounts, sequels }) =>
      [
        ...lessDiscounts.flatMap((one) => linesLessDiscount(one)),
        ...payments.flatMap((one, i) => linesOf(one, i)),
        ...sequels.flatMap((one) => linesAfter(one, payments)),
      ].toSorted((a, b) => (dayOf(a) < dayOf(b) ? -1 : dayOf(a) > dayOf(b) ? 1 : 0)),
    );
}

function linesOf(payment: Payment, place: number): StatementLine[] {
  const line = on(payment.day, {
    ...paid(payment.amount, payment.quoted.join(' ') || 'thank you'),
    counterparty: { ...NO_COUNTERPARTY, ...payment.payer },
    references: endToEnd(payment.hasReference ? `E2E-${place}` : undefined),
  });
  return payment.twice ? [line, line] : [line];
}

function linesLessDiscount({ of, day, restAfter }: LessDiscount): StatementLine[] {
  const pay = (amount: string, later: number) =>
    on(later, {
      ...paid(amount, of.reference),
      counterparty: { ...NO_COUNTERPARTY, ...of.payer },
    });
  const less = pay(of.less, day);
  return restAfter === undefined ? [less] : [less, pay(of.rest, day + restAfter)];
}

type LessDiscount = {
  readonly of: Discounted;
  readonly day: number;
  readonly restAfter: number | undefined;
};

function linesAfter({ of, daysLater, what, by }: Sequel, payments: readonly Payment[]) {
  const place = of % payments.length;
  const payment = payments[place] as Payment;
  if (what === 'paid again')
    return linesOf({ ...payment, day: payment.day + daysLater, twice: false }, place + 100);
  if (what === 'the rest')
    return linesOf(
      {
        ...payment,
        amount: REST[payment.amount] ?? '1.00',
        day: payment.day + daysLater,
        twice: false,
      },
      place + 200,
    );
  const text = by === 'text' ? `Return of ${payment.quoted.join(' ') || 'thank you'}` : 'AC04';
  const line = on(payment.day + daysLater, {
    ...returned(payment.amount, text, by === 'nothing' ? undefined : payment.payer.account),
    references: endToEnd(by === 'reference' && payment.hasReference ? `E2E-${place}` : undefined),
  });
  return what === 'return twice' ? [line, line] : [line];
}

/** What is left of a hundred, or of two. */
const REST: Readonly<Record<string, string>> = {
  '40.00': '60.00',
  '60.00': '40.00',
  '70.00': '30.00',
  '98.00': '2.00',
  '196.00': '4.00',
};

function on(day: number, line: StatementLine): StatementLine {
  return { ...line, bookedOn: addDays(MONDAY, day) };
}

function endToEnd(reference: string | undefined): StatementLine['references'] {
  return { endToEnd: reference, structured: undefined, customer: undefined, bank: undefined };
}

function dayOf({ bookedOn }: StatementLine): Day {
  return bookedOn ?? MONDAY;
}

/** Movements of the week from one place until another, as the bank would show them together. */
export function statementOf(week: Week, from = 0, until = week.length): BankStatement {
  const lines = week.slice(from, until);
  const opening = OPENING + sumOf(week.slice(0, from));
  const first = week[from];
  const last = week[until - 1];
  return {
    account: OUR_ACCOUNT,
    currency: EUR,
    reference: undefined,
    number: undefined,
    opening: balance(opening, first ? dayOf(first) : MONDAY),
    closing: balance(opening + sumOf(lines), last ? dayOf(last) : MONDAY),
    lines,
  };
}

function balance(minor: bigint, day: Day): BankStatement['closing'] {
  const amount = statedAmount(moneyText(money(minor, EUR)), EUR);
  return amount && { on: day, amount };
}

function sumOf(lines: Week): bigint {
  return lines.reduce((sum, { amount }) => sum + (amount?.money?.minor ?? 0n), 0n);
}

/** Places at which the day changes, with both ends of the week. */
export function daysOf(week: Week): number[] {
  const changes = week.flatMap((line, i) => {
    const before = week[i - 1];
    return before === undefined || dayOf(before) === dayOf(line) ? [] : [i];
  });
  return [0, ...changes, week.length];
}
