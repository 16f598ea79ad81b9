import { assert } from '@goodterms/core/kernel/assert.ts';
import type { Context } from './context.ts';
import { first, sql, type RawBuilder } from './database.ts';

/** Ids that follow each other, both ends included. */
export type Ids = { readonly from: number; readonly until: number };

const NO_IDS: Ids = { from: 0, until: -1 };
const TRIES_MAX = 20;

/** For rows that name each other before they are inserted. Whoever else takes one waits for nobody. */
export async function takeIds(ctx: Context, sequence: string, count: number): Promise<Ids> {
  if (count === 0) return NO_IDS;
  for (let attempt = 1; ; attempt += 1) {
    const taken = await first<{ from: bigint; until: bigint }>(
      ctx,
      sql`
      select min(id) as "from", max(id) as "until"
        from (select nextval(${sequence}::regclass) as id from generate_series(1, ${count})) as t`,
    );
    // Else somebody has taken one in between; what is left unused is missed by nobody.
    if (taken && taken.until - taken.from === BigInt(count - 1))
      return { from: exactly(taken.from), until: exactly(taken.until) };
    assert(attempt < TRIES_MAX, `${count} ids of ${sequence} that follow each other`);
  }
}

/** A number is made and written faster than a bigint, and no sequence comes to where it is not exact. */
function exactly(id: bigint): number {
  assert(id <= Number.MAX_SAFE_INTEGER, 'an id that a number holds exactly');
  return Number(id);
}

/**
 * For rows that are named before they are inserted, in their order. Others may take some in between.
 * The transaction is numbered with them: who seals the journal waits for every transaction that has a
 * number, and must not overlook one that holds ids already.
 */
export async function newIds<NewId extends string>(
  ctx: Context,
  sequence: string,
  count: number,
): Promise<NewId[]> {
  if (count === 0) return [];
  const taken = await first<{ ids: string }>(
    ctx,
    sql`
    select string_agg(nextval(${sequence}::regclass)::text, ',') as ids, pg_current_xact_id()
      from generate_series(1, ${count})`,
  );
  assert(taken !== undefined, `${count} ids of ${sequence}`);
  return taken.ids.split(',') as NewId[];
}

/** Whether a number is one of them. */
export function among(column: string, { from, until }: Ids): RawBuilder<unknown> {
  return sql`${sql.ref(column)} between ${from}::bigint and ${until}::bigint`;
}
