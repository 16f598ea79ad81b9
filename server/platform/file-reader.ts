import { Worker } from 'node:worker_threads';
import type { BankFileHints, BankFileReading } from '@goodterms/formats/bank-file.ts';
import type { InvoiceReading } from '@goodterms/formats/invoice/read.ts';
import type { LedgerReading } from '@goodterms/formats/ledger/read.ts';
import type { RemittanceReading } from '@goodterms/formats/remittance/read.ts';
import type { RemittanceHints } from '@goodterms/formats/remittance/remittance.ts';
import type { TableHints, TableReading } from '@goodterms/formats/table/read-table.ts';

/** What the thread is asked; the file travels with it. */
export type FileRequest =
  | { readonly kind: 'bank file'; readonly bytes: Uint8Array; readonly hints: BankFileHints }
  | { readonly kind: 'table'; readonly bytes: Uint8Array; readonly hints: TableHints }
  | { readonly kind: 'ledger file'; readonly bytes: Uint8Array }
  | { readonly kind: 'invoice'; readonly bytes: Uint8Array }
  | { readonly kind: 'remittance'; readonly bytes: Uint8Array; readonly hints: RemittanceHints };

export type ReadingLimits = { readonly deadlineMs: number; readonly memoryMb: number };

/** Far above what an honest file needs, far below what hurts the others. */
const LIMITS: ReadingLimits = { deadlineMs: 60_000, memoryMb: 512 };
/** So many uploads are read at once; the others wait their turn. */
const THREADS_MAX = 2;

/**
 * Reads a bank file that somebody uploaded, in a thread with a limit on memory and time: whatever
 * stands in it, the server goes on answering.
 */
export function readUploadedBankFile(
  bytes: Uint8Array,
  hints: BankFileHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<BankFileReading> {
  return inThread<BankFileReading>({ kind: 'bank file', bytes, hints }, limits);
}

/** Reads a table that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedTable(
  bytes: Uint8Array,
  hints: TableHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<TableReading> {
  return inThread<TableReading>({ kind: 'table', bytes, hints }, limits);
}

/** Reads a ledger's table, audit file or invoice that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedLedger(
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<LedgerReading> {
  return inThread<LedgerReading>({ kind: 'ledger file', bytes }, limits);
}

/** Reads an electronic invoice that somebody uploaded, as `readUploadedBankFile` does. */
export function readUploadedInvoice(
  bytes: Uint8Array,
  limits: ReadingLimits = LIMITS,
): Promise<InvoiceReading> {
  return inThread<InvoiceReading>({ kind: 'invoice', bytes }, limits);
}

/** Reads a remittance advice that somebody uploaded or mailed, as `readUploadedBankFile` does. */
export function readUploadedRemittance(
  bytes: Uint8Array,
  hints: RemittanceHints = {},
  limits: ReadingLimits = LIMITS,
): Promise<RemittanceReading> {
  return inThread<RemittanceReading>({ kind: 'remittance', bytes, hints }, limits);
}

type Unread = { readonly readable: false; readonly refusal: { what: string; advice: string } };

let running = 0;
const waiting: (() => void)[] = [];

async function inThread<Reading>(
  request: FileRequest,
  limits: ReadingLimits,
): Promise<Reading | Unread> {
  if (running >= THREADS_MAX) await new Promise<void>((goOn) => waiting.push(goOn));
  else running += 1;
  try {
    return await readApart<Reading>(request, limits);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

function readApart<Reading>(
  request: FileRequest,
  { deadlineMs, memoryMb }: ReadingLimits,
): Promise<Reading | Unread> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('file-reader.worker.ts', import.meta.url), {
      workerData: request,
      resourceLimits: {
        maxOldGenerationSizeMb: memoryMb,
        maxYoungGenerationSizeMb: 64,
        stackSizeMb: 4,
      },
      env: {},
    });
    const deadline = setTimeout(() => {
      resolve(unread(`reading takes longer than ${deadlineMs / 1000} seconds`));
      void worker.terminate();
    }, deadlineMs);
    // It ends by itself then: ended by force while others begin, it may crash us (nodejs/node#56312).
    worker.once('message', (reading: Reading) => resolve(reading));
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve(unread(`reading needs more than ${memoryMb} MB of memory`));
      else reject(error);
    });
    worker.once('exit', (code) => {
      clearTimeout(deadline);
      reject(new Error(`The thread that reads files ended with ${code} and no answer.`));
    });
  });
}

function unread(what: string): Unread {
  return {
    readable: false,
    refusal: { what, advice: 'Split the file, or ask where it comes from if it is small.' },
  };
}
