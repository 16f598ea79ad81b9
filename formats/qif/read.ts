import type { Currency } from '@goodterms/core/kernel/money.ts';
import {
  readAmount,
  recogniseDecimalMark,
  type DecimalMark,
} from '@goodterms/core/kernel/written-amount.ts';
import { readDay, type DayOrder } from '@goodterms/core/kernel/written-day.ts';
import type {
  BankFile,
  BankStatement,
  FileProblem,
  LinePart,
  StatementLine,
} from '../bank-statement.ts';
import { NO_COUNTERPARTY, NO_REFERENCES } from '../bank-statement.ts';
import { dayOrderIn, type DayOrderFound } from '../day-order.ts';
import { decodeText } from '../encoding.ts';
import { lostCharacters } from '../lost-characters.ts';
import { noCurrency } from '../no-currency.ts';
import { statedAmount, type StatedAmount } from '../stated-amount.ts';
import { listsIn, type QifList, type QifRecord } from './records.ts';

/** Lists of movements; of the others (categories, classes, securities) nothing is money. */
const MOVEMENTS = /^(bank|cash|ccard|oth [al])$/i;

/** Quicken Interchange Format. It says neither the currency nor how its days are written. */
export function readQif(bytes: Uint8Array, currency: Currency | undefined): BankFile {
  const { text, encoding, damaged } = decodeText(bytes);
  const lists = listsIn(text);
  const problems: FileProblem[] = lostCharacters(damaged);
  for (const list of lists) {
    if (!/^invst$/i.test(list.type)) continue;
    problems.push({
      where: `line ${list.line}`,
      what: 'this list is of investments and is not read',
      advice: 'Bring the list of the bank account into which customers pay.',
      severity: 'warning',
    });
  }
  const own = lists.filter(({ type }) => MOVEMENTS.test(type));
  const records = own.flatMap((list) => list.records);
  const habits: Habits = {
    currency,
    mark: recogniseDecimalMark(records.map((record) => amountIn(record))).mark,
    order: dayOrderIn(
      records.map((record) => dayText(record)),
      'MDY',
    ),
  };
  if (currency === undefined && records.length > 0) problems.push(noCurrency());
  problems.push(...doubtfulOrder(habits.order, records));
  const statements = own
    .filter((list) => list.records.length > 0 || list.account !== undefined)
    .map((list, at) => statementOf(list, `statement ${at + 1}`, habits, problems));
  if (statements.length === 0) {
    problems.push({
      where: 'file',
      what: 'the file holds no movements of a bank account',
      advice: 'Export the bank account as QIF again.',
      severity: 'error',
    });
  }
  return { format: 'qif', message: 'QIF', encoding, problems, statements };
}

type Habits = {
  readonly currency: Currency | undefined;
  readonly mark: DecimalMark;
  readonly order: DayOrderFound;
};

function statementOf(
  list: QifList,
  where: string,
  habits: Habits,
  problems: FileProblem[],
): BankStatement {
  const [first, ...others] = list.records;
  const opens = first !== undefined && isOpening(first, list.account);
  const amount = opens ? amountOf(amountIn(first), habits) : undefined;
  const records = opens && amount !== undefined ? others : list.records;
  return {
    account: list.account,
    currency: habits.currency,
    reference: undefined,
    number: undefined,
    opening: amount && { on: first && dayOf(first, habits.order.order), amount },
    closing: undefined,
    lines: records.map((record) =>
      lineOf(record, `${where}, line ${record.line}`, habits, problems),
    ),
  };
}

/** The first record is the balance when it says so, or when it moves money from its own account. */
function isOpening({ payee = '', category }: QifRecord, account: string | undefined): boolean {
  if (/^(opening balance|eröffnungssaldo|anfangssaldo|solde initial)$/i.test(payee)) return true;
  return account !== undefined && category === `[${account}]`;
}

function lineOf(
  record: QifRecord,
  where: string,
  habits: Habits,
  problems: FileProblem[],
): StatementLine {
  const amount = amountOf(amountIn(record), habits);
  const bookedOn = dayOf(record, habits.order.order);
  for (const [value, text, noun] of [
    [amount, amountIn(record), 'amount'],
    [bookedOn, record.day, 'day'],
  ] as const) {
    if (value !== undefined) continue;
    problems.push({
      where,
      what: text ? `'${text.slice(0, 40)}' is no ${noun}` : `there is no ${noun}`,
      advice: `Compare the file with the account; this ${noun} is missing here.`,
      severity: 'error',
    });
  }
  return {
    bookedOn,
    valueOn: undefined,
    amount,
    pending: false,
    reversal: false,
    type: undefined,
    counterparty: { ...NO_COUNTERPARTY, name: record.payee },
    remittance: record.memo,
    references: { ...NO_REFERENCES, customer: record.number },
    parts: record.splits.map((split): LinePart => ({
      amount: amountOf(split.amount, habits),
      counterparty: NO_COUNTERPARTY,
      remittance: split.memo,
      references: NO_REFERENCES,
    })),
  };
}

/** Some programs write the amount as U only, most as T, many as both. */
function amountIn(record: QifRecord): string {
  return record.amount ?? '';
}

function amountOf(written: string, { currency, mark }: Habits): StatedAmount | undefined {
  const plain = readAmount(written, mark) ?? readAmount(written, mark === '.' ? ',' : '.');
  return plain === undefined ? undefined : statedAmount(plain, currency);
}

/** "8/ 2'06" is how Quicken writes the second of August 2006. */
function dayText({ day = '' }: QifRecord): string {
  return day.replace(/\s*(['/.-])\s*/g, '$1').replace("'", '/');
}

function dayOf(record: QifRecord, order: DayOrder) {
  return readDay(dayText(record), order);
}

const WRITTEN: Record<DayOrder, string> = {
  DMY: 'day, month, year',
  MDY: 'month, day, year',
  YMD: 'year, month, day',
};

function doubtfulOrder(found: DayOrderFound, records: readonly QifRecord[]): FileProblem[] {
  if (found.orElse === undefined) return [];
  return [
    {
      where: 'file',
      what: `days such as '${records[0]?.day ?? ''}' are read as ${WRITTEN[found.order]} and could be ${WRITTEN[found.orElse]}`,
      advice: 'Compare one day with the account before you rely on them.',
      severity: 'warning',
    },
  ];
}
