import { randomBytes } from 'node:crypto';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Actor, Context, House } from '@goodterms/server/platform/context.ts';
import { openPool, type DatabaseAddress } from '@goodterms/server/platform/database.ts';
import { OWNER } from '@goodterms/server/platform/embedded-postgres.ts';
import { afterAll, inject } from 'vitest';
import { addressOf, type TestCluster } from './cluster.ts';
import { handClock, type HandClock } from './hand-clock.ts';
import { housed, newTenant } from './lone-house.ts';

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

  return housed({ pool, clock, address }, await newTenant(pool));
}
