import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { Table } from '../table/read-table.ts';
import { currencyIn, isStroke } from './cells.ts';
import {
  isAccountNumber,
  isAmountText,
  isCurrency,
  isDay,
  isSigned,
  MOST,
  share,
  type Column,
} from './column-cells.ts';
import { withAmountOfAccount, withBookingDay, withOtherSide } from './column-evidence.ts';
import { byContent } from './nameless-columns.ts';
import { directionWord } from './row-words.ts';
import { fillsGap, longestText, textColumns } from './text-columns.ts';
import { plainHeader, VOCABULARY } from './vocabulary.ts';

type Columns = BankTableMapping['columns'];

/** Enough rows to see what a column holds. */
const SAMPLE_ROWS = 500;
/** What each column means: by its name, proved by what stands in it; without names by that alone. */
export function recogniseColumns(table: Table): Columns {
  const rows = table.rows.slice(0, SAMPLE_ROWS);
  const columns = table.header.map((header, at) => {
    const written = withoutPlaceholders(rows.map((row) => (row[at] ?? '').trim()));
    return {
      header,
      plain: plainHeader(header),
      cells: written.filter((cell) => cell !== ''),
      filled: written.map((cell) => cell !== ''),
    };
  });
  if (!table.hasHeader) return byContent(columns, table.rows.length);
  const named = byName(withNamesOfPairs(columns), table.rows.length === 0);
  if (isEnough(named)) return named;
  // In a language that we do not know, a running balance proves what is the amount.
  const proved = withAmountOfAccount(byContent(columns, table.rows.length), columns);
  return isEnough(proved) && headerOf(proved, 'balance') !== undefined ? proved : named;
}

/** Among amounts a lone stroke stands for none. */
function withoutPlaceholders(written: readonly string[]): readonly string[] {
  if (!written.some(isStroke)) return written;
  const others = written.filter((cell) => cell !== '' && !isStroke(cell));
  const areAmounts = others.length > 0 && others.every(isAmountText);
  return areAmounts ? written.map((cell) => (isStroke(cell) ? '' : cell)) : written;
}

