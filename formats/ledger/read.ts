import { isPdf } from '../pdf/objects.ts';
import type { ReadInvoice } from '../invoice/invoice.ts';
import { INVOICE_BYTES_MAX, readInvoice } from '../invoice/read.ts';
import { readTable, tableOfRows, TABLE_BYTES_MAX, type Table } from '../table/read-table.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { isWorkbook, readSheets } from '../xlsx/sheet.ts';
import { isZip, namesIn } from '../zip.ts';
import { withOpenAmounts } from './age-columns.ts';
import { contentsOfArchive } from './archive.ts';
import { isFec, readFec } from './fec.ts';
import { withGroups } from './groups.ts';
import { readSaft } from './saft.ts';

/** What a file of a ledger holds. */
export type LedgerContents =
  | { readonly kind: 'tables'; readonly tables: readonly NamedTable[] }
  /** Its columns are called as the fields they hold: nothing has to be recognised. */
  | { readonly kind: 'audit file'; readonly table: Table }
  | { readonly kind: 'invoices'; readonly invoices: readonly NamedInvoice[] };

/** `sheet` where a workbook holds several tables. */
export type NamedTable = { readonly sheet: string | undefined; readonly table: Table };

/** `name` of its file, where an archive holds several. */
export type NamedInvoice = { readonly name: string | undefined; readonly invoice: ReadInvoice };

export type LedgerReading =
  | { readonly readable: true; readonly contents: LedgerContents }
  | { readonly readable: false; readonly refusal: Refusal };

/**
 * Reads a file from which a ledger is taken: a table as CSV or XLSX, an audit file (SAF-T, FEC), an
 * electronic invoice, or an archive of such. Never throws for what stands in a file.
 */
export function readLedgerFile(bytes: Uint8Array): LedgerReading {
  try {
    return { readable: true, contents: contentsOf(bytes, true) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function contentsOf(bytes: Uint8Array, mayHoldFiles: boolean): LedgerContents {
  if (bytes.length > TABLE_BYTES_MAX)
    throw new Unreadable(`the file has more than ${TABLE_BYTES_MAX / 1024 / 1024} MB`, 'Split it.');
  if (isZip(bytes)) {
    const names = namesIn(bytes);
    if (isWorkbook(names)) return { kind: 'tables', tables: tablesIn(bytes) };
    if (names.includes('content.xml'))
      throw new Unreadable('this is an OpenDocument sheet', 'Save it as XLSX or CSV.');
    const packed = readInvoice(bytes);
    if (packed.readable) return oneInvoice(packed.invoice);
    if (mayHoldFiles) return contentsOfArchive(bytes, (one) => contentsOf(one, false));
    throw unreadable(packed.refusal);
  }
  if (isPdf(bytes) || isXml(bytes)) {
    if (isAuditFile(bytes)) return { kind: 'audit file', table: readSaft(bytes) };
    if (bytes.length > INVOICE_BYTES_MAX)
      throw new Unreadable('the XML is no audit file', 'Split it.');
    const reading = readInvoice(bytes);
    if (!reading.readable) throw unreadable(reading.refusal);
    return oneInvoice(reading.invoice);
  }
  const reading = readTable(bytes);
  if (!reading.readable) throw unreadable(reading.refusal);
  const { table } = reading;
  if (isFec(table)) return { kind: 'audit file', table: readFec(table) };
  return { kind: 'tables', tables: [{ sheet: undefined, table: listOf(table) }] };
}

function unreadable({ what, advice }: Refusal): Unreadable {
  return new Unreadable(what, advice);
}

function oneInvoice(invoice: ReadInvoice): LedgerContents {
  return { kind: 'invoices', invoices: [{ name: undefined, invoice }] };
}

/** With what stands above its rows, and in which column, on each row. */
function listOf(table: Table): Table {
  return withOpenAmounts(withGroups(table));
}

function isXml(bytes: Uint8Array): boolean {
  return /^[^<\w]{0,16}<[?!A-Za-z]/.test(headOf(bytes).slice(0, 256));
}

function isAuditFile(bytes: Uint8Array): boolean {
  return /<(?:[\w.-]+:)?AuditFile[\s>]/.test(headOf(bytes));
}

function headOf(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 4_096)).replaceAll('\u0000', '');
}

/** Every sheet that holds a table; sheets of notes and covers hold none. */
function tablesIn(bytes: Uint8Array): NamedTable[] {
  const source = { encoding: 'utf-8', delimiter: ',', damaged: false } as const;
  const tables = readSheets(bytes).flatMap(({ name, written }): NamedTable[] => {
    if (written.rows.length < 2) return [];
    try {
      const table = listOf(tableOfRows(written, source));
      return table.hasHeader && table.rows.length > 0 ? [{ sheet: name, table }] : [];
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      return [];
    }
  });
  if (tables.length === 0)
    throw new Unreadable(
      'the workbook holds no table',
      'Put names above the columns and save it again.',
    );
  return tables.length === 1 ? tables.map(({ table }) => ({ sheet: undefined, table })) : tables;
}
