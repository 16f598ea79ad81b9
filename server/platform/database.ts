import { AsyncLocalStorage } from 'node:async_hooks';
import type { Writable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { Kysely, PostgresDialect, sql, type RawBuilder, type Transaction } from 'kysely';
import { escapeLiteral, Pool, types, type PoolClient } from 'pg';
import { KeepingClient } from './kept-plan.ts';

export { sql, type RawBuilder };

/**
 * The one way to reach PostgreSQL. A connection inside a transaction; there is no other. Tables
 * are named in SQL by hand, so Kysely is told nothing about them.
 */
export type Database = Transaction<Untyped>;
// oxlint-disable-next-line typescript/no-explicit-any -- Kysely's own word for "any table"
export type Untyped = any;

/** How to reach the server: a URL, or the folder of a unix socket. */
export type DatabaseAddress =
  | { readonly url: string }
  | { readonly socketFolder: string; readonly user: string; readonly database: string };

export type DatabasePool = {
  readonly kysely: Kysely<Untyped>;
  readonly pool: Pool;
  close(): Promise<void>;
};

/** Amounts as bigint and days as text: JavaScript numbers and Dates would bend both. */
const INT8 = 20;
const DATE = 1082;
const INT8_ARRAY = 1016;
const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return bigint;
    if (oid === DATE) return (text: string) => text;
    if (oid === INT8_ARRAY) return bigints;
    return types.getTypeParser(oid, format);
  },
};

/** Most sums in a table of many are nothing. */
function bigint(text: string): bigint {
  return text === '0' ? 0n : BigInt(text);
}

function bigints(text: string): bigint[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',').map(bigint);
}

const STATEMENT_TIMEOUT_MS = 120_000;
const LOCK_TIMEOUT_MS = 15_000;
const IDLE_IN_TRANSACTION_TIMEOUT_MS = 60_000;

/** The number by which PostgreSQL names its socket. */
const SOCKET_PORT = 5432;

/** An address as the driver takes it; what PGPORT and PGSSLMODE say is of another database. */
export function connectionTo(address: DatabaseAddress) {
  if ('url' in address) return { connectionString: address.url };
  const { socketFolder, user, database } = address;
  return { host: socketFolder, port: SOCKET_PORT, ssl: false, user, database };
}

export function openPool(address: DatabaseAddress, options: { max?: number } = {}): DatabasePool {
  const pool = new Pool({
    ...connectionTo(address),
    max: options.max ?? 12,
    Client: KeepingClient,
    types: TYPES,
    connectionTimeoutMillis: 10_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    lock_timeout: LOCK_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT_MS,
    application_name: 'goodterms',
  });
  // A connection that dies while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', () => undefined);
  // One that dies while it is in use as well: whoever uses it hears of it from its query.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<Untyped>({
    dialect: new PostgresDialect({ pool: noting(pool) }),
  });
  return { kysely, pool, close: () => pool.end() };
}

/** The flow of work that holds a transaction, with its connection for what Kysely cannot say. */
type Flow = { client?: OurClient; readonly entering?: string };
type OurClient = PoolClient & KeepingClient;
const inTransaction = new AsyncLocalStorage<Flow>();

/** The same pool; the connections it hands out are noted in the flow that asked. */
function noting(pool: Pool): Pool {
  const connect = async () => {
    const client = (await pool.connect()) as OurClient;
    const flow = inTransaction.getStore();
    if (flow) flow.client = client;
    client.entering = flow?.entering;
    return client;
  };
  return Object.create(pool, { connect: { value: connect } }) as Pool;
}

function clientHere(): OurClient {
  const client = inTransaction.getStore()?.client;
  assert(client !== undefined, 'a transaction in this flow of work');
  return client;
}

/**
 * Waits until what the transaction of the caller asks has left: rows for the database are more than
 * a socket holds, and the database cannot begin while we are busy with something else.
 */
export async function allSent(): Promise<void> {
  await nextTurn();
  const { stream } = (clientHere() as OurClient & { connection: { stream: Writable } }).connection;
  while (stream.writableLength > 0 && !stream.destroyed) await nextTurn();
}

/**
 * One transaction in the application role, seeing one tenant's rows only. A second transaction
 * opened inside it would wait for a connection that it holds itself, so that is refused.
 */
export async function asTenant<Result>(
  pool: DatabasePool,
  tenantId: TenantId,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  assert(inTransaction.getStore() === undefined, 'one transaction at a time in one flow of work');
  const entering = enteringAs('app.tenant', tenantId);
  return inTransaction.run({ entering }, () => pool.kysely.transaction().execute(entered(work)));
}

/** Nothing is done before the role and whom it sees are set. */
function entered<Result>(work: (db: Database) => Promise<Result>) {
  return (db: Database) => {
    assert(clientHere().entering === undefined, 'a transaction that was entered');
    return work(db);
  };
}

/** The role and whom it sees, for the length of a transaction. */
function enteringAs(who: 'app.tenant' | 'app.user', id: string): string {
  return `select set_config('role', 'goodterms_app', true), set_config('${who}', ${escapeLiteral(id)}, true)`;
}

/** One transaction in the application role before a tenant is entered: it sees a person's memberships only. */
export async function asUser<Result>(
  pool: DatabasePool,
  userId: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  assert(inTransaction.getStore() === undefined, 'one transaction at a time in one flow of work');
  const entering = enteringAs('app.user', userId);
  return inTransaction.run({ entering }, () => pool.kysely.transaction().execute(entered(work)));
}

/** Enters a tenant in a transaction that began without one. */
export async function enterTenant(db: Database, tenantId: TenantId): Promise<void> {
  await sql`select set_config('app.tenant', ${tenantId}, true)`.execute(db);
}

/** One transaction as the owner of the schema: migrations, making a tenant, the installation row. */
export async function asOwner<Result>(
  pool: DatabasePool,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  assert(inTransaction.getStore() === undefined, 'one transaction at a time in one flow of work');
  return inTransaction.run({}, () => pool.kysely.transaction().execute(work));
}

/** Runs SQL and answers its rows. */
export async function rows<Row>(
  ctx: { readonly db: Database },
  query: RawBuilder<unknown>,
): Promise<Row[]> {
  const result = await query.execute(ctx.db);
  return result.rows as Row[];
}

/** Runs SQL that answers one row or none. */
export async function first<Row>(
  ctx: { readonly db: Database },
  query: RawBuilder<unknown>,
): Promise<Row | undefined> {
  const [row] = await rows<Row>(ctx, query);
  return row;
}

/**
 * A list as one parameter, written the way PostgreSQL writes arrays: `${list(ids)}::bigint[]`. The
 * driver can do this too, and takes four times as long over long lists.
 */
export function list(
  values: readonly (string | number | bigint | boolean | null | undefined)[],
): string {
  const written = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    const text = String(value);
    if (PLAIN_ELEMENT.test(text)) return text;
    return NEEDS_ESCAPE.test(text) ? `"${text.replace(ESCAPED, String.raw`\$&`)}"` : `"${text}"`;
  });
  return `{${written.join(',')}}`;
}

/** Never the word NULL, which would be read as no value. */
const PLAIN_ELEMENT = /^(?!null$)[\w.:+-]+$/i;
const NEEDS_ESCAPE = /["\\]/;
const ESCAPED = /["\\]/g;

/** PostgreSQL's five-letter code of an error, such as 23505 for a unique key that is taken. */
export function sqlState(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}
