import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  acceptDisabling,
  acceptRole,
  type MemberRefusal,
} from '@goodterms/core/settings/member.ts';
import { mayGive, type Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { newToken, tokenHash } from '../platform/secret-token.ts';
import { endSessions, lockMember, memberByEmail, setDisabled, setRole } from './member.store.ts';
import { closeInvitations, insertInvitation } from './one-time-link.store.ts';

const INVITATION_VALID_MS = 7 * 24 * 60 * 60 * 1000;

export type Invited = { readonly id: string; readonly token: string; readonly expiresAt: Date };

/** The token is in nobody's hands but the caller's: only its hash is kept. */
export async function inviteMember(
  ctx: Context,
  by: Role,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<Outcome<Invited, 'member_must_be_new' | 'role_must_not_exceed_own'>> {
  const address = email.toLowerCase();
  if (await memberByEmail(ctx, address)) return refuse('member_must_be_new');
  if (!mayGive(by, role)) return refuse('role_must_not_exceed_own');

  await closeInvitations(ctx, { email: address });
  const token = newToken();
  const expiresAt = new Date(ctx.now.getTime() + INVITATION_VALID_MS);
  const secret = tokenHash(token);
  const id = await insertInvitation(ctx, { secret, email: address, role, expiresAt });
  await record(ctx, { fact: 'settings.member_invited', data: { invitationId: id, role } });
  return accept({ id, token, expiresAt });
}

export async function revokeInvitation(
  ctx: Context,
  id: string,
): Promise<Outcome<true, 'invitation_must_exist'>> {
  if (!(await closeInvitations(ctx, { id }))) return refuse('invitation_must_exist');
  await record(ctx, { fact: 'settings.invitation_revoked', data: { invitationId: id } });
  return accept(true);
}

export async function changeRole(
  ctx: Context,
  by: Role,
  userId: string,
  role: Role,
): Promise<Outcome<true, MemberRefusal | 'not_found'>> {
  const found = await lockMember(ctx, userId);
  if (!found) return refuse('not_found');
  const verdict = acceptRole(by, found.member, role, found.otherOwners);
  if (!verdict.accepted) return verdict;
  if (found.member.role === role) return accept(true);

  await setRole(ctx, userId, role);
  const data = { userId, from: found.member.role, to: role };
  await record(ctx, { fact: 'settings.member_role_changed', data });
  return accept(true);
}

/** Their sessions end with the same commit that closes the door. */
export async function disableMember(
  ctx: Context,
  by: Role,
  userId: string,
): Promise<Outcome<true, MemberRefusal | 'not_found'>> {
  const found = await lockMember(ctx, userId);
  if (!found) return refuse('not_found');
  const verdict = acceptDisabling(by, found.member, found.otherOwners);
  if (!verdict.accepted) return verdict;
  if (found.member.isDisabled) return accept(true);

  await setDisabled(ctx, userId, true);
  await endSessions(ctx, userId);
  await record(ctx, { fact: 'settings.member_disabled', data: { userId } });
  return accept(true);
}

export async function enableMember(
  ctx: Context,
  by: Role,
  userId: string,
): Promise<Outcome<true, MemberRefusal | 'not_found'>> {
  const found = await lockMember(ctx, userId);
  if (!found) return refuse('not_found');
  if (!mayGive(by, found.member.role)) return refuse('role_must_not_exceed_own');
  if (!found.member.isDisabled) return accept(true);

  await setDisabled(ctx, userId, false);
  await record(ctx, { fact: 'settings.member_enabled', data: { userId } });
  return accept(true);
}
