import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { connectionTo, sqlState } from './database.ts';
import {
  BUSY,
  OWNER,
  startCluster,
  type Cluster,
  type ClusterOptions,
} from './embedded-postgres.ts';
import { SUPERUSER } from './new-cluster.ts';
import { CannotStart } from './postgres-program.ts';

/**
 * A process that uses the cluster. One owner at most, `goodterms serve`; commands are guests beside
 * it. The last to leave ends the cluster. Both facts are session locks in the database: the kernel
 * closes the connection of a process that is killed, and with it they are gone.
 */
export type Presence = {
  readonly cluster: Cluster;
  /** Whether an owner works here beside this guest. */
  readonly hasOwner: boolean;
  /** Whether nobody stays; then the cluster has ended. */
  leave(): Promise<boolean>;
};

export type PresenceOptions = ClusterOptions & {
  readonly as: 'owner' | 'guest';
  /** The database went away under the owner and could not be brought back. */
  readonly onLost?: (error: unknown) => void;
};

const PRESENT = 7_041_701;
const OWNS = 7_041_702;
const ENTER_TIMEOUT_MS = 60_000;
/** A process that was just killed may hold its connection for a moment. */
const OWNER_TIMEOUT_MS = 1500;
const LOOK_AGAIN_MS = 50;

export async function enterCluster(options: PresenceOptions): Promise<Presence> {
  let { cluster, client } = await enter(options);
  let leaving = false;
  const hasOwner = options.as === 'owner' ? true : await isOwned(client);

  // A crash inside PostgreSQL ends all its connections, and with this one our claim: take it again.
  const watch = () =>
    client
      .once('error', () => undefined)
      .once('end', () => {
        if (leaving || options.as !== 'owner') return;
        comeBack().catch((error: unknown) => options.onLost?.(error));
      });
  const comeBack = async () => {
    const { socketFolder } = cluster;
    ({ cluster, client } = await enter({ ...options, socketFolder }));
    if (cluster.socketFolder !== socketFolder)
      throw new CannotStart('The database was started by another process. Start again.', BUSY);
    watch();
  };
  watch();

  return {
    get cluster() {
      return cluster;
    },
    hasOwner,
    async leave() {
      leaving = true;
      const alone = await isAlone(client).catch(() => false);
      if (alone) await cluster.stop();
      await client.end().catch(() => undefined);
      return alone;
    },
  };
}

/** Starts or joins until it is in; the cluster may be on its way down when we knock. */
async function enter(options: PresenceOptions): Promise<{ cluster: Cluster; client: Client }> {
  const deadline = Date.now() + ENTER_TIMEOUT_MS;
  for (;;) {
    const cluster = await startCluster(options);
    const client = new Client({
      ...connectionTo({ ...cluster, user: SUPERUSER, database: 'postgres' }),
      application_name: `goodterms ${options.as} ${process.pid}`,
      connectionTimeoutMillis: 10_000,
    });
    // oxlint-disable-next-line typescript/no-empty-function -- the query that fails tells
    client.on('error', () => {});
    try {
      await client.connect();
      await client.query('select pg_advisory_lock_shared($1)', [PRESENT]);
      if (options.as === 'owner') await own(client, options.dataFolder);
      await prepare(client);
      return { cluster, client };
    } catch (error) {
      await client.end().catch(() => undefined);
      if (error instanceof CannotStart || Date.now() > deadline || !isPassing(error)) throw error;
      await sleep(LOOK_AGAIN_MS);
    }
  }
}

async function own(client: Client, dataFolder: string): Promise<void> {
  const deadline = Date.now() + OWNER_TIMEOUT_MS;
  for (;;) {
    const { rows } = await client.query<{ got: boolean }>(
      'select pg_try_advisory_lock($1) as got',
      [OWNS],
    );
    if (rows[0]?.got) return;
    if (Date.now() > deadline)
      throw new CannotStart(
        `Goodterms is already running on ${dataFolder}. Stop it first, or name another folder with --data.`,
        BUSY,
      );
    await sleep(LOOK_AGAIN_MS);
  }
}

async function isOwned(client: Client): Promise<boolean> {
  const { rowCount } = await client.query(
    `select from pg_locks where locktype = 'advisory' and objid = $1 and granted`,
    [OWNS],
  );
  return (rowCount ?? 0) > 0;
}

async function isAlone(client: Client): Promise<boolean> {
  await client.query('select pg_advisory_unlock_shared($1)', [PRESENT]);
  const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
    PRESENT,
  ]);
  return rows[0]?.got ?? false;
}

/** The roles and the database. The owner of our database is not the superuser of the cluster. */
async function prepare(client: Client): Promise<void> {
  for (const statement of [
    `create role goodterms_app nologin nosuperuser nobypassrls nocreatedb nocreaterole`,
    `create role ${OWNER} login nosuperuser nobypassrls nocreatedb nocreaterole in role goodterms_app`,
    `grant set on parameter session_replication_role to ${OWNER}`,
    `create database ${DATABASE} owner ${OWNER}`,
  ])
    await client.query(statement).catch((error: unknown) => {
      if (!ALREADY_THERE.has(sqlState(error) ?? '')) throw error;
    });
}

export const DATABASE = 'goodterms';
/** duplicate_object, duplicate_database, unique_violation (two processes at once) */
const ALREADY_THERE = new Set(['42710', '42P04', '23505']);

/** The database is going down, coming up or gone; another look will tell. */
const PASSING = new Set([
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
]);

function isPassing(error: unknown): boolean {
  return (
    PASSING.has(sqlState(error) ?? '') ||
    (error instanceof Error && error.message.startsWith('Connection terminated'))
  );
}
