import { createHash } from 'node:crypto';
import type { BankLine, BankLinePart } from '@goodterms/core/cash/bank-line.ts';
import { movementText } from '@goodterms/core/cash/natural-key.ts';
import { addsUp } from '@goodterms/core/cash/statement.ts';
import { accountKey } from '@goodterms/core/customers/account-key.ts';
import { laterDay, type Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import {
  bookingDayOf,
  whyNotBookable,
  type BankFile,
  type BankStatement,
  type FileProblem,
  type LinePart,
  type LineReferences,
  type StatedBalance,
  type StatementLine,
} from '@goodterms/formats/bank-statement.ts';

/** What a bank file says, in our own words: its statements and the movements that may be booked. */
export type FileContent = {
  readonly statements: readonly StatementDraft[];
  readonly problems: readonly FileProblem[];
  /** Announced lines, which are not booked. */
  readonly pending: number;
  /** Lines without an exact amount or a day. */
  readonly notImportable: number;
};

export type StatementDraft = {
  /** Its place in the file, from 1. */
  readonly position: number;
  readonly account: string;
  readonly currency: Currency;
  readonly reference: string | undefined;
  readonly number: string | undefined;
  readonly openingOn: Day | undefined;
  readonly opening: bigint | undefined;
  readonly closingOn: Day | undefined;
  readonly closing: bigint | undefined;
  readonly addsUp: boolean | undefined;
  readonly moneyIn: bigint;
  readonly moneyOut: bigint;
  readonly lines: readonly LineDraft[];
  readonly problems: readonly FileProblem[];
};

export type LineDraft = {
  /** Its place in the statement, from 1. */
  readonly position: number;
  readonly line: BankLine;
  /** What makes it the same movement in another file, as a short text. */
  readonly movement: string;
};

export function contentOf(file: BankFile): FileContent {
  const statements: StatementDraft[] = [];
  const problems: FileProblem[] = [...file.problems];
  for (const [i, statement] of file.statements.entries()) {
    const where = `statement ${i + 1}`;
    const currency = currencyOf(statement);
    if (statement.account === undefined || currency === undefined) {
      const what = statement.account === undefined ? 'account' : 'currency';
      problems.push({
        where,
        what: `it does not say of which ${what} it is`,
        advice: 'It was left out. Ask the bank for a statement that says so.',
        severity: 'error',
      });
      continue;
    }
    const draft = draftOf(statement, i + 1, statement.account, currency);
    for (const problem of draft.problems) problems.push(problem);
    // Neither movements nor a day: it says nothing, not even how far the bank has come.
    if (draft.lines.length > 0 || draft.closingOn !== undefined) statements.push(draft);
  }
  const lines = file.statements.flatMap((statement) => statement.lines);
  const pending = lines.filter((line) => line.pending).length;
  const drafted = statements.reduce((sum, statement) => sum + statement.lines.length, 0);
  return { statements, problems, pending, notImportable: lines.length - drafted - pending };
}

function draftOf(
  statement: BankStatement,
  position: number,
  account: string,
  currency: Currency,
): StatementDraft {
  const lines: LineDraft[] = [];
  const problems: FileProblem[] = [];
  for (const [i, stated] of statement.lines.entries()) {
    const line = lineOf(stated);
    if (typeof line !== 'string') lines.push({ position: i + 1, line, movement: movementOf(line) });
    else if (!stated.pending)
      problems.push({
        where: `statement ${position}, line ${i + 1}`,
        what: line,
        advice: 'The other lines were taken in. Correct the file, or book this line by hand.',
        severity: 'error',
      });
  }
  const amounts = lines.map(({ line }) => line.amount.minor);
  const days = lines.map(({ line }) => line.bookedOn);
  const [opening, closing] = [statement.opening, statement.closing];
  const span = { opening: balanceOf(opening), closing: balanceOf(closing) };
  return {
    position,
    account,
    currency,
    reference: plain(statement.reference),
    number: plain(statement.number),
    openingOn: plausibleDay(opening?.on),
    closingOn: plausibleDay(closing?.on) ?? (days.length > 0 ? days.reduce(laterDay) : undefined),
    ...span,
    addsUp: addsUp(span, amounts),
    moneyIn: amounts.reduce((sum, amount) => (amount > 0n ? sum + amount : sum), 0n),
    moneyOut: amounts.reduce((sum, amount) => (amount < 0n ? sum - amount : sum), 0n),
    lines,
    problems,
  };
}

/** More than any bank account has ever moved at once, in minor units; sums still fit the database. */
const AMOUNT_MAX = 10n ** 16n;
const FIRST_DAY = '1970-01-01';
const LAST_DAY = '2199-12-31';

/** The line as we book it; or why it cannot be booked. */
function lineOf(stated: StatementLine): BankLine | string {
  const why = whyNotBookable(stated);
  const bookedOn = bookingDayOf(stated);
  const amount = stated.amount?.money;
  if (why !== undefined || !bookedOn || !amount) return why ?? 'it has no amount or day';
  if (plausibleDay(bookedOn) === undefined) return `its day, ${bookedOn}, cannot be right`;
  if (amount.minor > AMOUNT_MAX || amount.minor < -AMOUNT_MAX) return 'its amount is too large';
  const { name, account, onBehalfOf } = stated.counterparty;
  return {
    bookedOn,
    valueOn: plausibleDay(stated.valueOn),
    amount,
    reversal: stated.reversal,
    type: plain(stated.type),
    payerName: plain(name),
    payerAccount: accountKey(plain(account)),
    onBehalfOf: plain(onBehalfOf),
    remittance: plain(stated.remittance) ?? '',
    references: plainReferences(stated.references),
    parts: stated.parts.map(partOf),
  };
}

function partOf(part: LinePart): BankLinePart {
  return {
    amount: part.amount?.money,
    remittance: plain(part.remittance) ?? '',
    references: plainReferences(part.references),
    payerName: plain(part.counterparty.name),
    payerAccount: accountKey(plain(part.counterparty.account)),
  };
}

function plainReferences({ endToEnd, structured, customer, bank }: LineReferences) {
  return {
    endToEnd: plain(endToEnd),
    structured: plain(structured),
    customer: plain(customer),
    bank: plain(bank),
  };
}

/** Text that the database can hold: some banks fill fields with zero bytes. */
function plain(text: string | undefined): string | undefined {
  return text?.replaceAll('\u0000', '').toWellFormed();
}

function plausibleDay(day: Day | undefined): Day | undefined {
  return day !== undefined && day >= FIRST_DAY && day <= LAST_DAY ? day : undefined;
}

function balanceOf(balance: StatedBalance | undefined): bigint | undefined {
  const minor = balance?.amount.money?.minor;
  return minor !== undefined && minor <= AMOUNT_MAX && minor >= -AMOUNT_MAX ? minor : undefined;
}

function currencyOf({ currency, opening, closing, lines }: BankStatement): Currency | undefined {
  return (
    currency ??
    opening?.amount.currency ??
    closing?.amount.currency ??
    lines.find((line) => line.amount?.currency)?.amount?.currency
  );
}

/** 132 bits: no two movements of a company ever share one by chance. */
const MOVEMENT_LENGTH = 22;

function movementOf(line: BankLine): string {
  return createHash('sha256')
    .update(movementText(line))
    .digest('base64url')
    .slice(0, MOVEMENT_LENGTH);
}
