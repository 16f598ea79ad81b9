import { assert } from '@goodterms/core/kernel/assert.ts';
import type { Context } from './context.ts';
import { allSent, sql, type RawBuilder } from './database.ts';

/** A statement that writes many rows, and how many it must write. */
export type Insert = { readonly statement: RawBuilder<unknown>; readonly rows: number };

/**
 * One statement after the other; while the database inserts, the rows of the next are written. A
 * statement that writes fewer rows than it was given has left out one that names what is not there.
 * Answers what the last of them leaves to answer.
 */
export async function insertInTurn<Result>(
  ctx: Context,
  inserts: Iterator<Insert, Result>,
): Promise<Result> {
  let next = inserts.next();
  while (!next.done) {
    const { statement, rows } = next.value;
    const work = statement.execute(ctx.db);
    next = await meanwhile(work, () => inserts.next());
    const { numAffectedRows } = await work;
    assert(numAffectedRows === BigInt(rows), `${rows} rows, not ${numAffectedRows}`);
  }
  return next.value;
}

/** The same, one after the other; the first is made now and the others when they are asked for. */
export function firstMade<Made>(all: Generator<Made, void>): Iterable<Made> {
  let next = all.next();
  return (function* made() {
    for (; !next.done; next = all.next()) yield next.value;
  })();
}

/** Waits for the database, and makes something while it works. */
export async function meanwhile<Made>(work: Promise<unknown>, make: () => Made): Promise<Made> {
  const [made] = await Promise.all([Promise.race([allSent(), work]).then(make), work]);
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