function isEnough(found: Columns): boolean {
  const has = (...fields: readonly BankField[]) =>
    found.some(({ field }) => fields.includes(field));
  return has('bookedOn', 'valueOn') && has('amount', 'debit', 'credit');
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

/** 'Mutatie,,Saldo,' above 'EUR,1.00,EUR,5.00': one name for a currency and its amount. */
function withNamesOfPairs(columns: readonly Column[]): Column[] {
  const isPair = (at: number): boolean => {
    const [name, amount] = [columns[at], columns[at + 1]];
    return (
      name !== undefined &&
      amount !== undefined &&
      /^column \d+$/.test(amount.header) &&
      share(name.cells, isCurrency) === 1 &&
      share(amount.cells, isAmountText) >= MOST
    );
  };
  return columns.map((column, at) => {
    if (isPair(at)) return { ...column, plain: 'currency' };
    return isPair(at - 1) ? { ...column, plain: columns[at - 1]?.plain ?? '' } : column;
  });
}

function byName(columns: readonly Column[], isEmpty: boolean): Columns {
  const found: { field: BankField; header: string }[] = [];
  const used = new Set<Column>();
  const take = (field: BankField, column: Column) => {
    used.add(column);
    found.push({ field, header: column.header });
  };
  for (const [field, patterns] of VOCABULARY) {
    const above = columns.filter(({ header }) =>
      found.some((each) => each.field === field && each.header === header),
    );
    if (!isRepeatable(field) && above.length > 0) continue;
    if (field === 'remittance') {
      const worded = isEmpty ? columns : columns.filter(({ cells }) => cells.length > 0);
      for (const column of textColumns(worded, used, patterns)) take(field, column);
      continue;
    }
    for (const pattern of patterns) {
      const named = columns.filter((column) => !used.has(column) && pattern.test(column.plain));
      const own = named.find(
        (column) =>
          (isEmpty || holds(field, column.cells)) &&
          (field !== 'name' || above.length === 0 || fillsGap(column, above)),
      );
      if (own) take(field, own);
      // The other party's column with nothing in it is still its column.
      if (own || (isOfParty(field) && named.some(({ cells }) => cells.length === 0))) break;
    }
  }
  const has = (field: BankField) => found.some((each) => each.field === field);
  if (!has('remittance') && !has('name') && !has('payer') && !has('recipient')) {
    // For want of a text what kind of movement it is says more than nothing.
    const type = columns.find(({ header }) => headerOf(found, 'type') === header);
    const text = longestText(columns, used) ?? type;
    if (text) take('remittance', text);
  }
  if (!has('amount') && !has('debit') && !has('credit')) {
    const [only, another] = columns.filter(isNamedByCurrency);
    if (only && !another) take('amount', only);
  }
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
  const sided = withAmountOfAccount(
    withOtherSide(withBookingDay(found, columns), columns),
    columns,
  );
  return withOwnAccount(withOthersAccounts(sided, columns), columns);
}

function isOfParty(field: BankField): boolean {
  return field === 'name' || field === 'counterAccount';
}

/** 'CAD$' and 'EUR': a Canadian bank has one column of amounts for each currency. */
function isNamedByCurrency({ header, plain, cells }: Column): boolean {
  return plain === '' && currencyIn(header, true) !== undefined && holds('amount', cells);
}

/** A column called 'IBAN' that is the same in every row, beside no names, is our own account. */
function withOwnAccount(found: Columns, columns: readonly Column[]): Columns {
  const isSaid = found.some(({ field }) => /^(account|name|payer|recipient)$/.test(field));
  if (isSaid) return found;
  const other = columns.find(({ header }) => headerOf(found, 'counterAccount') === header);
  if (other === undefined || !/^(iban|bank account)$/.test(other.plain)) return found;
  const isOwn = other.cells.length >= 2 && new Set(other.cells).size === 1;
  if (!isOwn || share(other.filled.map(String), (each) => each === 'true') < MOST / 2) return found;
  return found.map((each) =>
    each.header === other.header ? { field: 'account', header: each.header } : each,
  );
}

/** A column called 'account number' that is another in most rows is that of the other party. */
function withOthersAccounts(found: Columns, columns: readonly Column[]): Columns {
  const own = columns.find(({ header }) => headerOf(found, 'account') === header);
  const hasOther = headerOf(found, 'counterAccount') !== undefined;
  const hasName = found.some(({ field }) => /^(name|payer|recipient)$/.test(field));
  if (own === undefined || hasOther || !hasName) return found;
  const isInEveryRow = own.filled.every(Boolean);
  const differs = own.cells.length > 1 && new Set(own.cells).size * 2 > own.cells.length;
  if (!differs && isInEveryRow) return found;
  return found.map((each) =>
    each.field === 'account' ? { field: 'counterAccount', header: each.header } : each,
  );
}

function headerOf(found: Columns, field: BankField): string | undefined {
  return found.find((each) => each.field === field)?.header;
}

function isRepeatable(field: BankField): boolean {
  return field === 'counterAccount' || field === 'name';
}

/** Whether most of what stands in a column is what the field needs. */
function holds(field: BankField, cells: readonly string[]): boolean {
  if (field === 'bookedOn' || field === 'valueOn') return share(cells, isDay) >= MOST;
  if (['amount', 'debit', 'credit', 'balance', 'originalAmount', 'fee'].includes(field))
    return share(cells, isAmountText) >= MOST;
  if (field === 'currency') return share(cells, isCurrency) >= MOST;
  if (field === 'indicator') return share(cells, (cell) => directionWord(cell) !== undefined) >= 1;
  if (field === 'account') return share(cells, (cell) => /\d{3}/.test(cell)) >= MOST;
  if (field === 'counterAccount') return share(cells, (cell) => /\d{3}/.test(cell)) >= 0.5;
  if (field === 'name') return share(cells, isAccountNumber) < 0.5 && cells.length > 0;
  if (field === 'payer' || field === 'recipient') return cells.length > 0;
  return true;
}
