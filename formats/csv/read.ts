import { withoutFactsAbove } from '../bank-table/facts-above.ts';
import { withoutFactsBelow } from '../bank-table/facts-below.ts';
import { readBankTable, type BankTableHints } from '../bank-table/read.ts';
import type { BankFile } from '../bank-statement.ts';
import { readTable, type Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';

/** What a bank exports as CSV: layouts are recognised, see README.md in this folder's parent. */
export function readCsv(bytes: Uint8Array, hints: BankTableHints): BankFile {
  return readBankTable(tableOfCsv(bytes), hints);
}

/** Throws `Unreadable` when it is no table. */
export function tableOfCsv(bytes: Uint8Array): Table {
  const reading = readTable(bytes);
  if (!reading.readable) throw new Unreadable(reading.refusal.what, reading.refusal.advice);
  return withoutFactsBelow(withoutFactsAbove(reading.table));
}
