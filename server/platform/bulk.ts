import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Context } from './context.ts';
import { connectionHere, sql } from './database.ts';

/** A value of a row to load; null is SQL's null. */
export type BulkValue = string | bigint | number | boolean | null | undefined;

const CHUNK_CHARACTERS = 256 * 1024;

/**
 * Loads rows by COPY, the fastest way into PostgreSQL; `target` is 'table (column, …)'. Row-level
 * security does not allow COPY into a tenant's table, so it goes into a temporary one.
 */
export async function copyRows(
  target: string,
  rows: Iterable<readonly BulkValue[]>,
): Promise<void> {
  const stream = connectionHere().query(copyFrom(`copy ${target} from stdin`));
  const done = finished(stream);
  // Awaited below; a failure in between must not count as nobody's.
  done.catch(() => undefined);
  try {
    for (const chunk of chunks(rows))
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
    stream.end();
  } catch (error) {
    // Tells the server to give up; else the connection would wait for the rest for ever.
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  await done;
}

/**
 * Inserts sets of rows whose keys the statement itself has joined, or this transaction has locked or
 * inserted. Row by row PostgreSQL would look every key up once more, which takes three times as long
 * as the insert. Where the owner of our database may switch these checks off, it does so for the
 * work and no longer; elsewhere they stay. Nothing that is named can vanish meanwhile: the
 * application has no right to delete it. Checks of the row itself, unique keys and row-level
 * security hold as ever.
 */
export async function withKeysJoined<Result>(
  ctx: Context,
  work: () => Promise<Result>,
): Promise<Result> {
  await setRowTriggers(ctx, 'replica');
  const result = await work();
  await setRowTriggers(ctx, 'origin');
  return result;
}

/** So few that to switch the checks off and on takes longer than to make them. */
const FEW = 200;

/** The same for sets of any size. */
export function withKeysKnown<Result>(
  ctx: Context,
  count: number,
  work: () => Promise<Result>,
): Promise<Result> {
  return count <= FEW ? work() : withKeysJoined(ctx, work);
}

async function setRowTriggers({ db }: Context, to: 'origin' | 'replica'): Promise<void> {
  await sql`select set_config('role', 'none', true)`.execute(db);
  await sql`select set_config('session_replication_role', ${to}, true)
             where has_parameter_privilege('session_replication_role', 'set')`.execute(db);
  await sql`select set_config('role', 'goodterms_app', true)`.execute(db);
}

function* chunks(rows: Iterable<readonly BulkValue[]>): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += line(row);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

function line(row: readonly BulkValue[]): string {
  let text = '';
  for (let i = 0; i < row.length; i += 1) text += `${i === 0 ? '' : '\t'}${cell(row[i])}`;
  return `${text}\n`;
}

const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

function cell(value: BulkValue): string {
  if (value === null || value === undefined) return '\\N';
  if (typeof value !== 'string') return String(value);
  return NEEDS_ESCAPE.test(value)
    ? value.replaceAll(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign)
    : value;
}
