import { accept, refuse, type Outcome } from '../kernel/outcome.ts';
import { mayGive, type Role } from './permissions.ts';

/** Somebody who works here. */
export type Member = {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
};

export type MemberRefusal = 'role_must_not_exceed_own' | 'an_owner_must_remain';

/** `otherOwners` counts the owners who may still sign in, without this member. */
export function acceptRole(
  by: Role,
  member: Member,
  role: Role,
  otherOwners: number,
): Outcome<Role, MemberRefusal> {
  if (!mayGive(by, role) || !mayGive(by, member.role)) return refuse('role_must_not_exceed_own');
  if (member.role === 'owner' && role !== 'owner' && otherOwners === 0)
    return refuse('an_owner_must_remain');
  return accept(role);
}

export function acceptDisabling(
  by: Role,
  member: Member,
  otherOwners: number,
): Outcome<true, MemberRefusal> {
  if (!mayGive(by, member.role)) return refuse('role_must_not_exceed_own');
  if (member.role === 'owner' && otherOwners === 0) return refuse('an_owner_must_remain');
  return accept(true);
}
