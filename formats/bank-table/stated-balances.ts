import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { StatedBalance } from '../bank-statement.ts';
import { statedAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { currencyIn, RowCells, sided, writtenAmount } from './cells.ts';
import { RowReading, type Habits } from './lines.ts';
import { balanceWord, isBalanceAlone } from './row-words.ts';

export type StatedBalances = {
  readonly opening?: StatedBalance;
  readonly closing?: StatedBalance;
};

/** The balances that a table states beside its movements, where no running balance does. */
export function statedBalances(
  table: Table,
  mapping: BankTableMapping,
  habits: Habits,
): StatedBalances {
  return { ...balancesAround(table, habits), ...balancesInRows(table, mapping, habits) };
}

/** In rows of their own. */
function balancesInRows(table: Table, mapping: BankTableMapping, habits: Habits): StatedBalances {
  const cells = new RowCells(table, mapping.columns);
  const reading = new RowReading(cells, habits, false, []);
  const found: { opening?: StatedBalance; closing?: StatedBalance } = {};
  for (const row of table.rows) {
    const which = row.map(balanceWord).find((word) => word !== undefined);
    const balance = which && reading.statedBalance(row);
    if (which && balance) found[which] = balance;
  }
  // Where nothing says which balance it is, the one below all movements closes them.
  const last = table.rows.at(-1);
  if (
    found.closing === undefined &&
    last &&
    isBalanceAlone(cells.joined(last, 'remittance') ?? '')
  ) {
    const closing = reading.statedBalance(last);
    if (closing) found.closing = closing;
  }
  return found;
}

/** Above and below: 'Opening Balance: USD 51,348.89'. */
function balancesAround({ leftOut }: Table, habits: Habits): StatedBalances {
  const found: { opening?: StatedBalance; closing?: StatedBalance } = {};
  for (const { text } of leftOut) {
    const [, label = '', rest = ''] =
      /^([^\d:;,]{4,40}?)[\s:;,]+(\S*\s?[-−+]?\d.*)$/.exec(text) ?? [];
    const which = balanceWord(label) ?? balanceWord(label.replace(/ [A-Z]{3}$/, ''));
    const written = writtenAmount(rest.replace(/^[A-Z]{3}\s+|\s+[A-Z]{3}$/g, ''), habits.mark);
    if (which === undefined || written === undefined || found[which] !== undefined) continue;
    const plain = written.side === undefined ? written.plain : sided(written.plain, written.side);
    const amount = statedAmount(plain, currencyIn(rest, true) ?? habits.currency);
    if (amount) found[which] = { on: undefined, amount };
  }
  return found;
}
