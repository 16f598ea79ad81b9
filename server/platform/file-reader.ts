import type { BankFileHints, BankFileReading } from '@goodterms/formats/bank-file.ts';
import type { BankFileLook } from '@goodterms/formats/bank-file-look.ts';
import type { InvoiceReading } from '@goodterms/formats/invoice/read.ts';
import type { LedgerReading } from '@goodterms/formats/ledger/read.ts';
import type { RemittancesReading } from '@goodterms/formats/remittance/read-message.ts';
import type { RemittanceHints } from '@goodterms/formats/remittance/remittance.ts';
import type { TableHints, TableReading } from '@goodterms/formats/table/read-table.ts';
import {
  readInOwnProcess,
  type FileRequest,
  type ReadingLimits,
  type Unread,
} from './reading-process.ts';

/** Far above what an honest file needs, far below what hurts the others. */
const LIMITS: ReadingLimits = { deadlineMs: 60_000, memoryMb: 512 };
/** So many uploads are read at once; the others wait their turn. */
const PROCESSES_MAX = 2;

/**
 * Reads a bank file that somebody uploaded, in a process with a limit on memory and time: whatever
 * stands in it, the server goes on answering.
 */
export function readUploadedBankFile(
  bytes: Uint8Array,
  hints: BankFileHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<BankFileReading> {
  return inTurn<BankFileReading>({ kind: 'bank file', bytes, hints }, limits);
}

/** Looks into a bank file that somebody uploaded, as `readUploadedBankFile` does. */
export async function lookAtUploadedBankFile(
  bytes: Uint8Array,
  hints: BankFileHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<BankFileLook> {
  const look = await inTurn<BankFileLook>({ kind: 'look at a bank file', bytes, hints }, limits);
  return 'readable' in look
    ? { refusal: look.refusal, file: undefined, lineCount: 0, table: undefined }
    : look;
}

/** Reads a table that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedTable(
  bytes: Uint8Array,
  hints: TableHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<TableReading> {
  return inTurn<TableReading>({ kind: 'table', bytes, hints }, limits);
}

/** Reads a ledger's table, audit file or invoice that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedLedger(
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<LedgerReading> {
  return inTurn<LedgerReading>({ kind: 'ledger file', bytes }, limits);
}

/** Reads an electronic invoice that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedInvoice(
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<InvoiceReading> {
  return inTurn<InvoiceReading>({ kind: 'invoice', bytes }, limits);
}

/** Reads a remittance advice, or a mail with such, as `readUploadedBankFile` does. */
export function readUploadedRemittances(
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  hints: RemittanceHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<RemittancesReading> {
  return inTurn<RemittancesReading>({ kind: 'remittance', name, bytes, hints }, limits);
}

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<Reading>(
  request: FileRequest,
  limits: ReadingLimits,
): Promise<Reading | Unread> {
  if (running >= PROCESSES_MAX) await new Promise<void>((goOn) => waiting.push(goOn));
  else running += 1;
  try {
    return (await readInOwnProcess<Reading>(request, limits)).reading;
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}
