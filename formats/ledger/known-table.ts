import type { FileProblem } from '../bank-statement.ts';
import type { Table } from '../table/read-table.ts';

/** The columns of a table that we make ourselves: each is called as the field of a ledger it holds. */
const COLUMNS = [
  'customerNumber',
  'customerName',
  'legalId',
  'country',
  'currency',
  'terms',
  'contactName',
  'email',
  'phone',
  'iban',
  'kind',
  'reference',
  'orderReference',
  'paymentReference',
  'issuedOn',
  'dueOn',
  'amount',
  'openAmount',
  'against',
] as const;

export type LedgerRow = Readonly<Partial<Record<(typeof COLUMNS)[number], string | undefined>>>;

/** A table whose days, amounts and columns leave nothing to recognise. */
export function knownTable(
  rows: readonly LedgerRow[],
  encoding: string,
  problems: readonly FileProblem[],
): Table {
  const used = COLUMNS.filter((column) => rows.some((row) => (row[column] ?? '') !== ''));
  return {
    encoding,
    delimiter: ',',
    header: used,
    rows: rows.map((row) => used.map((column) => row[column] ?? '')),
    lines: rows.map((_row, at) => at + 1),
    hasHeader: true,
    leftOut: [],
    problems,
  };
}
