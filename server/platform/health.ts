import { statfs } from 'node:fs/promises';
import { asOwner, first, sql } from './database.ts';
import type { Installation } from './installation.ts';
import { log } from './log.ts';
import { pendingMigrations } from './migrate.ts';

/** Why a probe says no. Named in the log; a caller who is nobody hears only that it does. */
export type Ailment =
  | 'event_loop_blocked'
  | 'leaving'
  | 'database_does_not_answer'
  | 'database_process_gone'
  | 'migrations_pending'
  | 'disk_nearly_full'
  | 'clocks_apart';

export type Health = {
  /** Does the process turn over? Asks nobody. */
  live(): readonly Ailment[];
  /** Can it serve? Asked often, it looks every other second. */
  ready(): Promise<readonly Ailment[]>;
  /** From now on it is not ready: the process ends. */
  beginLeaving(): void;
  close(): void;
};

const TICK_MS = 500;
const LAG_LIMIT_MS = 2000;
const LOOK_EVERY_MS = 2000;
const ANSWER_WITHIN_MS = 5000;
const CLOCKS_APART_LIMIT_MS = 5000;
const DISK_FREE_SHARE = 0.05;
const DISK_FREE_BYTES = 1024 ** 3;

export function watchHealth(house: Installation): Health {
  let leaving = false;
  let lagMs = 0;
  let lastTick = performance.now();
  const ticking = setInterval(() => {
    const now = performance.now();
    lagMs = now - lastTick - TICK_MS;
    lastTick = now;
  }, TICK_MS);
  ticking.unref();

  let last: { at: number; ailments: Promise<readonly Ailment[]> } | undefined;
  let known = '';
  const look = async (): Promise<readonly Ailment[]> => {
    const ailments = await examine(house);
    if (ailments.join() !== known) log.warn({ ailments }, 'readiness changed');
    known = ailments.join();
    return ailments;
  };

  return {
    live: () => (lagMs > LAG_LIMIT_MS ? ['event_loop_blocked'] : []),
    async ready() {
      if (leaving) return ['leaving'];
      const now = performance.now();
      if (!last || now - last.at > LOOK_EVERY_MS) last = { at: now, ailments: look() };
      return last.ailments;
    },
    beginLeaving() {
      leaving = true;
    },
    close: () => clearInterval(ticking),
  };
}

/** The part of the HTTP application that the probes need. */
type Reply = { code(status: number): unknown };
type Probed = {
  get(path: string, answer: (request: unknown, reply: Reply) => Promise<unknown>): unknown;
};

export function answerProbes(app: Probed, health: Health): void {
  app.get('/livez', async (_request, reply) => say(health.live(), reply));
  app.get('/readyz', async (_request, reply) => say(await health.ready(), reply));
}

function say(ailments: readonly Ailment[], reply: Reply): { status: string } {
  const isWell = ailments.length === 0;
  reply.code(isWell ? 200 : 503);
  return { status: isWell ? 'ok' : 'unavailable' };
}

async function examine(house: Installation): Promise<Ailment[]> {
  const [database, disk] = await Promise.all([examineDatabase(house), examineDisk(house)]);
  return [...database, ...disk];
}

async function examineDatabase({ pool, clock, presence }: Installation): Promise<Ailment[]> {
  if (presence && !presence.cluster.isRunning()) return ['database_process_gone'];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('Expected: an answer in time')), ANSWER_WITHIN_MS);
  });
  try {
    const before = clock.now();
    const probe = asOwner(pool, (db) =>
      first<{ at: Date }>(
        { db },
        sql`update installation set probed_at = clock_timestamp() returning probed_at as at`,
      ),
    );
    const row = await Promise.race([probe, late]);
    const pending = await Promise.race([pendingMigrations(pool), late]);
    const apartMs = row ? Math.abs(row.at.getTime() - before.getTime()) : 0;
    return [
      ...(row ? [] : (['migrations_pending'] as const)),
      ...(pending.length > 0 ? (['migrations_pending'] as const) : []),
      ...(apartMs > CLOCKS_APART_LIMIT_MS ? (['clocks_apart'] as const) : []),
    ];
  } catch (err) {
    log.warn({ err }, 'the database did not answer the probe');
    return ['database_does_not_answer'];
  } finally {
    clearTimeout(timer);
  }
}

async function examineDisk({ dataFolder }: Installation): Promise<Ailment[]> {
  const { bavail, blocks, bsize } = await statfs(dataFolder);
  const scarce = bavail * bsize < DISK_FREE_BYTES && bavail / blocks < DISK_FREE_SHARE;
  return scarce ? ['disk_nearly_full'] : [];
}
