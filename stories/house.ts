import { randomBytes, randomUUID } from 'node:crypto';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Clock } from '@goodterms/server/platform/clock.ts';
import { visit, type Actor, type Context, type House } from '@goodterms/server/platform/context.ts';
import {
  asOwner,
  openPool,
  sql,
  type DatabaseAddress,
} from '@goodterms/server/platform/database.ts';
import { OWNER } from '@goodterms/server/platform/embedded-postgres.ts';
import { afterAll, inject } from 'vitest';
import { addressOf, type TestCluster } from './cluster.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- widens vitest's own interface
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

/** A house of its own for one test file: a migrated database, one tenant, a clock turned by hand. */
export type TestHouse = House & {
  readonly clock: HandClock;
  readonly tenantId: TenantId;
  /** The database as its owner, for a second process. */
  readonly address: DatabaseAddress;
  newTenant(name?: string): Promise<TenantId>;
  /** One transaction as a job of the tenant, or as what `change` says. */
  inside<Result>(work: (ctx: Context) => Promise<Result>, change?: VisitChange): Promise<Result>;
};

export type VisitChange = {
  readonly tenantId?: TenantId;
  readonly actor?: Actor;
  readonly on?: Day;
  readonly timeZone?: string;
};

export type HandClock = Clock & {
  /** A moment; or a day, and then it is eight in the morning UTC. */
  set(moment: Date | string): void;
  turn(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void;
};

const MONDAY_MORNING = '2026-03-02T08:00:00Z';
const TEST_ACTOR: Actor = { kind: 'system_job', id: 'story' };
const MINUTE_MS = 60_000;

/**
 * Call it at the top of a test file: `const house = await testHouse();`. The database is dropped
 * when the file's tests have ended.
 */
export async function testHouse(): Promise<TestHouse> {
  const cluster = inject('cluster');
  const database = `${cluster.template}_${randomBytes(6).toString('hex')}`;
  const admin = openPool(cluster.admin, { max: 1 });
  await admin.pool.query(`create database ${database} template ${cluster.template} owner ${OWNER}`);

  const address = addressOf(cluster, database);
  const pool = openPool(address);
  const clock = handClock();
  afterAll(async () => {
    await pool.close();
    await admin.pool.query(`drop database ${database} with (force)`);
    await admin.close();
  });

  const newTenant = async (name = 'Keel & Sons'): Promise<TenantId> => {
    const id = randomUUID() as string as TenantId;
    await asOwner(pool, (db) =>
      sql`insert into tenant (id, name) values (${id}, ${name})`.execute(db),
    );
    return id;
  };
  const tenantId = await newTenant();
  return {
    pool,
    clock,
    tenantId,
    address,
    newTenant,
    inside: (work, change = {}) =>
      visit({ pool, clock }, { tenantId, actor: TEST_ACTOR, timeZone: 'UTC', ...change }, work),
  };
}

export function handClock(start: Date | string = MONDAY_MORNING): HandClock {
  let at = moment(start);
  return {
    now: () => new Date(at),
    set: (to) => void (at = moment(to)),
    turn: ({ days = 0, hours = 0, minutes = 0 }) =>
      void (at = new Date(at.getTime() + ((days * 24 + hours) * 60 + minutes) * MINUTE_MS)),
  };
}

function moment(at: Date | string): Date {
  if (typeof at !== 'string') return new Date(at);
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T08:00:00Z` : at);
}
