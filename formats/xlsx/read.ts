import { withoutFactsBelow } from '../bank-table/facts-below.ts';
import { readBankTable, type BankTableHints } from '../bank-table/read.ts';
import type { BankFile } from '../bank-statement.ts';
import { tableOfRows, type Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { readSheets, type Sheet } from './sheet.ts';
import { withoutSwappedDays } from './swapped-days.ts';

/** What a bank exports as XLSX: the first visible sheet that holds movements. */
export function readXlsx(bytes: Uint8Array, hints: BankTableHints): BankFile {
  let first: Unreadable | undefined;
  for (const sheet of sheetsWithRows(bytes)) {
    try {
      return { ...readBankTable(tableOfSheet(sheet), hints), format: 'xlsx', message: 'XLSX' };
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      first ??= error;
    }
  }
  throw first ?? new Unreadable('the workbook is empty', 'Export it from the bank again.');
}

/** The tables of the visible sheets; a sheet without one is left out. */
export function tablesOfXlsx(bytes: Uint8Array): Table[] {
  return sheetsWithRows(bytes).flatMap((sheet) => {
    try {
      return [tableOfSheet(sheet)];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [];
    }
  });
}

function sheetsWithRows(bytes: Uint8Array): Sheet[] {
  return readSheets(bytes).filter(({ written }) => written.rows.length > 0);
}

function tableOfSheet({ written }: Sheet): Table {
  const mended = withoutSwappedDays(written);
  const source = { encoding: 'utf-8', delimiter: ',', damaged: false } as const;
  const table = withoutFactsBelow(tableOfRows(mended.written, source));
  return { ...table, problems: [...mended.problems, ...table.problems] };
}
