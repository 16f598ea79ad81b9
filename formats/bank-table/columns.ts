import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import { readDay } from '@goodterms/core/kernel/written-day.ts';
import { exactSum, isSameAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { directionWord, plainHeader, VOCABULARY } from './vocabulary.ts';

type Columns = BankTableMapping['columns'];

/** Enough rows to see what a column holds. */
const SAMPLE_ROWS = 500;
/** A footer or two among few rows is allowed for. */
const MOST = 0.6;

/** What each column means: by its name, proved by what stands in it; without names by that alone. */
export function recogniseColumns(table: Table): Columns {
  const columns = table.header.map((header, at) => ({
    header,
    plain: plainHeader(header),
    cells: table.rows
      .slice(0, SAMPLE_ROWS)
      .map((row) => (row[at] ?? '').trim())
      .filter((cell) => cell !== ''),
  }));
  return table.hasHeader
    ? byName(columns, table.rows.length === 0)
    : byContent(columns, table.rows.length);
}

/** Whether some column holds days and another amounts, whatever they are called. */
export function mayHoldMovements(table: Table): boolean {
  const columns = table.header.map((_, at) =>
    table.rows
      .slice(0, SAMPLE_ROWS)
      .map((row) => (row[at] ?? '').trim())
      .filter((cell) => cell !== ''),
  );
  const days = columns.filter((cells) => holds('bookedOn', cells));
  return (
    days.length > 0 && columns.some((cells) => !days.includes(cells) && holds('amount', cells))
  );
}

type Column = {
  readonly header: string;
  readonly plain: string;
  readonly cells: readonly string[];
};

function byName(columns: readonly Column[], isEmpty: boolean): Columns {
  const found: { field: BankField; header: string }[] = [];
  const used = new Set<Column>();
  for (const [field, patterns] of VOCABULARY) {
    if (!isRepeatable(field) && found.some((each) => each.field === field)) continue;
    for (const pattern of patterns) {
      const own = columns.filter(
        (column) =>
          !used.has(column) &&
          pattern.test(column.plain) &&
          (isEmpty || holds(field, column.cells)),
      );
      const chosen = field === 'remittance' ? own : own.slice(0, 1);
      for (const column of chosen) {
        used.add(column);
        found.push({ field, header: column.header });
      }
      if (chosen.length > 0) break;
    }
  }
  const has = (field: BankField) => found.some((each) => each.field === field);
  const amounts = columns.find(({ header }) => headerOf(found, 'amount') === header);
  if (
    amounts !== undefined &&
    !has('indicator') &&
    !has('debit') &&
    !amounts.cells.some(isSigned)
  ) {
    const words = columns.find(({ cells }) => cells.length > 0 && holds('indicator', cells));
    if (words) found.push({ field: 'indicator', header: words.header });
  }
  return withOthersAccounts(found, columns);
}

/** A column called 'account number' that is another in most rows is that of the other party. */
function withOthersAccounts(found: Columns, columns: readonly Column[]): Columns {
  const own = columns.find(({ header }) => headerOf(found, 'account') === header);
  const hasOther = headerOf(found, 'counterAccount') !== undefined;
  if (own === undefined || hasOther || headerOf(found, 'name') === undefined) return found;
  if (own.cells.length < 2 || new Set(own.cells).size * 2 <= own.cells.length) return found;
  return found.map((each) =>
    each.field === 'account' ? { field: 'counterAccount', header: each.header } : each,
  );
}

function headerOf(found: Columns, field: BankField): string | undefined {
  return found.find((each) => each.field === field)?.header;
}

function isSigned(cell: string): boolean {
  return /^\s*[-−(]|-\s*$/.test(cell);
}

function isRepeatable(field: BankField): boolean {
  return field === 'counterAccount';
}

/** Whether most of what stands in a column is what the field needs. */
function holds(field: BankField, cells: readonly string[]): boolean {
  if (field === 'bookedOn' || field === 'valueOn') return share(cells, isDay) >= MOST;
  if (['amount', 'debit', 'credit', 'balance', 'originalAmount', 'fee'].includes(field))
    return share(cells, isAmountText) >= MOST;
  if (field === 'currency') return share(cells, isCurrency) >= MOST;
  if (field === 'indicator') return share(cells, (cell) => directionWord(cell) !== undefined) >= 1;
  if (field === 'account') return share(cells, (cell) => /\d{3}/.test(cell)) >= MOST;
  return true;
}

/** A table without names: days, an amount, a running balance, a currency, an account, a text. */
function byContent(columns: readonly Column[], rowCount: number): Columns {
  const found: { field: BankField; header: string }[] = [];
  const left = new Set(columns);
  const take = (field: BankField, column: Column | undefined) => {
    if (column === undefined) return;
    found.push({ field, header: column.header });
    left.delete(column);
  };
  const all = (test: (cell: string) => boolean) =>
    [...left].filter(({ cells }) => share(cells, test) >= 0.95);
  const [booked, value] = all(isDay);
  take('bookedOn', booked);
  take('valueOn', value);
  take('currency', all(isCurrency)[0]);
  const [words] = all((cell) => directionWord(cell) !== undefined);
  if (words) left.delete(words);
  const [own, other] = all(isAccountNumber);
  const isOwn = own !== undefined && own.cells.length >= rowCount && new Set(own.cells).size === 1;
  take(isOwn ? 'account' : 'counterAccount', own);
  take('counterAccount', other);
  const numbers = all(isAmountText);
  const signed = numbers.find(({ cells }) => cells.some(isSigned));
  const decimal = numbers.find(({ cells }) => cells.some((cell) => /[.,]\d{2}\D*$/.test(cell)));
  const amount =
    signed ?? decimal ?? (words !== undefined || numbers.length === 1 ? numbers[0] : undefined);
  take('amount', amount);
  if (signed === undefined) take('indicator', words);
  take(
    'balance',
    amount && numbers.find((column) => column !== amount && isRunning(column, amount)),
  );
  const texts = [...left]
    .filter(({ cells }) => share(cells, (cell) => /\p{L}{2}/u.test(cell)) >= 0.5)
    .toSorted((a, b) => new Set(b.cells).size - new Set(a.cells).size || lengthOf(b) - lengthOf(a));
  take('remittance', texts[0]);
  take('name', texts[1]);
  return found;
}

/** Whether a column is the balance after each amount, read downwards or upwards. */
function isRunning(balance: Column, amount: Column): boolean {
  const numbers = [balance, amount].map(({ cells }) =>
    cells.map((cell) => readAmount(cell, /,\d{1,2}$/.test(cell) ? ',' : '.') ?? ''),
  );
  const [after = [], moved = []] = numbers;
  if (after.length !== moved.length || [...after, ...moved].includes('')) return false;
  const steps = after.slice(1).map((_, at) => {
    const [above = '', below = ''] = [after[at], after[at + 1]];
    const down = isSameAmount(exactSum([above, moved[at + 1] ?? '']), below);
    return down || isSameAmount(exactSum([below, moved[at] ?? '']), above);
  });
  return share(steps.map(String), (step) => step === 'true') >= MOST;
}

function lengthOf({ cells }: Column): number {
  return cells.reduce((sum, cell) => sum + cell.length, 0) / Math.max(1, cells.length);
}

function share(cells: readonly string[], test: (cell: string) => boolean): number {
  return cells.length === 0 ? 0 : cells.filter(test).length / cells.length;
}

function isDay(cell: string): boolean {
  return (
    /\d/.test(cell) &&
    (readDay(cell, 'DMY') ?? readDay(cell, 'MDY') ?? readDay(cell, 'YMD')) !== undefined
  );
}

/** An amount may carry the letter of its side: '119,00 S', '5.00 CR'. */
export const SIDE_BEHIND = /^(.*\d[\d.,]*)\s*(S|H|D|C|CR|DR|DB|Cr|Dr)\.?$/;

function isAmountText(cell: string): boolean {
  const bare = SIDE_BEHIND.exec(cell)?.[1] ?? cell;
  return readAmount(bare, '.') !== undefined || readAmount(bare, ',') !== undefined;
}

function isCurrency(cell: string): boolean {
  return parseCurrency(cell.toUpperCase()) !== undefined || cell === '€';
}

function isAccountNumber(cell: string): boolean {
  return /^(?:[A-Z]{2}\d{2}[A-Z0-9]{11,30}|\d{9,28})$/.test(cell.replaceAll(/[ -]/g, ''));
}
