import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import { connectionTo } from '../database.ts';
import type { Cluster } from '../embedded-postgres.ts';
import { SUPERUSER } from '../new-cluster.ts';
import type { ArchiveWriter } from './archive.ts';

/** Where the copy of the cluster lies in the archive. */
export const CLUSTER = 'postgresql/';

/** What PostgreSQL makes anew, or what would only be true of this moment and machine. */
const LEFT_OUT = new Set(['postmaster.pid', 'postmaster.opts', 'backup_label', 'pg_control']);
const EMPTIED = new Set([
  'pg_wal',
  'pg_replslot',
  'pg_dynshmem',
  'pg_notify',
  'pg_serial',
  'pg_snapshots',
  'pg_stat_tmp',
  'pg_subtrans',
]);
const WAL_FOLDERS = ['pg_wal', 'pg_wal/archive_status', 'pg_wal/summaries'];
const WAL_FILE = /^[0-9A-F]{24}$/;

/**
 * PostgreSQL's own way of an online copy (PostgreSQL manual, 25.3.3): say when it begins, copy the
 * files while they change, say when it ends, and add the log written meanwhile, from which the copy
 * is made whole when it is first started. Nobody waits for it.
 */
export async function copyCluster(cluster: Cluster, archive: ArchiveWriter): Promise<void> {
  const client = new Client({
    ...connectionTo({ ...cluster, user: SUPERUSER, database: 'postgres' }),
    application_name: 'goodterms backup',
  });
  await client.connect();
  try {
    // Holds the log from here on; gone with this connection, however it ends.
    const slot = `backup_${process.pid}`;
    await client.query('select pg_create_physical_replication_slot($1, true, true)', [slot]);
    const from = await answer(
      client,
      `select pg_walfile_name(pg_backup_start('backup', true)) as it`,
    );
    await copyFolder(cluster.databaseFolder, '', archive);
    const { rows } = await client.query<{ lsn: string; label: string }>(
      'select lsn::text, labelfile as label from pg_backup_stop(false)',
    );
    const until = await answer(client, 'select pg_walfile_name($1::pg_lsn) as it', [rows[0]?.lsn]);
    await answer(client, 'select pg_switch_wal() as it');

    await archive.bytes(`${CLUSTER}backup_label`, Buffer.from(rows[0]?.label ?? ''));
    await archive.file(
      `${CLUSTER}global/pg_control`,
      join(cluster.databaseFolder, 'global/pg_control'),
    );
    for (const folder of WAL_FOLDERS) await archive.folder(CLUSTER + folder);
    const wal = join(cluster.databaseFolder, 'pg_wal');
    for (const name of (await readdir(wal)).toSorted())
      if (WAL_FILE.test(name) && name >= from && name <= until)
        await archive.file(`${CLUSTER}pg_wal/${name}`, join(wal, name));
  } finally {
    await client.end();
  }
}

async function copyFolder(root: string, inside: string, archive: ArchiveWriter): Promise<void> {
  for (const entry of await readdir(join(root, inside), { withFileTypes: true })) {
    const path = join(inside, entry.name);
    if (LEFT_OUT.has(entry.name) || /^(pgsql_tmp|pg_internal\.init)/.test(entry.name)) continue;
    if (entry.isDirectory()) {
      await archive.folder(CLUSTER + path);
      if (!EMPTIED.has(path)) await copyFolder(root, path, archive);
    } else if (entry.isFile()) await copyFile(root, path, archive);
  }
}

/** A file may be dropped between the listing and the copy; the log knows that it was. */
async function copyFile(root: string, path: string, archive: ArchiveWriter): Promise<void> {
  try {
    await archive.file(CLUSTER + path, join(root, path));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

async function answer(client: Client, text: string, values: unknown[] = []): Promise<string> {
  const { rows } = await client.query<{ it: string }>(text, values);
  return rows[0]?.it ?? '';
}
