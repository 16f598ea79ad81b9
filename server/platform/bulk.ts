import { once } from 'node:events';
import { finished } from 'node:stream/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { from as copyFrom } from 'pg-copy-streams';
import type { Context } from './context.ts';
import { connectionHere, sql, type RawBuilder } from './database.ts';

/** A value of a row to load; null is SQL's null. */
export type BulkValue = string | bigint | number | boolean | null | undefined;

const CHUNK_CHARACTERS = 256 * 1024;

/**
 * Loads rows by COPY, the fastest way into PostgreSQL; `target` is 'table (column, …)'. Row-level
 * security does not allow COPY into a tenant's table, so it goes into a temporary one.
 */
export function copyRows(target: string, rows: Iterable<readonly BulkValue[]>): Promise<void> {
  return copyChunks(target, chunks(rows));
}

async function copyChunks(target: string, written: Iterable<Buffer>): Promise<void> {
  const stream = connectionHere().query(copyFrom(`copy ${target} from stdin`));
  const done = finished(stream);
  // Awaited below; a failure in between must not count as nobody's.
  done.catch(() => undefined);
  try {
    for (const chunk of written)
      if (!stream.write(chunk)) await Promise.race([once(stream, 'drain'), done]);
    stream.end();
  } catch (error) {
    // Tells the server to give up; else the connection would wait for the rest for ever.
    stream.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  await done;
}

/** Rows for a staging table, and the statement that takes them from there to where they belong. */
export type LoadStep = {
  readonly target: string;
  readonly rows: () => Iterable<readonly BulkValue[]>;
  /** What the planner must know of the staged rows first. */
  readonly analyze?: RawBuilder<unknown>;
  readonly insert: RawBuilder<unknown>;
};

/** One step after the other; while the database inserts, the rows of the next step are written. */
export async function loadInTurn(ctx: Context, steps: readonly LoadStep[]): Promise<void> {
  const writtenFor = (at: number) => [...chunks(steps[at]?.rows() ?? [])];
  let written = writtenFor(0);
  for (const [at, { target, analyze, insert }] of steps.entries()) {
    await copyChunks(target, written);
    await analyze?.execute(ctx.db);
    written = await meanwhile(insert.execute(ctx.db), () => writtenFor(at + 1));
  }
}

/** Waits for the database, and makes something while it works. */
export async function meanwhile<Made>(work: Promise<unknown>, make: () => Made): Promise<Made> {
  // The next turn comes when what the database is asked has left.
  const [made] = await Promise.all([nextTurn().then(make), work]);
  return made;
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

/** As bytes: a text that is glued of a million cells and kept would keep each of them alive. */
function* chunks(rows: Iterable<readonly BulkValue[]>): Generator<Buffer> {
  let chunk = '';
  for (const row of rows) {
    chunk += line(row);
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield Buffer.from(chunk);
    chunk = '';
  }
  yield Buffer.from(chunk);
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
