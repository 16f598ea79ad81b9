import { parentPort, workerData } from 'node:worker_threads';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import type { FileRequest } from './file-reader.ts';

/** Reads one file in a thread of its own and says what it found; see file-reader.ts. */
const request = workerData as FileRequest;
const reading =
  request.kind === 'bank file'
    ? readBankFile(request.bytes, request.hints)
    : readTable(request.bytes, request.hints);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage(reading);
