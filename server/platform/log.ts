import { closeSync, openSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { destination, pino, type Logger } from 'pino';
import { giveToOwnerOf } from './postgres-program.ts';

/**
 * The log: one JSON document a line, with ids and never with names, addresses, texts or amounts.
 * Goes to standard error, or to a file when a person sits at the terminal.
 */
let output = destination({ fd: 2, sync: true });

export const log: Logger = pino(
  {
    base: { pid: process.pid },
    level: process.env['GOODTERMS_LOG_LEVEL'] ?? (process.env['VITEST'] ? 'silent' : 'info'),
    timestamp: () => `,"at":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    messageKey: 'what',
    serializers: { err: withoutPersonalData, error: withoutPersonalData },
  },
  { write: (line: string) => void output.write(line) },
);

const CAUSES_AT_MOST = 4;
const LIMIT_BYTES = 10_000_000;

export function logToFile(file: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LIMIT_BYTES) renameSync(file, `${file}.1`);
  closeSync(openSync(file, 'a', 0o600));
  giveToOwnerOf(dirname(file), file);
  output = destination({ dest: file, append: true, sync: true });
}

/**
 * Where it happened and of what kind. The message only of our own expectations: those of libraries
 * quote what they stumbled over, such as an address, a value or a piece of a file.
 */
export function withoutPersonalData(error: unknown, depth = 0): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table } = error as {
    code?: unknown;
    constraint?: string;
    table?: string;
  };
  const ours = error.message.startsWith('Expected: ');
  return {
    type: error.constructor.name,
    ...(ours ? { message: error.message } : {}),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(constraint === undefined ? {} : { constraint }),
    ...(table === undefined ? {} : { table }),
    stack: (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)),
    ...(error.cause === undefined || depth >= CAUSES_AT_MOST
      ? {}
      : { cause: withoutPersonalData(error.cause, depth + 1) }),
  };
}
