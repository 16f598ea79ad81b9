import { mkdirSync, realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock, type Clock } from './clock.ts';
import { DATABASE, enterCluster, type Presence } from './cluster-presence.ts';
import type { House } from './context.ts';
import {
  first,
  openPool,
  sql,
  sqlState,
  type DatabaseAddress,
  type DatabasePool,
} from './database.ts';
import { OWNER } from './embedded-postgres.ts';
import { environment } from './environment.ts';
import { countBuffersWithTheHeap } from './memory.ts';
import { migrate, pendingMigrations } from './migrate.ts';
import { CannotStart } from './postgres-program.ts';
import { checkNoRestore } from './restore-mark.ts';
import { openSecrets, type Secrets } from './secrets.ts';

/** Goodterms set up in one place: a data folder, its database and its secrets. */
export type Installation = House & {
  readonly dataFolder: string;
  readonly address: DatabaseAddress;
  /** The embedded cluster; undefined on a server of yours. */
  readonly presence: Presence | undefined;
  readonly secrets: Secrets;
  /** Ends the work that runs and goes, for a process that was told to stop. */
  leave(): Promise<void>;
  /** Waits for the work that runs and goes. */
  close(): Promise<void>;
};

export type InstallationOptions = {
  readonly dataFolder?: string | undefined;
  readonly databaseUrl?: string | undefined;
  /** The cluster in the data folder even where DATABASE_URL names a server. */
  readonly embedded?: boolean;
  /** Nothing in it is kept, so it need not reach the disk: the copy that proves a backup. */
  readonly throwAway?: boolean;
  /** Fills a new database as it was after a migration, before the later ones are applied. */
  readonly fill?: { readonly upTo: string; load(pool: DatabasePool): Promise<void> } | undefined;
  /** `serve` owns the embedded cluster; a command is a guest and may work beside it. */
  readonly as?: 'owner' | 'guest';
  readonly clock?: Clock;
  readonly say?: (line: string) => void;
  readonly onLost?: (error: unknown) => void;
};

const OLDEST_SERVER = 15;

/** Finds, starts or joins the database, migrates it, and refuses one that would not keep money safe. */
export async function openHouse(options: InstallationOptions = {}): Promise<Installation> {
  countBuffersWithTheHeap();
  const say = options.say ?? (() => undefined);
  const dataFolder = openDataFolder(options.dataFolder);
  const secrets = openSecrets(dataFolder);
  const url = options.embedded ? undefined : (options.databaseUrl ?? environment('DATABASE_URL'));
  if (url === undefined) checkNoRestore(dataFolder);
  const presence =
    url === undefined
      ? await enterCluster({
          ...options,
          dataFolder,
          as: options.as ?? 'guest',
          durable: !options.throwAway,
          say,
        })
      : undefined;
  const address: DatabaseAddress = presence
    ? { socketFolder: presence.cluster.socketFolder, user: OWNER, database: DATABASE }
    : { url: url ?? '' };
  const pool = openPool(address);
  const leave = async () => {
    await presence?.leave();
  };
  const close = async () => {
    await pool.close();
    await leave();
  };
  try {
    await checkServer(pool, options.throwAway ?? false);
    await bringUpToDate(pool, presence, options, say);
    await checkApplicationRole(pool);
  } catch (error) {
    await close();
    throw error;
  }
  const clock = options.clock ?? systemClock;
  return { pool, clock, dataFolder, address, presence, secrets, leave, close };
}

/** `.data` beside the code unless another folder is named. */
export function openDataFolder(named: string | undefined): string {
  const beside = fileURLToPath(new URL('../../.data', import.meta.url));
  const folder = resolve(named ?? environment('GOODTERMS_DATA') ?? beside);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return realpathSync(folder);
  } catch (error) {
    throw new CannotStart(
      `The data folder ${folder} cannot be used (${sqlState(error) ?? 'unknown'}). Name another with --data.`,
    );
  }
}

async function bringUpToDate(
  pool: DatabasePool,
  presence: Presence | undefined,
  { as = 'guest', fill }: InstallationOptions,
  say: (line: string) => void,
): Promise<void> {
  if (fill) {
    await migrate(pool, fill.upTo);
    await fill.load(pool);
  }
  const pending = await pendingMigrations(pool);
  if (pending.length === 0) return;
  if (as === 'guest' && presence?.hasOwner)
    throw new CannotStart(
      'The server that is running is older than this command. Start the server anew first.',
    );
  say(
    pending.length === 1
      ? 'Bringing the database up to date: 1 step …'
      : `Bringing the database up to date: ${pending.length} steps …`,
  );
  await migrate(pool).catch((error: unknown) => {
    throw sqlState(error) === '42501' ? lacksRights() : error;
  });
}

async function checkServer(pool: DatabasePool, throwAway: boolean): Promise<void> {
  const ctx = { db: pool.kysely as never };
  const server = await first<{ version: number; fsync: string; whole_pages: string }>(
    ctx,
    sql`select current_setting('server_version_num')::int as version,
               current_setting('fsync') as fsync,
               current_setting('full_page_writes') as whole_pages`,
  ).catch((error: unknown) => {
    throw new CannotStart(
      `The database cannot be reached (${sqlState(error) ?? 'no answer'}). Check DATABASE_URL.`,
    );
  });
  if (!server) throw new CannotStart('The database gives no answer. Check DATABASE_URL.');
  const major = Math.floor(server.version / 10_000);
  if (major < OLDEST_SERVER)
    throw new CannotStart(
      `DATABASE_URL leads to PostgreSQL ${major}; Goodterms needs ${OLDEST_SERVER} or later.`,
    );
  const unsafe = [
    ...(server.fsync === 'on' ? [] : ['fsync']),
    ...(server.whole_pages === 'on' ? [] : ['full_page_writes']),
  ];
  if (unsafe.length > 0 && !throwAway)
    throw new CannotStart(
      `The database runs with ${unsafe.join(' and ')} off: a power cut would lose money that was booked. Switch it on.`,
    );
}

/** Row-level security is what keeps companies apart, so a role that passes by it is refused. */
async function checkApplicationRole(pool: DatabasePool): Promise<void> {
  const ctx = { db: pool.kysely as never };
  const role = await first<{ passes_by: boolean; owns: boolean; may_enter: boolean }>(
    ctx,
    sql`select r.rolsuper or r.rolbypassrls as passes_by,
               exists (select from pg_class c join pg_namespace n on n.oid = c.relnamespace
                        where n.nspname = 'public' and c.relowner = r.oid) as owns,
               pg_has_role(current_user, r.oid, 'member') as may_enter
          from pg_roles r where r.rolname = 'goodterms_app'`,
  );
  if (!role?.may_enter) throw lacksRights();
  if (role.passes_by || role.owns)
    throw new CannotStart(
      'The role goodterms_app can pass by row-level security. Make it NOSUPERUSER NOBYPASSRLS, owning no table.',
    );
}

function lacksRights(): CannotStart {
  return new CannotStart(
    'The user of DATABASE_URL may not make or enter the role goodterms_app. As a superuser: ' +
      'create role goodterms_app nologin; grant goodterms_app to <user>; and let the user own its database.',
  );
}
