import type { Currency } from '@goodterms/core/kernel/money.ts';
import { balanceProblem } from '../balance-check.ts';
import type { BankFile, BankStatement, FileProblem, StatedBalance } from '../bank-statement.ts';
import { dayOrderIn } from '../day-order.ts';
import { noCurrency } from '../no-currency.ts';
import { exactSum, isSameAmount, statedAmount, type StatedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import {
  isMadeFor,
  type BankField,
  type BankTableMapping,
} from '@goodterms/core/kernel/bank-table-mapping.ts';
import { accountAbove } from './account-above.ts';
import { cardDoubt, isOfCard } from './card-list.ts';
import { currencyIn, currencySaid, dollarOf, opposite, RowCells } from './cells.ts';
import { mayHoldMovements, recogniseColumns } from './columns.ts';
import { decimalMarkIn, linesOf, type TableLine } from './lines.ts';
import { withSignsOfBalance } from './signs-by-balance.ts';
import { statedBalances } from './stated-balances.ts';

export type BankTableHints = {
  readonly mapping?: BankTableMapping | undefined;
  /** Mappings for tables that came before; one with the columns of such a table is read by it. */
  readonly saved?: readonly BankTableMapping[] | undefined;
  readonly currency?: Currency | undefined;
};

/** The movements of a bank's table, whatever its layout: a CSV export or a sheet. */
export function readBankTable(table: Table, hints: BankTableHints): BankFile {
  const mapping = mappingOf(table, hints);
  requireEnough(table, mapping);
  const problems: FileProblem[] = [...table.problems];
  const { habits, doubt } = habitsOf(table, mapping, hints.currency);
  if (doubt !== undefined) problems.push(doubt);
  if (mapping.signTurned !== true && hints.mapping === undefined)
    problems.push(...cardDoubt(table, mapping));
  const written = linesOf(table, mapping, habits, problems);
  const lines = withSignsOfBalance(written, mapping, problems);
  if (lines.some(({ currency }) => currency === undefined)) problems.push(noCurrency());
  const account = accountAbove(table) ?? accountOfOurSide(lines);
  const groups = groupsOf(lines);
  const stated = groups.length === 1 ? statedBalances(table, mapping, habits) : {};
  const statements = groups.map((group, at) =>
    statementOf(group, { account, ...stated }, `statement ${at + 1}`, problems),
  );
  return { format: 'csv', message: 'table', encoding: table.encoding, problems, statements };
}

/** As somebody says, else as a table with these columns was read before, else as recognised. */
export function mappingOf(table: Table, { mapping, saved = [] }: BankTableHints): BankTableMapping {
  return mapping ?? saved.find((one) => isMadeFor(one, table.header)) ?? recognised(table);
}

function recognised(table: Table): BankTableMapping {
  const columns = recogniseColumns(table);
  return { columns, signTurned: isOfCard(table, columns) };
}

/** The mapping with how days and amounts of this table are written, as far as that is certain. */
export function withHabits(table: Table, mapping: BankTableMapping): BankTableMapping {
  const { habits, mayBeOther } = habitsOf(table, mapping, undefined);
  const isDated = mapping.columns.some(({ field }) => field === 'bookedOn' || field === 'valueOn');
  const dayOrder = isDated && !mayBeOther ? habits.dayOrder : undefined;
  return { ...mapping, dayOrder: mapping.dayOrder ?? dayOrder, decimalMark: habits.mark };
}

/** Throws with what is missing. */
function requireEnough(table: Table, { columns }: BankTableMapping): void {
  const has = (...fields: readonly BankField[]) =>
    columns.some(({ field, header }) => fields.includes(field) && table.header.includes(header));
  const missing = !has('bookedOn', 'valueOn')
    ? 'day'
    : has('amount', 'debit', 'credit')
      ? undefined
      : 'amount';
  if (missing === undefined) return;
  throw new Unreadable(
    `no column of the table is recognised as the ${missing} of a movement`,
    `Say with a mapping which column it is. The columns are: ${table.header.join(', ').slice(0, 500)}.`,
    mayHoldMovements(table) ? 'columns' : undefined,
  );
}

function habitsOf(table: Table, mapping: BankTableMapping, hinted: Currency | undefined) {
  const cells = new RowCells(table, mapping.columns);
  const days = table.rows
    .map((row) => cells.text(row, 'bookedOn') ?? cells.text(row, 'valueOn') ?? '')
    .filter((text) => /\d/.test(text));
  const amounts = mapping.columns.filter(({ field }) => /amount|debit|credit|balance/.test(field));
  const dollar = dollarOf(table.header, hinted);
  const currency =
    currencyIn(mapping.currency) ??
    amounts
      .filter(({ field }) => field !== 'originalAmount')
      .map(({ header }) => currencySaid(header, dollar))
      .find((each) => each !== undefined) ??
    currencyAbove(table, dollar) ??
    hinted;
  const usual =
    currency ?? currencyIn(table.rows.map((row) => cells.text(row, 'currency')).find(Boolean));
  const found = dayOrderIn(days, usual === 'USD' ? 'MDY' : 'DMY');
  const mark = mapping.decimalMark ?? decimalMarkIn(table, mapping);
  const isDoubtful = found.orElse !== undefined;
  const mayBeMonthFirst = isEnglish(table) && (table.hasHeader || mark === '.');
  // Nobody but those who write English puts the month first.
  const order = isDoubtful && !mayBeMonthFirst && found.order === 'MDY' ? 'DMY' : found.order;
  const habits = {
    dayOrder: mapping.dayOrder ?? order,
    mark,
    currency,
    dollar,
    signTurned: mapping.signTurned ?? false,
  };
  const mayBeOther = mapping.dayOrder === undefined && isDoubtful;
  const doubt: FileProblem | undefined =
    !mayBeOther || !mayBeMonthFirst
      ? undefined
      : {
          where: 'file',
          what: `days such as '${days[0] ?? ''}' are read as ${found.order} and could be ${found.orElse}`,
          advice: 'Compare one day with the account before you rely on them.',
          severity: 'warning',
        };
  return { habits, doubt, mayBeOther };
}

function isEnglish(table: Table): boolean {
  const words =
    /\b(amount|balance|name|account|currency|transaction|reference|payee|value|money|paid|withdrawal|deposit|description|details|date)s?\b/i;
  const foreign =
    /\b(libell|montant|betrag|bedrag|importe|importo|kwota|belopp|bel[øo]b|konto|saldo|solde)/i;
  return (
    !table.hasHeader ||
    (words.test(table.header.join(' ')) && !foreign.test(table.header.join(' ')))
  );
}

/** A table may hold several accounts, and of one account several currencies. */
function groupsOf(lines: readonly TableLine[]): TableLine[][] {
  const accounts = new Set(lines.flatMap(({ account }) => account ?? []));
  const [only] = accounts.size === 1 ? accounts : [];
  const groups = new Map<string, TableLine[]>();
  for (const line of lines) {
    const key = `${line.account ?? only ?? ''} ${line.currency ?? ''}`;
    const group = groups.get(key);
    if (group) group.push(line);
    else groups.set(key, [line]);
  }
  return [...groups.values()];
}

/** Where each row names both sides, ours is the one that is the same in all of them. */
function accountOfOurSide(lines: readonly TableLine[]): string | undefined {
  const named = new Set(lines.flatMap(({ ourSide }) => ourSide ?? []));
  const [only] = named;
  return named.size === 1 && lines.length > 1 ? only : undefined;
}

/** What the table says of the account outside its movements. */
type AroundTable = Pick<BankStatement, 'account'> &
  Partial<Pick<BankStatement, 'opening' | 'closing'>>;

function statementOf(
  group: readonly TableLine[],
  around: AroundTable,
  where: string,
  problems: FileProblem[],
): BankStatement {
  const booked = group.filter(({ line }) => !line.pending);
  const inTime = isNewestFirst(booked) ? booked.toReversed() : booked;
  const isOneBalance = isSameBalance(inTime);
  const first = isOneBalance ? undefined : inTime[0];
  const last = inTime.at(-1);
  const statement: BankStatement = {
    account: group.find((each) => each.account !== undefined)?.account ?? around.account,
    currency: group[0]?.currency,
    reference: undefined,
    number: undefined,
    opening: (first && openingOf(first)) ?? around.opening,
    closing:
      (last?.balance && { on: isOneBalance ? undefined : dayOf(last), amount: last.balance }) ??
      around.closing,
    lines: group.map(({ line }) => line),
  };
  const doubt = balanceProblem(statement, where);
  if (doubt) problems.push({ ...doubt, where: `${where}, ${breakIn(inTime) ?? 'its balances'}` });
  return statement;
}

/** The account's balance of today, said again in every row, is no running balance. */
function isSameBalance(lines: readonly TableLine[]): boolean {
  const moved = lines.filter(({ line }) => /[1-9]/.test(line.amount?.exact ?? ''));
  return moved.length > 1 && new Set(moved.map(({ balance }) => balance?.exact)).size === 1;
}

/** The balance before the first movement, from the running balance beside it. */
function openingOf(first: TableLine): StatedBalance | undefined {
  const { line, balance, currency } = first;
  if (balance === undefined || line.amount === undefined) return undefined;
  const before = exactSum([balance.exact, opposite(line.amount.exact)]);
  const amount: StatedAmount | undefined = statedAmount(before, currency);
  return amount && { on: dayOf(first), amount };
}

/** By the days when they run one way, else by the running balance. */
function isNewestFirst(lines: readonly TableLine[]): boolean {
  const days = lines.map((line) => dayOf(line) ?? '');
  const steps = new Set(
    days.slice(1).map((day, at) => Math.sign(day.localeCompare(days[at] ?? ''))),
  );
  if (steps.has(1) !== steps.has(-1)) return steps.has(-1);
  let forward = 0;
  let backward = 0;
  for (let at = 1; at < lines.length; at += 1) {
    const [above, below] = [lines[at - 1], lines[at]];
    if (above === undefined || below === undefined) continue;
    if (follows(above, below)) forward += 1;
    if (follows(below, above)) backward += 1;
  }
  if (forward !== backward) return backward > forward;
  const [first] = lines;
  const last = lines.at(-1);
  return first !== undefined && last !== undefined && (dayOf(first) ?? '') > (dayOf(last) ?? '');
}

function follows(earlier: TableLine, later: TableLine): boolean {
  if (!earlier.balance || !later.balance || !later.line.amount) return false;
  return isSameAmount(
    exactSum([earlier.balance.exact, later.line.amount.exact]),
    later.balance.exact,
  );
}

/** Where the running balance breaks first. */
function breakIn(lines: readonly TableLine[]): string | undefined {
  for (let at = 1; at < lines.length; at += 1) {
    const [above, below] = [lines[at - 1], lines[at]];
    if (above?.balance && below?.balance && !follows(above, below)) return below.place;
  }
  return undefined;
}

function dayOf({ line }: TableLine) {
  return line.bookedOn ?? line.valueOn;
}

function currencyAbove(table: Table, dollar: Currency | undefined): Currency | undefined {
  for (const { why, text } of table.leftOut) {
    if (why !== 'before_header') continue;
    const alone = currencyIn(text);
    if (alone !== undefined) return alone;
    if (
      /saldo|balance|kontostand|solde|währung|currency|devise|waluta|valuta|konto|account|conta\b/i.test(
        text,
      )
    ) {
      const found = currencySaid(text, dollar);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
