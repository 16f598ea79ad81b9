import { parentPort, workerData } from 'node:worker_threads';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { readInvoice } from '@goodterms/formats/invoice/read.ts';
import { readLedgerFile } from '@goodterms/formats/ledger/read.ts';
import { readRemittance } from '@goodterms/formats/remittance/read.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import type { FileRequest } from './file-reader.ts';

/** Reads one file in a thread of its own and says what it found; see file-reader.ts. */
const reading = readingOf(workerData as FileRequest);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(reading);

function readingOf(request: FileRequest) {
  switch (request.kind) {
    case 'bank file':
      return readBankFile(request.bytes, request.hints);
    case 'table':
      return readTable(request.bytes, request.hints);
    case 'ledger file':
      return readLedgerFile(request.bytes);
    case 'invoice':
      return readInvoice(request.bytes);
    case 'remittance':
      return readRemittance(request.bytes, request.hints);
  }
}
