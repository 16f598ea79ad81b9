import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export async function insertApiKey(
  ctx: Context,
  given: {
    readonly name: string;
    readonly role: Role;
    readonly prefix: string;
    readonly secret: Uint8Array;
    readonly expiresAt: Date | undefined;
  },
): Promise<string> {
  const made = await first<{ id: string }>(
    ctx,
    sql`
    insert into auth.api_key (tenant_id, name, prefix, secret, role, made_by, made_at, expires_at)
    values (${ctx.tenantId}, ${given.name}, ${given.prefix}, ${given.secret}, ${given.role},
            ${ctx.actor.id}, ${ctx.now}, ${given.expiresAt ?? null})
    returning id::text as id`,
  );
  return made?.id ?? '';
}

export async function lockApiKey(
  ctx: Context,
  id: string,
): Promise<{ role: Role; isRevoked: boolean } | undefined> {
  return first(
    ctx,
    sql`
    select role, revoked_at is not null as "isRevoked"
      from auth.api_key
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint
       for update`,
  );
}

export async function setRevoked(ctx: Context, id: string): Promise<void> {
  await rows(
    ctx,
    sql`
    update auth.api_key set revoked_at = ${ctx.now}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}
