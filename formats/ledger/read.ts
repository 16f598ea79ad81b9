import { isPdf } from '../pdf/objects.ts';
import type { ReadInvoice } from '../invoice/invoice.ts';
import { INVOICE_BYTES_MAX, readInvoice } from '../invoice/read.ts';
import { readTable, tableOfRows, TABLE_BYTES_MAX, type Table } from '../table/read-table.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { isWorkbook, readSheets } from '../xlsx/sheet.ts';
import { isZip, namesIn } from '../zip.ts';
import { withOpenAmounts } from './age-columns.ts';
import { isFec, readFec } from './fec.ts';
import { withGroups } from './groups.ts';
import { readSaft } from './saft.ts';

/** What a file of a ledger holds. */
export type LedgerContents =
  | { readonly kind: 'tables'; readonly tables: readonly NamedTable[] }
  /** Its columns are called as the fields they hold: nothing has to be recognised. */
  | { readonly kind: 'audit file'; readonly table: Table }
  | { readonly kind: 'invoice'; readonly invoice: ReadInvoice };

/** `sheet` where a workbook holds several tables. */
export type NamedTable = { readonly sheet: string | undefined; readonly table: Table };

export type LedgerReading =
  | { readonly readable: true; readonly contents: LedgerContents }
  | { readonly readable: false; readonly refusal: Refusal };

/**
 * Reads a file from which a ledger is taken: a table as CSV or XLSX, an audit file (SAF-T, FEC), or an
 * electronic invoice. Never throws for what stands in a file.
 */
export function readLedgerFile(bytes: Uint8Array): LedgerReading {
  try {
    return contentsOf(bytes);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function contentsOf(bytes: Uint8Array): LedgerReading {
  if (bytes.length > TABLE_BYTES_MAX)
    throw new Unreadable(`the file has more than ${TABLE_BYTES_MAX / 1024 / 1024} MB`, 'Split it.');
  if (isZip(bytes)) {
    const packed = isWorkbook(namesIn(bytes)) ? undefined : readInvoice(bytes);
    if (packed?.readable === true) return found({ kind: 'invoice', invoice: packed.invoice });
    return found({ kind: 'tables', tables: tablesIn(bytes) });
  }
  if (isPdf(bytes) || isXml(bytes)) {
    if (isAuditFile(bytes)) return found({ kind: 'audit file', table: readSaft(bytes) });
    if (bytes.length > INVOICE_BYTES_MAX)
      throw new Unreadable('the XML is no audit file', 'Split it.');
    const reading = readInvoice(bytes);
    return reading.readable ? found({ kind: 'invoice', invoice: reading.invoice }) : reading;
  }
  const reading = readTable(bytes);
  if (!reading.readable) return reading;
  if (isFec(reading.table)) return found({ kind: 'audit file', table: readFec(reading.table) });
  return found({
    kind: 'tables',
    tables: [{ sheet: undefined, table: listOf(reading.table) }],
  });
}

/** With what stands above its rows, and in which column, on each row. */
function listOf(table: Table): Table {
  return withOpenAmounts(withGroups(table));
}

function found(contents: LedgerContents): LedgerReading {
  return { readable: true, contents };
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
