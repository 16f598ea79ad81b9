import { filesIn, formatOf, readBankFile, type BankFileHints } from './bank-file.ts';
import type { BankFile } from './bank-statement.ts';
import { tableOfCsv } from './csv/read.ts';
import type { Table } from './table/read-table.ts';
import { Unreadable, type Refusal } from './unreadable.ts';
import { tablesOfXlsx } from './xlsx/read.ts';
import { isMadeFor, type BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { mappingOf, withHabits } from './bank-table/read.ts';

/** How a bank file is understood, before anything of it is taken in. */
export type BankFileLook = {
  readonly refusal: Refusal | undefined;
  /** As it is read by now; of its lines the first ones. */
  readonly file: BankFile | undefined;
  readonly lineCount: number;
  /** Where it is a table of columns. */
  readonly table: BankTableLook | undefined;
};

export type BankTableLook = {
  readonly header: readonly string[];
  /** The first ones. */
  readonly rows: readonly (readonly string[])[];
  readonly rowCount: number;
  /** As far as it is recognised, with how its days and amounts are written. */
  readonly mapping: BankTableMapping;
};

const ROWS_SHOWN = 6;
const PROBLEMS_SHOWN = 10;

/** Never throws for what stands in a file. */
export function lookAtBankFile(bytes: Uint8Array, hints: BankFileHints = {}): BankFileLook {
  const reading = readBankFile(bytes, hints);
  const file = reading.readable ? reading.file : undefined;
  return {
    refusal: reading.readable ? undefined : reading.refusal,
    file: file && beginningOf(file),
    lineCount: file?.statements.reduce((sum, { lines }) => sum + lines.length, 0) ?? 0,
    table: tableIn(bytes, hints),
  };
}

function beginningOf(file: BankFile): BankFile {
  let left = ROWS_SHOWN;
  const statements = file.statements.map((statement) => {
    const lines = statement.lines.slice(0, left);
    left -= lines.length;
    return { ...statement, lines };
  });
  return { ...file, statements, problems: file.problems.slice(0, PROBLEMS_SHOWN) };
}

/** Of several sheets the one that the mapping was made for, else the first. */
function tableIn(bytes: Uint8Array, hints: BankFileHints): BankTableLook | undefined {
  const tables = tablesIn(bytes, hints);
  const { mapping, saved = [] } = hints;
  const known = mapping ? [mapping] : saved;
  const table =
    tables.find(({ header }) => known.some((one) => isMadeFor(one, header))) ?? tables[0];
  if (table === undefined) return undefined;
  const { header, rows } = table;
  return {
    header,
    rows: rows.slice(0, ROWS_SHOWN),
    rowCount: rows.length,
    mapping: { ...withHabits(table, mappingOf(table, hints)), header },
  };
}

function tablesIn(bytes: Uint8Array, hints: BankFileHints): Table[] {
  try {
    const [only, ...others] = filesIn(bytes, hints);
    if (only === undefined || others.length > 0) return [];
    const format = formatOf(only.bytes, { ...hints, name: only.name });
    if (format === 'csv') return [tableOfCsv(only.bytes)];
    return format === 'xlsx' ? tablesOfXlsx(only.bytes) : [];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [];
  }
}
