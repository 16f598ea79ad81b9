import { createHash } from 'node:crypto';
import type { Context } from './context.ts';
import { first, rows, sql } from './database.ts';

/** What a write was asked for, under the key that its caller chose. */
export type Written = {
  readonly key: string;
  /** Method and address, such as `PUT /api/contacts/17`. */
  readonly endpoint: string;
  readonly bodyHash: Uint8Array;
};

export type EarlierAnswer =
  | { readonly found: 'nothing' }
  /** Another request with this key has not ended yet. */
  | { readonly found: 'in_use' }
  | { readonly found: 'another_request' }
  | { readonly found: 'answer'; readonly status: number; readonly reply: unknown };

/**
 * Takes the key until the transaction ends. Of several requests at once one goes on, and the others
 * hear that it is in use; once it has committed, they hear its answer.
 */
export async function takeKey(ctx: Context, written: Written): Promise<EarlierAnswer> {
  const name = `idempotency ${ctx.tenantId} ${written.key}`;
  const lock = await first<{ taken: boolean }>(
    ctx,
    sql`select pg_try_advisory_xact_lock(hashtextextended(${name}, 0)) as taken`,
  );
  if (!lock?.taken) return { found: 'in_use' };

  const earlier = await first<EarlierRow>(
    ctx,
    sql`
    select endpoint, body_hash as "bodyHash", status, reply
      from idempotency_key
     where tenant_id = ${ctx.tenantId} and key = ${written.key}`,
  );
  if (!earlier) return { found: 'nothing' };
  const isSame =
    earlier.endpoint === written.endpoint &&
    Buffer.compare(earlier.bodyHash, written.bodyHash) === 0;
  return isSame
    ? { found: 'answer', status: earlier.status, reply: earlier.reply }
    : { found: 'another_request' };
}

type EarlierRow = { endpoint: string; bodyHash: Buffer; status: number; reply: unknown };

/** Keeps the answer in the same transaction as the effect. */
export async function keepAnswer(
  ctx: Context,
  { key, endpoint, bodyHash }: Written,
  status: number,
  reply: unknown,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into idempotency_key (tenant_id, key, endpoint, body_hash, status, reply)
    values (${ctx.tenantId}, ${key}, ${endpoint}, ${bodyHash}, ${status},
            ${JSON.stringify(reply)}::jsonb)`,
  );
}

/** Forgets keys older than 30 days: a caller that retries later than that asks anew. */
export async function forgetOldKeys(ctx: Context): Promise<void> {
  await rows(
    ctx,
    sql`
    delete from idempotency_key
     where tenant_id = ${ctx.tenantId}
       and created_at < ${ctx.now}::timestamptz - interval '30 days'`,
  );
}

export function hashOf(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hash = createHash('sha256');
  // The length before each part keeps ('ab', 'c') and ('a', 'bc') apart.
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest();
}
