import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BankFileHints } from '@goodterms/formats/bank-file.ts';
import type { RemittanceHints } from '@goodterms/formats/remittance/remittance.ts';
import type { TableHints } from '@goodterms/formats/table/read-table.ts';
import { log } from './log.ts';

/** What the process is asked; the file travels with it. */
export type FileRequest =
  | { readonly kind: 'bank file'; readonly bytes: Uint8Array; readonly hints: BankFileHints }
  | {
      readonly kind: 'look at a bank file';
      readonly bytes: Uint8Array;
      readonly hints: BankFileHints;
    }
  | { readonly kind: 'table'; readonly bytes: Uint8Array; readonly hints: TableHints }
  | { readonly kind: 'ledger file'; readonly bytes: Uint8Array }
  | { readonly kind: 'invoice'; readonly bytes: Uint8Array }
  | {
      readonly kind: 'remittance';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly hints: RemittanceHints;
    };

export type ReadingLimits = { readonly deadlineMs: number; readonly memoryMb: number };

export type Unread = {
  readonly readable: false;
  readonly refusal: { what: string; advice: string };
};

/** What the process answers, with the processor time and the memory that it took. */
export type FileAnswer<Reading> = {
  readonly reading: Reading;
  readonly cpuMs: number;
  readonly peakMb: number;
};

const ENTRY = fileURLToPath(new URL('reading-process.worker.ts', import.meta.url));
const HOUSE = fileURLToPath(new URL('../../', import.meta.url));
/** As much of what the process complains about as tells why it broke off. */
const COMPLAINT_CHARS_MAX = 10_000;
const NOTHING = { cpuMs: 0, peakMb: 0 };

/**
 * Reads one file in a process that lives for it alone, may read the house's own files, and may
 * neither write one nor start anything. A process and not a thread: threads that run out of memory
 * or are ended by force take the server down with them now and then (nodejs/node#56312). Throws if
 * a reader has a mistake.
 */
export function readInOwnProcess<Reading>(
  request: FileRequest,
  { deadlineMs, memoryMb }: ReadingLimits,
): Promise<FileAnswer<Reading | Unread>> {
  return new Promise((resolve, reject) => {
    const child = fork(ENTRY, {
      execArgv: [
        `--max-old-space-size=${memoryMb}`,
        '--max-semi-space-size=16',
        '--permission',
        `--allow-fs-read=${HOUSE}`,
      ],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-COMPLAINT_CHARS_MAX);
    });
    const deadline = setTimeout(() => {
      resolve(unread(`reading takes longer than ${deadlineMs / 1000} seconds`));
      child.removeAllListeners('close').kill('SIGKILL');
    }, deadlineMs);
    child.once('message', (answer: FileAnswer<Reading>) => resolve(answer));
    // More than one may come: when it dies while the file is on its way to it.
    child.on('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(deadline);
      if (complaint.includes('heap out of memory'))
        resolve(unread(`reading needs more than ${memoryMb} MB of memory`));
      else if (signal) {
        // Mostly by a machine that had no memory left.
        log.error({ signal, kind: request.kind, err: placed(complaint) }, 'reading was broken off');
        resolve(unread(`reading was broken off by the machine (${signal})`));
      } else {
        const message = `Expected: an answer of the reader, which ended with ${code}`;
        reject(new Error(message, { cause: placed(complaint) }));
      }
    });
    child.send(request);
  });
}

/** Where it broke off; what a complaint says besides may be out of the file and stays unsaid. */
function placed(complaint: string): Error {
  const places = complaint.split('\n').filter((line) => /^\s+at /.test(line));
  return Object.assign(new Error('in the reader'), { stack: places.join('\n') });
}

function unread(what: string): FileAnswer<Unread> {
  const advice = 'Split the file, or ask where it comes from if it is small.';
  return { reading: { readable: false, refusal: { what, advice } }, ...NOTHING };
}
