import type { Member } from '@goodterms/core/settings/member.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** The member and the other owners, locked: two owners cannot remove each other at once. */
export async function lockMember(
  ctx: Context,
  userId: string,
): Promise<{ member: Member; otherOwners: number } | undefined> {
  const locked = await rows<Member>(
    ctx,
    sql`
    select user_id as "userId", name, email, role, disabled_at is not null as "isDisabled"
      from member
     where tenant_id = ${ctx.tenantId}
       and (user_id = ${userId} or (role = 'owner' and disabled_at is null))
     order by user_id
       for update`,
  );
  const member = locked.find((one) => one.userId === userId);
  return member && { member, otherOwners: locked.filter((one) => one !== member).length };
}

export async function memberByEmail(ctx: Context, email: string): Promise<boolean> {
  const found = await rows(
    ctx,
    sql`select 1 from member where tenant_id = ${ctx.tenantId} and lower(email) = ${email}`,
  );
  return found.length > 0;
}

export async function insertMember(
  ctx: Context,
  { userId, name, email, role }: Omit<Member, 'isDisabled'>,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into member (tenant_id, user_id, name, email, role)
    values (${ctx.tenantId}, ${userId}, ${name}, ${email}, ${role})`,
  );
}

export async function setRole(ctx: Context, userId: string, role: Role): Promise<void> {
  await rows(
    ctx,
    sql`
    update member set role = ${role}
     where tenant_id = ${ctx.tenantId} and user_id = ${userId}`,
  );
}

export async function setDisabled(ctx: Context, userId: string, disabled: boolean): Promise<void> {
  await rows(
    ctx,
    sql`
    update member set disabled_at = ${disabled ? ctx.now : null}
     where tenant_id = ${ctx.tenantId} and user_id = ${userId}`,
  );
}

export async function endSessions(ctx: Context, userId: string): Promise<void> {
  await rows(ctx, sql`select auth.end_sessions(${userId})`);
}
