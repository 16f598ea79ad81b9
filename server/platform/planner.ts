import type { RawBuilder } from 'kysely';
import type { Context } from './context.ts';
import {
  asOwner,
  first,
  rows,
  sql,
  sqlState,
  type Database,
  type DatabasePool,
} from './database.ts';

const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Tells the planner what is in the tables, after many rows came in at once. By itself the database
 * looks a minute later, and until then takes every table for nearly empty. Nobody waits for whoever
 * holds a table to fill it: then the database looks by itself.
 */
export async function gatherStatistics(pool: DatabasePool): Promise<void> {
  try {
    await asOwner(pool, async (db) => {
      await sql`set local lock_timeout = '1s'`.execute(db);
      await sql`analyze`.execute(db);
    });
  } catch (error) {
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
  }
}

/** So many rows are quickly read through, whatever the planner thinks of their number. */
const FEW_ROWS = 5000;

/**
 * Whether a fact that fills a table was recorded, and nobody has been told of it yet, while the
 * planner knows less than half of the table's rows.
 */
export async function hasOutgrownItsPlans(
  ctx: Context,
  table: string,
  fact: string,
): Promise<boolean> {
  const waiting = await first<{ known: number }>(
    ctx,
    sql`
    select greatest(reltuples, ${FEW_ROWS}::int) as known
      from pg_class
     where oid = ${table}::regclass
       and exists (select from unhandled_fact u
                     join journal j on j.tenant_id = ${ctx.tenantId} and j.id = u.journal_id
                    where u.tenant_id = ${ctx.tenantId} and j.fact = ${fact})`,
  );
  if (waiting === undefined) return false;
  const held = await first<{ count: number }>(
    ctx,
    sql`select count(*)::int as count from ${sql.table(table)} where tenant_id = ${ctx.tenantId}`,
  );
  return (held?.count ?? 0) > 2 * waiting.known;
}

/**
 * To be called before very many rows are inserted, with the tables that take them and may be
 * changed by us. Two things would else make each check of a foreign key read a whole table: a plan
 * that this session made while the table was small, and statistics gathered meanwhile, which count
 * none of the rows that nobody else can see yet.
 */
export async function beforeManyRows(
  ctx: { readonly db: Database },
  tables: readonly string[],
): Promise<void> {
  let mayWait = true;
  for (const table of tables) {
    if ((await locked(ctx, table, { waitMs: 0 })) || !mayWait) continue;
    // The database's own tidying gives way after a second; another one of us holds all to its end.
    mayWait = await locked(ctx, table, { waitMs: TIDYING_GIVES_WAY_MS });
  }
  await planAnew(ctx);
}

const TIDYING_GIVES_WAY_MS = 2_500;

/** Whether statistics of the table are ours to keep away until this transaction ends. */
async function locked(
  { db }: { readonly db: Database },
  table: string,
  { waitMs }: { readonly waitMs: number },
): Promise<boolean> {
  const how = waitMs === 0 ? sql`nowait` : sql``;
  await sql`savepoint before_the_lock`.execute(db);
  try {
    if (waitMs > 0)
      await sql`select set_config('lock_timeout', ${`${waitMs}ms`}, true)`.execute(db);
    await sql`lock table ${sql.table(table)} in share update exclusive mode ${how}`.execute(db);
    if (waitMs > 0) await sql`set local lock_timeout to default`.execute(db);
    return true;
  } catch (error) {
    if (sqlState(error) !== LOCK_NOT_AVAILABLE) throw error;
    await sql`rollback to savepoint before_the_lock`.execute(db);
    return false;
  }
}

/** Lets this session forget the plans that it made before a table grew. */
export async function planAnew(ctx: { readonly db: Database }): Promise<void> {
  await sql`discard plans`.execute(ctx.db);
}

/**
 * Runs SQL that joins very many rows. Of those that this transaction has written itself the planner
 * knows nothing yet: it takes them for a few, and would go through all of them for each one.
 */
export async function rowsByHashing<Row>(
  ctx: { readonly db: Database },
  query: RawBuilder<unknown>,
): Promise<Row[]> {
  return without(ctx, 'enable_nestloop', () => rows<Row>(ctx, query));
}

/**
 * Runs SQL that looks a few rows up in an index each time. Of a table that this transaction has
 * filled itself the planner knows nothing yet, and would read the whole of it every time.
 */
export async function rowsByIndex<Row>(
  ctx: { readonly db: Database },
  query: RawBuilder<unknown>,
): Promise<Row[]> {
  return without(ctx, 'enable_seqscan', () => rows<Row>(ctx, query));
}

/** Statements inside are planned without a way that does not suit them. */
export async function without<Result>(
  ctx: { readonly db: Database },
  way: 'enable_nestloop' | 'enable_seqscan',
  work: () => Promise<Result>,
): Promise<Result> {
  await sql`select set_config(${way}, 'off', true)`.execute(ctx.db);
  const result = await work();
  await sql`select set_config(${way}, 'on', true)`.execute(ctx.db);
  return result;
}
