import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SET_UP_PAGE } from '@goodterms/api/settings/session.ts';
import { allAnswers } from './answers.ts';
import { OUTGOING_RULES } from './collections/outgoing-rules.actions.ts';
import { doorkeeper, sessionsOf } from './doorkeeper.ts';
import { environment } from './platform/environment.ts';
import { WHY_NOT_SENDING } from '@goodterms/core/messaging/sender.ts';
import { readSending } from './messaging/sending.queries.ts';
import { answerProbes, watchHealth } from './platform/health.ts';
import { buildApp } from './platform/http/app.ts';
import { openHouse, type Installation } from './platform/installation.ts';
import { startJobs, type Jobs } from './platform/jobs.ts';
import { log } from './platform/log.ts';
import { choosePlace } from './platform/place.ts';
import { sealWith } from './platform/seal.ts';
import { schedule } from './schedule.ts';
import { listCompanies } from './settings/company.queries.ts';
import { SWITCHBOARD_JOB } from './switchboard.ts';
import { makeSetUpToken } from './settings/entrance.actions.ts';

export type ServerOptions = {
  readonly dataFolder?: string | undefined;
  readonly port?: number | undefined;
  readonly say: (line: string) => void;
  /** Moves a company in before the doors open. */
  readonly beforeOpening?: (house: Installation) => Promise<void>;
  /** Something went that cannot be done without; the process should end. */
  readonly onLost: (error: unknown) => void;
};

export type Server = {
  /** What a person opens in a browser. */
  readonly address: string;
  /** In order and within 15 seconds: nothing begun is lost, nothing new begins. */
  stop(): Promise<void>;
  /** Tells the database to end, for a process that goes at once. */
  abandon(): void;
};

const DRAIN_MS = 10_000;
const CLOSE_MS = 4000;

/** Everything plugged together. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { dataFolder, say, onLost } = options;
  const place = await choosePlace(options.port);
  const house = await openHouse({ dataFolder, as: 'owner', say, onLost });
  try {
    await options.beforeOpening?.(house);
    const { pool, address, secrets } = house;
    const seal = sealWith(secrets.sealing);
    let jobs: Jobs | undefined;
    const sessions = sessionsOf(house, { secret: secrets.auth, publicUrl: place.publicUrl });
    const app = await buildApp({
      house,
      answers: allAnswers({
        sessions,
        seal,
        publicUrl: place.publicUrl,
        sendingState: async (ctx) => {
          const { because } = await readSending(ctx);
          return { on: because === undefined, because: because ? WHY_NOT_SENDING[because] : null };
        },
      }),
      place,
      sessionCookie: sessions.cookieName,
      recognise: doorkeeper(house, sessions),
      webFolder: fileURLToPath(new URL('../web/dist', import.meta.url)),
      trustedProxies: environment('TRUSTED_PROXIES')?.split(',') ?? [],
      log,
      version: version(),
      afterWriting: (tenantId) => {
        jobs?.wake(SWITCHBOARD_JOB.name, tenantId).catch((err: unknown) => {
          log.warn({ err }, 'the switchboard was not woken');
        });
      },
    });
    const health = watchHealth(house);
    answerProbes(app, health);
    await app.listen({ host: place.host, port: place.port });
    const working = await startJobs({
      house,
      address,
      jobs: schedule({ rules: OUTGOING_RULES, seal }),
      tenants: () => listCompanies(pool),
    });
    jobs = working;
    const token = await makeSetUpToken(house);
    log.info({ port: place.port, version: version() }, 'open');

    return {
      address: token === undefined ? place.publicUrl : `${place.publicUrl}${SET_UP_PAGE}#${token}`,
      async stop() {
        log.info('closing');
        health.beginLeaving();
        const drained = Promise.all([working.stop(), app.close()]);
        await within(DRAIN_MS, drained, () => app.server.closeAllConnections());
        await within(CLOSE_MS, pool.close());
        await house.leave();
        health.close();
        log.info('closed');
      },
      abandon: () => house.presence?.cluster.interrupt(),
    };
  } catch (error) {
    await house.close();
    throw error;
  }
}

function version(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Waits for the work, and goes on without it when it takes too long. */
async function within(limitMs: number, work: Promise<unknown>, giveUp?: () => void): Promise<void> {
  const ended = work.then(
    () => 'in time',
    (err: unknown) => {
      log.error({ err }, 'it did not close in order');
      return 'in time';
    },
  );
  const limit = new AbortController();
  const late = sleep(limitMs, 'late', { signal: limit.signal }).catch(() => 'in time');
  if ((await Promise.race([ended, late])) === 'late') giveUp?.();
  limit.abort();
}
