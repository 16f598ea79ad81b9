import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import { recogniseDecimalMark, type DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import { readDay, type DayOrder } from '@goodterms/core/kernel/written-day.ts';
import type { FileProblem, StatedBalance, StatementLine } from '../bank-statement.ts';
import { statedAmount, type StatedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { accountText, endToEndIn, labelsIn, provided, unquoted } from './cell-texts.ts';
import {
  currencyIn,
  currencySaid,
  opposite,
  RowCells,
  sided,
  withoutUnit,
  writtenAmount,
} from './cells.ts';
import {
  BALANCE_ROW,
  balanceWord,
  directionWord,
  isBalanceAlone,
  isTurnover,
  NOT_BOOKED,
} from './row-words.ts';

/** A row as a movement, with the account and the running balance it states. */
export type TableLine = {
  readonly line: StatementLine;
  readonly place: string;
  readonly account: string | undefined;
  /** The account that the row names on our side of it. */
  readonly ourSide: string | undefined;
  readonly currency: Currency | undefined;
  readonly balance: StatedAmount | undefined;
};

export type Habits = {
  readonly dayOrder: DayOrder;
  readonly mark: DecimalMark;
  readonly currency: Currency | undefined;
  /** What a lone '$' means. */
  readonly dollar: Currency | undefined;
  readonly signTurned: boolean;
};

export function linesOf(
  table: Table,
  mapping: BankTableMapping,
  habits: Habits,
  problems: FileProblem[],
): TableLine[] {
  const cells = new RowCells(table, mapping.columns);
  // Some banks sign the debit column, others do not.
  const debitsAreNegative = table.rows.every(
    (row) => !/^[^-−(]*[1-9]/.test(cells.text(row, 'debit') ?? ''),
  );
  const reading = new RowReading(cells, habits, debitsAreNegative, problems);
  const lines: TableLine[] = [];
  for (const [at, row] of table.rows.entries()) {
    const above = lines.at(-1);
    const more =
      above && table.lines[at - 1] === (table.lines[at] ?? 0) - 1 && reading.onlyText(row);
    if (above && more) lines[lines.length - 1] = withMoreText(above, more);
    else {
      const line = reading.line(row, `line ${table.lines[at] ?? at + 1}`);
      if (line) lines.push(line);
    }
  }
  return lines;
}

/** Some banks go on with the text of a movement in rows below it that hold nothing else. */
function withMoreText(above: TableLine, text: string): TableLine {
  const remittance = `${above.line.remittance ?? ''} ${text}`.trim();
  return { ...above, line: { ...above.line, remittance } };
}

/** The mark that all amounts of the table prove together. */
export function decimalMarkIn(table: Table, mapping: BankTableMapping): DecimalMark {
  const cells = new RowCells(table, mapping.columns);
  const texts = table.rows.flatMap((row) =>
    AMOUNTS.flatMap((field) => {
      const text = cells.text(row, field);
      return text === undefined ? [] : [withoutUnit(text).replace(/\s*[A-Z]{1,2}\.?$/i, '')];
    }),
  );
  const { mark, certainty, doubtful } = recogniseDecimalMark(texts);
  // '1,234' and '1.234' alone: banks write cents, so the mark groups thousands.
  if (certainty === 'undecided' && texts.every((text) => !/[.,]\d{1,2}$/.test(text)))
    return doubtful?.includes(',') ? '.' : ',';
  return mark;
}

const AMOUNTS = ['amount', 'debit', 'credit', 'balance'] as const;

export class RowReading {
  private readonly cells: RowCells;
  private readonly habits: Habits;
  private readonly debitsAreNegative: boolean;
  private readonly problems: FileProblem[];

  constructor(
    cells: RowCells,
    habits: Habits,
    debitsAreNegative: boolean,
    problems: FileProblem[],
  ) {
    this.cells = cells;
    this.habits = habits;
    this.debitsAreNegative = debitsAreNegative;
    this.problems = problems;
  }

  line(row: readonly string[], place: string): TableLine | undefined {
    const { cells } = this;
    const currency = this.currency(row);
    const bookedOn = this.day(cells.text(row, 'bookedOn'));
    const valueOn = this.day(cells.text(row, 'valueOn'));
    const written = this.amount(row);
    const pending = NOT_BOOKED.test(cells.text(row, 'state') ?? '');
    const isBalance = row.some((cell) => BALANCE_ROW.test(cell.trim()));
    if (written === undefined && isBalance) return undefined;
    if (row.some((cell) => balanceWord(cell) !== undefined || isTurnover(cell))) return undefined;
    if (isBalanceAlone(cells.joined(row, 'remittance') ?? '')) return undefined;
    const movesNothing = isBalance || !/[1-9]/.test(written ?? '');
    if (bookedOn === undefined && valueOn === undefined && movesNothing) {
      if (!isBalance) this.say(place, 'the row is no movement and is left out', 'Look at the row.');
      return undefined;
    }
    if (written === undefined && !pending) {
      this.fail(place, 'the row has no amount', 'this amount is missing here');
    }
    if (bookedOn === undefined && valueOn === undefined && !pending) {
      this.fail(place, 'the row has no day', 'this day is missing here');
    }
    const fee = cells.text(row, 'fee');
    if (fee !== undefined && /[1-9]/.test(fee) && !cells.isNet) {
      this.say(place, `a fee of ${fee} stands beside the amount`, 'See which of them moved money.');
    }
    const amount = written === undefined ? undefined : statedAmount(written, currency);
    const direction = written?.startsWith('-') === true ? 'out' : 'in';
    const text = cells.joined(row, 'remittance');
    const name =
      cells.text(row, direction === 'in' ? 'payer' : 'recipient') ??
      cells.text(row, 'name') ??
      this.otherParty(row, direction);
    const account = accountText(this.otherAccount(row, direction));
    const inText = name === undefined && account === undefined ? labelsIn(text) : undefined;
    const remittance = inText === undefined ? text : inText.remittance;
    return {
      line: {
        bookedOn,
        valueOn,
        amount,
        pending,
        reversal: false,
        type: cells.text(row, 'type'),
        counterparty: {
          name: name ?? inText?.name,
          account: account ?? inText?.account,
          onBehalfOf: inText?.onBehalfOf,
        },
        remittance,
        references: {
          endToEnd: provided(
            cells.text(row, 'endToEnd') ?? inText?.endToEnd ?? endToEndIn(remittance),
          ),
          structured: inText?.structured,
          customer: provided(unquoted(cells.text(row, 'customerReference')?.replace(/^ref=/, ''))),
          bank: unquoted(cells.text(row, 'bankReference')),
        },
        parts: [],
      },
      place,
      account: accountText(cells.text(row, 'account')),
      ourSide: accountText(
        cells.text(row, direction === 'in' ? 'recipientAccount' : 'payerAccount'),
      ),
      currency,
      balance: this.balance(row, currency),
    };
  }

  /** The text of a row that says nothing but text; such a row is part of the one above it. */
  onlyText(row: readonly string[]): string | undefined {
    const text = this.cells.joined(row, 'remittance');
    const filled = row.filter((cell) => cell.trim() !== '').length;
    if (text === undefined || filled !== this.cells.filledIn(row, 'remittance')) return undefined;
    return row.some((cell) => BALANCE_ROW.test(cell.trim())) ? undefined : text;
  }

  statedBalance(row: readonly string[]): StatedBalance | undefined {
    const amount = this.amount(row);
    const stated = amount === undefined ? undefined : statedAmount(amount, this.currency(row));
    return stated && { on: this.day(this.cells.text(row, 'bookedOn')), amount: stated };
  }

  private currency(row: readonly string[]): Currency | undefined {
    return (
      this.cells.currencyNamed(this.habits.dollar) ??
      currencyIn(this.cells.text(row, 'currency')) ??
      AMOUNTS.map((field) => currencySaid(this.cells.text(row, field), this.habits.dollar)).find(
        (said) => said !== undefined,
      ) ??
      this.habits.currency
    );
  }

  /** Where a file has only one of payer and recipient, it is the other party whatever the sign. */
  private otherParty(row: readonly string[], direction: 'in' | 'out'): string | undefined {
    const { cells } = this;
    if (cells.has('payer') && cells.has('recipient')) return undefined;
    return cells.text(row, direction === 'in' ? 'recipient' : 'payer');
  }

  private otherAccount(row: readonly string[], direction: 'in' | 'out'): string | undefined {
    const { cells } = this;
    const own = direction === 'in' ? 'payerAccount' : 'recipientAccount';
    const other = direction === 'in' ? 'recipientAccount' : 'payerAccount';
    return (
      cells.text(row, own) ??
      cells.text(row, 'counterAccount') ??
      (cells.has(own) ? undefined : cells.text(row, other))
    );
  }

  private day(text: string | undefined): Day | undefined {
    return text === undefined ? undefined : readDay(text, this.habits.dayOrder);
  }

  /** One column with its sign, one with an indicator beside it, or one for each side. */
  private amount(row: readonly string[]): string | undefined {
    const { cells, habits } = this;
    const text = cells.text(row, 'amount');
    const one = text === undefined ? undefined : writtenAmount(text, habits.mark);
    if (one !== undefined) {
      const side = one.side ?? directionWord(cells.text(row, 'indicator') ?? '');
      if (side !== undefined) return sided(one.plain, side);
      return habits.signTurned ? opposite(one.plain) : one.plain;
    }
    const sides = (['debit', 'credit'] as const).map((field) =>
      writtenAmount(cells.text(row, field) ?? '', habits.mark),
    );
    // '0.80Dr' is money out in whichever column it stands.
    const lettered = sides.find((written) => written?.side !== undefined);
    if (lettered?.side !== undefined) return sided(lettered.plain, lettered.side);
    const [debit, credit] = sides.map((written) => written?.plain);
    const isDebit = debit !== undefined && /[1-9]/.test(debit);
    if (isDebit && (credit === undefined || !/[1-9]/.test(credit)))
      return this.debitsAreNegative ? debit : opposite(debit);
    return credit ?? debit;
  }

  private balance(row: readonly string[], currency: Currency | undefined) {
    const text = this.cells.text(row, 'balance');
    const written = text === undefined ? undefined : writtenAmount(text, this.habits.mark);
    if (written === undefined) return undefined;
    return statedAmount(
      written.side === undefined ? written.plain : sided(written.plain, written.side),
      currency,
    );
  }

  private say(where: string, what: string, advice: string): void {
    this.problems.push({ where, what, advice, severity: 'warning' });
  }

  private fail(where: string, what: string, missing: string): void {
    const advice = `Compare the file with the account; ${missing}.`;
    this.problems.push({ where, what, advice, severity: 'error' });
  }
}
