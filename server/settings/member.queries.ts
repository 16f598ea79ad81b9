import type { Member } from '@goodterms/core/settings/member.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export type MemberRow = Member & { readonly disabledAt: Date | null };

export async function allMembers(ctx: Context): Promise<MemberRow[]> {
  return rows<MemberRow>(
    ctx,
    sql`
    select user_id as "userId", name, email, role, disabled_at as "disabledAt",
           disabled_at is not null as "isDisabled"
      from member
     where tenant_id = ${ctx.tenantId}
     order by disabled_at is not null, name, user_id`,
  );
}

/** Somebody who may sign in: work can be given to them. */
export async function activeMember(ctx: Context, userId: string): Promise<Member | undefined> {
  return first<Member>(
    ctx,
    sql`
    select user_id as "userId", name, email, role, false as "isDisabled"
      from member
     where tenant_id = ${ctx.tenantId} and user_id = ${userId} and disabled_at is null`,
  );
}

export type Invitation = {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly expiresAt: Date;
};

export async function openInvitations(ctx: Context): Promise<Invitation[]> {
  return rows<Invitation>(
    ctx,
    sql`
    select id::text as id, email, role, expires_at as "expiresAt"
      from auth.one_time_link
     where tenant_id = ${ctx.tenantId} and purpose = 'invitation'
       and used_at is null and expires_at > ${ctx.now}
     order by id desc`,
  );
}
