import type { Day } from '@goodterms/core/kernel/day.ts';
import { parseDay } from '@goodterms/core/kernel/day.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { wallTime, type Clock } from './clock.ts';
import { asTenant, type Database, type DatabasePool } from './database.ts';

/** Who does something: every change of money and every fact names one. */
export type Actor = {
  readonly kind: 'user' | 'rule' | 'api_key' | 'system_job' | 'command';
  /** The user's id, the rule's or job's name; never a person's name. */
  readonly id: string;
};

/**
 * What an action needs to know about the moment it runs in. The door that receives the request,
 * the job or the command opens the transaction and builds the context; actions never do.
 */
export type Context = {
  readonly db: Database;
  readonly tenantId: TenantId;
  readonly actor: Actor;
  readonly now: Date;
  /** The tenant's calendar day at `now`. */
  readonly today: Day;
};

/** Everything a door needs to open transactions. */
export type House = {
  readonly pool: DatabasePool;
  readonly clock: Clock;
};

export type Visit = {
  readonly tenantId: TenantId;
  readonly actor: Actor;
  readonly timeZone: string;
  /** Works as of another day than the clock's: `goodterms day --on`. */
  readonly on?: Day | undefined;
};

/** Opens the transaction and the context for one request, job run or command. */
export function visit<Result>(
  house: House,
  { tenantId, actor, timeZone, on }: Visit,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return asTenant(house.pool, tenantId, (db) => {
    const now = house.clock.now();
    return work({ db, tenantId, actor, now, today: on ?? dayAt(now, timeZone) });
  });
}

/** The calendar day at a moment in an IANA time zone. */
export function dayAt(now: Date, timeZone: string): Day {
  const day = parseDay(wallTime(now, timeZone).day);
  assert(day !== undefined, `a day in ${timeZone}`);
  return day;
}
