import { randomUUID } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { visit, type Actor, type House } from '@goodterms/server/platform/context.ts';
import {
  asOwner,
  sql,
  type DatabaseAddress,
  type DatabasePool,
} from '@goodterms/server/platform/database.ts';
import type { HandClock } from './hand-clock.ts';
import type { TestHouse } from './house.ts';

const TEST_ACTOR: Actor = { kind: 'system_job', id: 'story' };

/** Any house in the shape that stories work with, on behalf of one company in it. */
export function housed(
  house: House & { readonly clock: HandClock; readonly address: DatabaseAddress },
  tenantId: TenantId,
): TestHouse {
  return {
    ...house,
    tenantId,
    newTenant: (name) => newTenant(house.pool, name),
    inside: (work, change = {}) =>
      visit(house, { tenantId, actor: TEST_ACTOR, timeZone: 'UTC', ...change }, work),
  };
}

export async function newTenant(pool: DatabasePool, name = 'Keel & Sons'): Promise<TenantId> {
  const id = randomUUID() as string as TenantId;
  await asOwner(pool, (db) =>
    sql`insert into tenant (id, name) values (${id}, ${name})`.execute(db),
  );
  return id;
}
