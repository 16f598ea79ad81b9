import { createHash } from 'node:crypto';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { money, moneyText, toCurrency } from '@goodterms/core/kernel/money.ts';
import {
  NO_COUNTERPARTY,
  NO_REFERENCES,
  type BankStatement,
  type StatementLine,
} from '@goodterms/formats/bank-statement.ts';
import { statedAmount } from '@goodterms/formats/stated-amount.ts';
import { importBankFile, type BankImport } from '@goodterms/server/cash/bank-import.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';

const EUR = toCurrency('EUR');

/** Our account, of which the statements are. */
export const OUR_ACCOUNT = 'NL00OURS0000000001';

/** One movement; `from` is the payer's account. Its day is that of the statement. */
export function paid(amount: string, remittance: string, from?: string): StatementLine {
  return {
    bookedOn: undefined,
    valueOn: undefined,
    amount: statedAmount(amount, EUR),
    pending: false,
    reversal: false,
    type: undefined,
    counterparty: { ...NO_COUNTERPARTY, account: from },
    remittance,
    references: NO_REFERENCES,
    parts: [],
  };
}

/** The same, taken back by the bank. */
export function returned(amount: string, remittance: string, from?: string): StatementLine {
  return { ...paid(`-${amount}`, remittance, from), reversal: true };
}

/** A statement of one day; with an opening balance it states a closing balance that adds up. */
export function bankDay(
  on: string,
  lines: readonly StatementLine[],
  opening?: string,
): BankStatement {
  const start = opening === undefined ? undefined : statedAmount(opening, EUR);
  const end = lines.reduce(
    (sum, line) => sum + (line.amount?.money?.minor ?? 0n),
    start?.money?.minor ?? 0n,
  );
  const closing = statedAmount(moneyText(money(end, EUR)), EUR);
  return {
    account: OUR_ACCOUNT,
    currency: EUR,
    reference: undefined,
    number: undefined,
    opening: start && { on: toDay(on), amount: start },
    closing: start && closing && { on: toDay(on), amount: closing },
    lines: lines.map((line): StatementLine => ({ ...line, bookedOn: toDay(on) })),
  };
}

let files = 0;

/** Takes statements in as one file; a file of another name has another content. */
export function takeIn(
  ctx: Context,
  statements: readonly BankStatement[],
  name = `file ${(files += 1)}`,
): Promise<BankImport> {
  return importBankFile(ctx, {
    name,
    bytes: 1,
    sha256: createHash('sha256').update(name).digest(),
    file: {
      format: 'camt',
      message: 'camt.053.001.08',
      encoding: 'utf-8',
      problems: [],
      statements,
    },
  });
}
