import type { PoolClient } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { finished } from 'node:stream/promises';
import type { DatabasePool } from '../database.ts';
import { readArchive, type ArchiveWriter, type Sink } from './archive.ts';

/** Where the tables lie in the archive: `tables/0003 public.customer/000001`. */
const TABLES = 'tables/';
const PIECE_BYTES = 8 * 1024 * 1024;

type Table = {
  readonly schema: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly hasTenant: boolean;
};

/**
 * Every row of every table as PostgreSQL writes it in text, from one snapshot, while others work.
 * Row-level security holds for the owner as well, so rows of business are read company by company.
 */
export async function copyTables(pool: DatabasePool, archive: ArchiveWriter): Promise<void> {
  await inTransaction(pool, 'repeatable read, read only', async (client) => {
    const { rows: tenants } = await client.query<{ id: string }>(
      'select id::text as id from tenant',
    );
    const tables = await tablesInOrder(client);
    for (const [number, table] of tables.entries()) {
      const pieces = new Pieces(archive, `${String(number).padStart(4, '0')} ${nameOf(table)}`);
      const columns = table.columns.map(quoted).join(', ');
      for (const { id } of table.hasTenant ? tenants : [{ id: '' }]) {
        await client.query(`select set_config('app.tenant', $1, true)`, [id]);
        const rows = `select ${columns} from ${quotedName(table)}`;
        const where = table.hasTenant ? ` where tenant_id = '${id}'` : '';
        const stream = client.query(copyTo(`copy (${rows}${where}) to stdout`));
        for await (const chunk of stream) await pieces.add(chunk as Buffer);
      }
      await pieces.end();
    }
  });
}

/** Fills an empty database of the same schema, all or nothing. */
export async function loadTables(pool: DatabasePool, path: string): Promise<void> {
  await inTransaction(pool, 'read committed', async (client) => {
    const tables = await tablesInOrder(client);
    const forced = await forcedTables(client);
    // The owner may pass by the policies of its own tables, within this transaction alone.
    for (const name of forced)
      await client.query(`alter table ${name} no force row level security`);
    for (const table of tables.toReversed()) await client.query(`delete from ${quotedName(table)}`);

    let open: { name: string; sink: CopySink } | undefined;
    await readArchive(path, async (entry) => {
      const name = /^tables\/\d+ ([^/]+)\//.exec(entry)?.[1];
      if (name === undefined) return undefined;
      if (open?.name !== name) {
        await open?.sink.end();
        const table = tables.find((one) => nameOf(one) === name);
        if (!table) throw new Error(`Expected: a table ${name}`);
        open = { name, sink: new CopySink(client, table) };
      }
      return open.sink;
    });
    await open?.sink.end();

    for (const table of tables) await continueNumbers(client, table);
    for (const name of forced) await client.query(`alter table ${name} force row level security`);
  });
}

/** Referenced tables before those that refer to them. */
async function tablesInOrder(client: PoolClient): Promise<Table[]> {
  const { rows: tables } = await client.query<Table & { oid: number }>(`
    select c.oid::int as oid, n.nspname as schema, c.relname as name,
           array_agg(a.attname::text order by a.attnum) filter (where a.attgenerated = '') as columns,
           bool_or(a.attname = 'tenant_id') and c.relrowsecurity as "hasTenant"
      from pg_class c
      join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p') and not c.relispartition
       and n.nspname in ('public', 'auth') and c.relname <> 'migration'
     group by c.oid, n.nspname, c.relname, c.relrowsecurity
     order by n.nspname, c.relname`);
  const { rows: references } = await client.query<{ from: number; to: number }>(
    `select conrelid::int as from, confrelid::int as to from pg_constraint
      where contype = 'f' and conrelid <> confrelid`,
  );
  const ordered: (Table & { oid: number })[] = [];
  let left = tables;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ oid }) => oid));
    const ready = left.filter(
      ({ oid }) => !references.some(({ from, to }) => from === oid && waiting.has(to)),
    );
    if (ready.length === 0) throw new Error('Expected: no circle of foreign keys');
    ordered.push(...ready);
    left = left.filter(({ oid }) => !ready.some((one) => one.oid === oid));
  }
  return ordered;
}

async function forcedTables(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relforcerowsecurity and n.nspname in ('public', 'auth')`,
  );
  return rows.map(({ name }) => name);
}

/** COPY writes ids as they were; the next new one must come after them. */
async function continueNumbers(client: PoolClient, table: Table): Promise<void> {
  const { rows } = await client.query<{ column: string }>(
    `select attname as column from pg_attribute where attrelid = $1::regclass and attidentity <> ''`,
    [quotedName(table)],
  );
  for (const { column } of rows)
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), coalesce(max(${quoted(column)}), 1), max(${quoted(column)}) is not null)
         from ${quotedName(table)}`,
      [quotedName(table), column],
    );
}

async function inTransaction<Result>(
  pool: DatabasePool,
  kind: string,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.pool.connect();
  try {
    await client.query(`begin isolation level ${kind}`);
    await client.query(`set local statement_timeout = 0`);
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Rows leave in pieces of a size that fits in memory, since nobody knows how many there will be. */
class Pieces {
  readonly #archive: ArchiveWriter;
  readonly #name: string;
  #held: Buffer[] = [];
  #bytes = 0;
  #count = 0;

  constructor(archive: ArchiveWriter, name: string) {
    this.#archive = archive;
    this.#name = name;
  }

  async add(chunk: Buffer): Promise<void> {
    this.#held.push(chunk);
    this.#bytes += chunk.length;
    if (this.#bytes >= PIECE_BYTES) await this.end();
  }

  async end(): Promise<void> {
    if (this.#bytes === 0) return;
    this.#count += 1;
    const piece = String(this.#count).padStart(6, '0');
    await this.#archive.bytes(`${TABLES}${this.#name}/${piece}`, Buffer.concat(this.#held));
    this.#held = [];
    this.#bytes = 0;
  }
}

/** One COPY that goes on over all pieces of a table. */
class CopySink implements Sink {
  readonly #stream: NodeJS.WritableStream;
  readonly #ended: Promise<void>;

  constructor(client: PoolClient, table: Table) {
    const columns = table.columns.map(quoted).join(', ');
    this.#stream = client.query(copyFrom(`copy ${quotedName(table)} (${columns}) from stdin`));
    this.#ended = finished(this.#stream);
    this.#ended.catch(() => undefined);
  }

  write(chunk: Uint8Array): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#ended.catch(reject);
      this.#stream.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  }

  /** A piece has ended, the table perhaps not. */
  async close(): Promise<void> {}

  async end(): Promise<void> {
    this.#stream.end();
    await this.#ended;
  }
}

function nameOf({ schema, name }: Table): string {
  return `${schema}.${name}`;
}

function quotedName({ schema, name }: Table): string {
  return `${quoted(schema)}.${quoted(name)}`;
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
