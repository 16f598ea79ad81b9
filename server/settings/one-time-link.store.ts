import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql, type Database } from '../platform/database.ts';

export type InvitationLink = {
  readonly id: string;
  readonly tenantId: TenantId;
  readonly email: string;
  readonly role: Role;
};

export async function insertInvitation(
  ctx: Context,
  given: {
    readonly secret: Uint8Array;
    readonly email: string;
    readonly role: Role;
    readonly expiresAt: Date;
  },
): Promise<string> {
  const made = await first<{ id: string }>(
    ctx,
    sql`
    insert into auth.one_time_link
           (secret, purpose, tenant_id, email, role, made_by, made_at, expires_at)
    values (${given.secret}, 'invitation', ${ctx.tenantId}, ${given.email}, ${given.role},
            ${ctx.actor.id}, ${ctx.now}, ${given.expiresAt})
    returning id::text as id`,
  );
  return made?.id ?? '';
}

/** Another invitation of the same address replaces this one. False when none was open. */
export async function closeInvitations(
  ctx: Context,
  which: { readonly email: string } | { readonly id: string },
): Promise<boolean> {
  const closed = await rows(
    ctx,
    sql`
    update auth.one_time_link set used_at = ${ctx.now}
     where tenant_id = ${ctx.tenantId} and purpose = 'invitation' and used_at is null
       and ${'id' in which ? sql`id = ${which.id}::bigint` : sql`email = ${which.email}`}
    returning id`,
  );
  return closed.length > 0;
}

/** As the owner, before a company is entered: the link says which one. Used once, whoever is first. */
export async function useInvitation(
  db: Database,
  secret: Uint8Array,
  now: Date,
): Promise<InvitationLink | undefined> {
  return first<InvitationLink>(
    { db },
    sql`
    update auth.one_time_link set used_at = ${now}
     where secret = ${secret} and purpose = 'invitation' and used_at is null and expires_at > ${now}
    returning id::text as id, tenant_id as "tenantId", email, role`,
  );
}

/** The newest set-up link is the only one that works. */
export async function replaceSetUpLink(
  db: Database,
  secret: Uint8Array,
  now: Date,
  expiresAt: Date,
): Promise<void> {
  await rows(
    { db },
    sql`
    update auth.one_time_link set used_at = ${now} where purpose = 'set_up' and used_at is null`,
  );
  await rows(
    { db },
    sql`
    insert into auth.one_time_link (secret, purpose, made_by, made_at, expires_at)
    values (${secret}, 'set_up', 'command:start', ${now}, ${expiresAt})`,
  );
}

export async function useSetUpLink(db: Database, secret: Uint8Array, now: Date): Promise<boolean> {
  const used = await rows(
    { db },
    sql`
    update auth.one_time_link set used_at = ${now}
     where secret = ${secret} and purpose = 'set_up' and used_at is null and expires_at > ${now}
    returning id`,
  );
  return used.length > 0;
}
