import { recogniseDecimalMark, type DecimalMark } from '../kernel/written-amount.ts';
import type { LedgerColumn } from './column-meaning.ts';
import { listOf, type Column } from './columns-by-values.ts';
import { currencyInHeader, fieldsNamedBy, isPartOfAmount } from './ledger-headers.ts';
import { readSidedAmount } from './sided-amount.ts';

/** Two columns that make the whole amount together, and no ages: one is paid, the other open. */
export function partsOfAmount(
  known: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): readonly [string, string] | undefined {
  const { others, columnOf } = listOf(known, header, sample);
  const whole = columnOf('amount');
  const isSaid = columnOf('openAmount') !== undefined || columnOf('paidAmount') !== undefined;
  if (whole === undefined || isSaid || whole.values.length < 2) return undefined;
  const { mark } = recogniseDecimalMark(whole.values);
  const minorOf = ({ values }: Column) => values.map((value) => minor(value, mark));
  const wholes = minorOf(whole);
  const columns = others
    .filter((column) => !/\d/.test(column.header))
    .map((column) => ({ column, amounts: minorOf(column) }));
  const isSome = (amounts: Minors) => amounts.some((one) => one);
  for (const [at, one] of columns.entries()) {
    if (!isSome(one.amounts)) continue;
    const other = columns.slice(at + 1).find(
      ({ amounts }) =>
        isSome(amounts) &&
        wholes.every((sum, row) => {
          const [left, right] = [one.amounts[row], amounts[row]];
          return left !== undefined && right !== undefined && left + right === sum;
        }),
    );
    if (other && !areNetAndTax(one.amounts, other.amounts))
      return [one.column.header, other.column.header];
  }
  return undefined;
}

type Minors = readonly (bigint | undefined)[];

/** In every row with both, one is a rate of tax of the other, in half percents. */
function areNetAndTax(left: Minors, right: Minors): boolean {
  const shares = left.flatMap((one = 0n, row) => {
    const sizes = [Number(one), Number(right[row] ?? 0n)].map(Math.abs);
    return sizes.includes(0) ? [] : [(Math.min(...sizes) * 200) / Math.max(...sizes)];
  });
  const isRate = (half: number) => half <= 54 && Math.abs(half - Math.round(half)) < 0.06;
  return shares.length > 0 && shares.every(isRate);
}

function minor(value: string, mark: DecimalMark): bigint | undefined {
  const exact = value === '' ? '0' : readSidedAmount(value, mark);
  const [, sign = '', units, cents = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(exact ?? '') ?? [];
  return units === undefined ? undefined : BigInt(`${sign}${units}${cents.padEnd(2, '0')}`);
}

/** A second amount, in some rows the whole one and in the others less: likely what is open of it. */
export function lesserAmount(
  known: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): string | undefined {
  const { others, columnOf } = listOf(known, header, sample);
  const whole = columnOf('amount');
  const isSaid = columnOf('openAmount') !== undefined || columnOf('paidAmount') !== undefined;
  const currencies = new Set(columnOf('currency')?.values);
  if (whole === undefined || isSaid || currencies.size > 1) return undefined;
  const { mark } = recogniseDecimalMark(whole.values);
  const wholes = whole.values.map((value) => minor(value, mark) ?? 0n);
  return others.find(({ header: name, values }) => {
    const isAmount = fieldsNamedBy(name).some(({ field }) => field === 'amount');
    if (!isAmount || isPartOfAmount(name) || OF_OURS.test(name) || currencyInHeader(name))
      return false;
    const amounts = values.map((value) => minor(value, mark));
    const isWithin = amounts.every((one, row) => one !== undefined && isPart(one, wholes[row]));
    const same = amounts.filter((one, row) => one === wholes[row]).length;
    return isWithin && same > 0 && same < amounts.length;
  })?.header;
}

/** The same amount in the currency of our books, which is less where theirs is worth less. */
const OF_OURS = /local|base|home|functional|lcy|\b[lh]w\b|haus|eigen/i;

function isPart(one: bigint, whole = 0n): boolean {
  return whole < 0n ? one <= 0n && one >= whole : one >= 0n && one <= whole;
}
