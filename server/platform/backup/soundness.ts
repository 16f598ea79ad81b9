import { openPool } from '../database.ts';
import { DATABASE } from '../cluster-presence.ts';
import { SUPERUSER } from '../new-cluster.ts';
import type { Installation } from '../installation.ts';
import { CannotStart } from '../postgres-program.ts';

/**
 * Reads every page of every table and the order of every index, with PostgreSQL's own examiner. The
 * checksums of the pages are checked on the way. Leaves no trace in the database.
 */
export async function checkSoundness({ presence }: Installation): Promise<void> {
  if (!presence) return;
  const { socketFolder } = presence.cluster;
  const pool = openPool({ socketFolder, user: SUPERUSER, database: DATABASE }, { max: 1 });
  const client = await pool.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local statement_timeout = 0');
    await client.query('create extension amcheck');
    const { rows } = await client.query<{ table: string }>(`
      select distinct c.oid::regclass::text as table
        from pg_class c, lateral verify_heapam(c.oid) as broken
       where c.relkind = 'r' and c.relpersistence = 'p'`);
    await client.query(`
      select bt_index_check(c.oid)
        from pg_class c join pg_am a on a.oid = c.relam
        join pg_index i on i.indexrelid = c.oid and i.indisvalid
       where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p'`);
    if (rows.length > 0) throw new Error(rows.map(({ table }) => table).join(', '));
    await client.query('rollback');
    client.release();
  } catch (error) {
    client.release(true);
    const what = error instanceof Error ? error.message : 'unknown';
    throw new CannotStart(`The copy is not sound: ${what}. The database needs a look.`);
  } finally {
    await pool.close();
  }
}
