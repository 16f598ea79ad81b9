import { addDays, type Day } from '../kernel/day.ts';
import type { BankStatementId } from '../kernel/id.ts';
import { isBusinessDay, type Calendar } from '../settings/calendar.ts';
import { statementGaps, type StatementPlace } from './statement.ts';

/** A statement with the number that the bank gave it: '13', '13/1', '2026-013'. */
export type NumberedStatement = StatementPlace & { readonly number: string | undefined };

/** Something between two statements that we have never seen. It is gone when the file has come. */
export type MissingStatement = {
  /** What says so: balances that do not meet, a number that was left out, days without a statement. */
  readonly because: 'balances' | 'numbers' | 'days';
  readonly after: BankStatementId;
  readonly before: BankStatementId;
  /** The last day before it and the first after it. */
  readonly from: Day;
  readonly until: Day;
  /** By how much the balances differ; undefined when they are not stated. */
  readonly difference: bigint | undefined;
  /** The numbers that were left out, when numbers tell. */
  readonly numbers: { readonly first: number; readonly last: number } | undefined;
};

/**
 * What is missing of one bank account. Balances that meet prove that nothing is missing, whatever
 * the numbers and days say; only where they are not stated do these speak.
 */
export function missingStatements(
  statements: readonly NumberedStatement[],
  calendar: Calendar,
): MissingStatement[] {
  const byId = new Map(statements.map((statement) => [statement.id, statement]));
  const byBalances = statementGaps(statements).map((gap): MissingStatement => ({
    ...gap,
    because: 'balances',
    numbers: numbersBetween(byId.get(gap.after), byId.get(gap.before)),
  }));
  const proven = new Set(byBalances.map(({ before }) => before));
  const silent = withoutBalances(statements, calendar).filter(({ before }) => !proven.has(before));
  return [...byBalances, ...silent].toSorted((a, b) => (a.until < b.until ? -1 : 1));
}

/** So many steps must be known before a habit can be told, and so many of them in it. */
const STEPS_AT_LEAST = 4;
const USUAL_SHARE = 0.75;
/** Fewer business days without a statement are a slow bank. */
const DAYS_AT_LEAST = 2;

function withoutBalances(
  statements: readonly NumberedStatement[],
  calendar: Calendar,
): MissingStatement[] {
  const placed = statements
    .filter((one): one is Placed => one.closingOn !== undefined)
    .toSorted((a, b) => (a.closingOn < b.closingOn ? -1 : a.closingOn > b.closingOn ? 1 : 0));
  const steps = placed.slice(1).flatMap((before, i) => {
    const after = placed[i];
    return after ? [{ after, before, ...stepOf(after, before, calendar) }] : [];
  });
  if (steps.length < STEPS_AT_LEAST) return [];
  const countsUp = isUsual(steps.filter(({ skipped }) => skipped === 0).length, steps.length);
  const isDaily = isUsual(steps.filter(({ days }) => days === 0).length, steps.length);
  return steps.flatMap(({ after, before, skipped, days }): MissingStatement[] => {
    if (hasBalances(after) && hasBalances(before)) return [];
    const byNumber = countsUp && skipped !== undefined && skipped > 0;
    if (!byNumber && !(isDaily && days >= DAYS_AT_LEAST)) return [];
    return [
      {
        because: byNumber ? 'numbers' : 'days',
        after: after.id,
        before: before.id,
        from: after.closingOn,
        until: startOf(before),
        difference: undefined,
        numbers: byNumber ? numbersBetween(after, before) : undefined,
      },
    ];
  });
}

type Placed = NumberedStatement & { readonly closingOn: Day };

/** How many numbers, and how many business days, lie between two statements. */
function stepOf(after: Placed, before: Placed, calendar: Calendar) {
  const [from, to] = [sequenceOf(after.number), sequenceOf(before.number)];
  const skipped = from === undefined || to === undefined || to <= from ? undefined : to - from - 1;
  let days = 0;
  for (let day = addDays(after.closingOn, 1); day < startOf(before); day = addDays(day, 1))
    if (isBusinessDay(calendar, day)) days += 1;
  return { skipped, days };
}

function isUsual(count: number, of: number): boolean {
  return count >= of * USUAL_SHARE;
}

function hasBalances({ opening, closing }: StatementPlace): boolean {
  return opening !== undefined && closing !== undefined;
}

function startOf({ openingOn, closingOn }: Placed): Day {
  return openingOn !== undefined && openingOn < closingOn ? openingOn : closingOn;
}

/** Above this, two numbers are not of one series. */
const NUMBERS_AT_MOST = 31;

function numbersBetween(
  after: NumberedStatement | undefined,
  before: NumberedStatement | undefined,
): MissingStatement['numbers'] {
  const [from, to] = [sequenceOf(after?.number), sequenceOf(before?.number)];
  if (from === undefined || to === undefined || to - from < 2) return undefined;
  return to - from - 1 > NUMBERS_AT_MOST ? undefined : { first: from + 1, last: to - 1 };
}

/** The number that counts up: 13 of '13', '13/1', '2026-013' and '13/2026'. */
function sequenceOf(number: string | undefined): number | undefined {
  const [first, second] = (number ?? '').match(/\d{1,9}/g) ?? [];
  const isYear = (digits: string | undefined) => digits !== undefined && /^20\d\d$/.test(digits);
  const counter = isYear(first) && second !== undefined ? second : first;
  return counter === undefined ? undefined : Number(counter);
}

/** 'Statement 13', 'Statements 13 to 15', 'A statement'. */
export function missingTitle({ numbers }: Pick<MissingStatement, 'numbers'>): string {
  if (numbers === undefined) return 'A statement';
  const { first, last } = numbers;
  return first === last ? `Statement ${first}` : `Statements ${first} to ${last}`;
}

/** What follows from it for everybody who asks how fresh the bank is; '' when nothing is missing. */
export function missingSentence(count: number): string {
  if (count === 0) return '';
  const what = count === 1 ? 'One statement is' : `${count} statements are`;
  return `${what} missing; what was paid in those days is not known.`;
}
