import { readBankTable, type BankTableHints } from '../bank-table/read.ts';
import type { BankFile } from '../bank-statement.ts';
import { tableOfRows } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { readSheets } from './sheet.ts';
import { withoutSwappedDays } from './swapped-days.ts';

/** What a bank exports as XLSX: the first visible sheet that holds movements. */
export function readXlsx(bytes: Uint8Array, hints: BankTableHints): BankFile {
  let first: Unreadable | undefined;
  for (const { written } of readSheets(bytes)) {
    if (written.rows.length === 0) continue;
    try {
      const mended = withoutSwappedDays(written);
      const source = { encoding: 'utf-8', delimiter: ',', damaged: false } as const;
      const table = tableOfRows(mended.written, source);
      const problems = [...mended.problems, ...table.problems];
      return { ...readBankTable({ ...table, problems }, hints), format: 'xlsx', message: 'XLSX' };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      first ??= error;
    }
  }
  throw first ?? new Unreadable('the workbook is empty', 'Export it from the bank again.');
}
