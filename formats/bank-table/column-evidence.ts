import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { isAmountName } from './amount-columns.ts';
import { currencyIn } from './cells.ts';
import { isAmountText, isCurrency, isDay, MOST, share, type Column } from './column-cells.ts';
import { isRunning } from './nameless-columns.ts';

type Columns = BankTableMapping['columns'];

/** Where only a value day has a name, a nameless column of days is the booking day. */
export function withBookingDay(found: Columns, columns: readonly Column[]): Columns {
  const isValueAlone =
    columnOf(found, columns, 'bookedOn') === undefined &&
    columnOf(found, columns, 'valueOn') !== undefined;
  const nameless = columns.find(
    (column) =>
      /^column \d+$/.test(column.header) &&
      column.cells.length > 0 &&
      share(column.cells, isDay) >= MOST,
  );
  if (!isValueAlone || nameless === undefined) return found;
  return [...found, { field: 'bookedOn', header: nameless.header }];
}

/**
 * The column whose amounts stand in just those rows in which a known side has none is the other
 * side, whatever its name.
 */
export function withOtherSide(found: Columns, columns: readonly Column[]): Columns {
  const has = (field: BankField) => columnOf(found, columns, field);
  const [debit, credit] = [has('debit'), has('credit')];
  const known = debit ?? credit;
  if (known === undefined || (debit && credit) || has('amount')) return found;
  const other = columns.find(
    (column) =>
      column !== known &&
      !found.some(({ header, field }) => header === column.header && field !== 'remittance') &&
      column.cells.length > 0 &&
      share(column.cells, isAmountText) >= MOST &&
      column.filled.every((isFilled, row) => isFilled !== known.filled[row]),
  );
  if (other === undefined) return found;
  return [
    ...found.filter(({ header }) => header !== other.header),
    { field: debit ? 'credit' : 'debit', header: other.header },
  ];
}

/**
 * A table may tell of each movement what it was abroad and what it was on the account. The account
 * has one currency: its amounts name it, or the column beside them says the same in every row, or
 * the running balance goes through rows of several.
 */
export function withAmountOfAccount(found: Columns, columns: readonly Column[]): Columns {
  const amount = columnOf(found, columns, 'amount');
  if (amount === undefined || namesCurrency(amount)) return found;
  const currency = columnOf(found, columns, 'currency') ?? currencyBeside(amount, columns);
  if (currency === undefined) return found;
  const others = columns.filter(
    (column) =>
      column !== amount && isAmountName(column.plain) && share(column.cells, isAmountText) >= MOST,
  );
  const rest = found.filter(({ field }) => field !== 'amount' && field !== 'currency');
  const named = others.find(namesCurrency);
  if (named !== undefined) return [...rest, { field: 'amount', header: named.header }];
  if (new Set(currency.cells).size === 1) return found;
  const settled = others.flatMap((column) => {
    const beside = currencyBeside(column, columns);
    return beside && new Set(beside.cells).size === 1 ? [[column, beside] as const] : [];
  })[0];
  if (settled !== undefined) {
    const [own, beside] = settled;
    return [
      ...rest,
      { field: 'amount', header: own.header },
      { field: 'currency', header: beside.header },
    ];
  }
  const balance = columnOf(found, columns, 'balance');
  return balance !== undefined && isRunning(balance, amount)
    ? found.filter(({ field }) => field !== 'currency')
    : found;
}

function currencyBeside(amount: Column, columns: readonly Column[]): Column | undefined {
  const beside = columns[columns.indexOf(amount) + 1];
  return beside && share(beside.cells, isCurrency) === 1 ? beside : undefined;
}

function namesCurrency({ header }: Column): boolean {
  return currencyIn(header, true) !== undefined;
}

function columnOf(found: Columns, columns: readonly Column[], field: BankField) {
  const header = found.find((each) => each.field === field)?.header;
  return columns.find((column) => column.header === header);
}
