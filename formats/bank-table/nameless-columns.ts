import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import { exactSum, isSameAmount } from '../stated-amount.ts';
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
import { directionWord } from './row-words.ts';

type Columns = BankTableMapping['columns'];

/** A table without names: days, an amount, a running balance, a currency, an account, a text. */
export function byContent(columns: readonly Column[], rowCount: number): Columns {
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
  const isAmount = signed?.filled.every(Boolean) === true;
  const sides = !isAmount && words === undefined ? sidesIn(numbers) : undefined;
  if (sides !== undefined) {
    take('debit', sides.debit);
    take('credit', sides.credit);
    take('balance', sides.balance);
  }
  const amount =
    sides !== undefined
      ? undefined
      : (signed ??
        decimal ??
        (words !== undefined || numbers.length === 1 ? numbers[0] : undefined));
  take('amount', amount);
  if (signed === undefined) take('indicator', words);
  take(
    'balance',
    amount && numbers.find((column) => column !== amount && isRunning(column, amount)),
  );
  const texts = [...left].filter(
    ({ cells }) =>
      share(cells, (cell) => /\p{L}{2}/u.test(cell)) >= 0.5 && !cells.every(isCurrency),
  );
  // 'NGM', 'BEA': the bank's codes of its transactions.
  const codes = texts.find(
    ({ cells }) => cells.every((cell) => /^[A-Z]{2,4}$/.test(cell)) && !cells.every(isCurrency),
  );
  if (texts.length > 1) take('type', codes);
  const said = texts
    .filter((column) => left.has(column))
    .toSorted((a, b) => new Set(b.cells).size - new Set(a.cells).size || lengthOf(b) - lengthOf(a));
  const [first, second] = said;
  // Of two columns with about as many texts the longer is the text, the other the name.
  const isText = first && second && codes !== undefined && lengthOf(second) > 2 * lengthOf(first);
  take('remittance', isText ? second : first);
  take('name', isText ? first : second);
  return found;
}

/**
 * Two columns of which every row fills one are the two sides; only a running balance beside them
 * says which is which.
 */
function sidesIn(numbers: readonly Column[]) {
  for (const [at, a] of numbers.entries()) {
    for (const b of numbers.slice(at + 1)) {
      if (!a.filled.every((isFilled, row) => isFilled !== b.filled[row])) continue;
      for (const [debit, credit] of [
        [a, b],
        [b, a],
      ] as const) {
        const cells = sidesAsOne(debit, credit);
        const balance = numbers.find(
          (column) => column !== a && column !== b && isRunning(column, { ...a, cells }),
        );
        if (balance) return { debit, credit, balance };
      }
    }
  }
  return undefined;
}

/** The amounts of both columns in the order of the rows, those of the debit side negative. */
function sidesAsOne(debit: Column, credit: Column): string[] {
  const [outs, ins] = [debit.cells.values(), credit.cells.values()];
  return debit.filled.map((isDebit) =>
    isDebit ? `-${(outs.next().value ?? '').replace(/^\s*[-−+]/, '')}` : (ins.next().value ?? ''),
  );
}

/** Whether a column is the balance after each amount, read downwards or upwards. */
export function isRunning(balance: Column, amount: Column): boolean {
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
