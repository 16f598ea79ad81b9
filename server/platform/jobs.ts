import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { PgBoss } from 'pg-boss';
import type { House } from './context.ts';
import { connectionTo, type DatabaseAddress } from './database.ts';
import { log } from './log.ts';

/** A company whose days the jobs work through. */
export type Tenant = { readonly tenantId: TenantId; readonly timeZone: string };

/**
 * Makes the world agree with the books of one tenant. It is told whose and never why, so running it
 * twice, late or for nothing is harmless; a run that fails is made good by the next.
 */
export type Job = {
  readonly name: `${string}.${string}`;
  /** How often every tenant gets a look when nobody calls. */
  readonly everySeconds: number;
  /** A run that takes longer has come to grief, and another may begin. */
  readonly deadlineSeconds: number;
  /** `leaving` is raised when the process is about to end: finish the step, begin no other. */
  run(house: House, tenant: Tenant, leaving: AbortSignal): Promise<void>;
};

export type Jobs = {
  /** Has the job look at a tenant now rather than at its next turn. */
  wake(name: Job['name'], tenantId: TenantId): Promise<void>;
  /** Begins nothing more and waits for what is running. */
  stop(): Promise<void>;
};

type JobsOptions = {
  readonly house: House;
  readonly address: DatabaseAddress;
  readonly jobs: readonly Job[];
  readonly tenants: () => Promise<readonly Tenant[]>;
};

const HEARTBEAT_SECONDS = 30;
const KEPT_SECONDS = 3600;
const STOP_TIMEOUT_MS = 8000;
const AT_ONCE = 2;
/** A company that was just made is looked at this much later at most. */
const TENANTS_KNOWN_MS = 5000;

/**
 * One queue a job, in which a tenant waits once and works once at a time, whoever calls, from
 * however many processes. A process that is killed misses its heartbeat, and the next one takes over.
 */
export async function startJobs(options: JobsOptions): Promise<Jobs> {
  const { house, address, jobs } = options;
  const tenants = remembered(options.tenants);
  const leaving = new AbortController();
  const boss = new PgBoss({
    ...connectionTo(address),
    schema: 'pgboss',
    max: 4,
    schedule: false,
    useListenNotify: true,
  });
  boss.on('error', (err: unknown) => log.warn({ err }, 'the queue stumbled'));
  await boss.start();

  for (const { name, deadlineSeconds } of jobs)
    await boss.createQueue(name, {
      policy: 'short',
      retryLimit: 0,
      expireInSeconds: deadlineSeconds,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      deleteAfterSeconds: KEPT_SECONDS,
      retentionSeconds: KEPT_SECONDS,
      notify: true,
    });

  const wake = async (name: string, tenantId: TenantId): Promise<void> => {
    if (leaving.signal.aborted) return;
    await boss.send(name, { tenantId }, { singletonKey: tenantId, group: { id: tenantId } });
  };
  const wakeAll = async (name: string): Promise<void> => {
    for (const { tenantId } of await tenants()) await wake(name, tenantId);
  };
  const timers = jobs.map(({ name, everySeconds }) =>
    setInterval(() => {
      wakeAll(name).catch((err: unknown) => log.warn({ err, job: name }, 'nobody was woken'));
    }, everySeconds * 1000),
  );

  const workOff = async (job: Job, tenantId: TenantId): Promise<void> => {
    if (leaving.signal.aborted) return;
    const tenant = (await tenants()).find((one) => one.tenantId === tenantId);
    if (!tenant) return;
    const begun = performance.now();
    const said = { job: job.name, tenant: tenantId };
    try {
      await job.run(house, tenant, leaving.signal);
      log.debug({ ...said, ms: Math.round(performance.now() - begun) }, 'job done');
    } catch (err) {
      log.error({ ...said, err }, 'job failed');
    }
  };
  for (const job of jobs)
    await boss.work<{ tenantId: TenantId }>(
      job.name,
      { batchSize: 1, localConcurrency: AT_ONCE, groupConcurrency: 1, pollingIntervalSeconds: 2 },
      async (called) => {
        for (const { data } of called) await workOff(job, data.tenantId);
      },
    );

  return {
    wake,
    async stop() {
      leaving.abort();
      timers.forEach(clearInterval);
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

function remembered(ask: JobsOptions['tenants']): JobsOptions['tenants'] {
  let known: { at: number; answer: Promise<readonly Tenant[]> } | undefined;
  return () => {
    const now = performance.now();
    if (!known || now - known.at > TENANTS_KNOWN_MS) {
      const answer = ask();
      answer.catch(() => (known = undefined));
      known = { at: now, answer };
    }
    return known.answer;
  };
}
