import { readSession } from '@goodterms/api/settings/session.ts';
import { useSuspenseQuery } from '@tanstack/react-query';
import { asking } from './asking.ts';
import type { ReplyOf } from './call.ts';

export type Session = ReplyOf<typeof readSession>;

/** Who is signed in; the frame has asked before any page is shown. */
export function useSession(): Session {
  return useSuspenseQuery(asking(readSession, {})).data;
}

/** Why somebody may not do this, for a button's reason; undefined when they may. */
export function useWhyNot(permission: string): string | undefined {
  return useMayNot()(permission);
}

export function useMayNot(): (permission: string) => string | undefined {
  const { permissions, role } = useSession();
  return (permission) =>
    permissions.includes(permission) ? undefined : `Your role (${role}) does not allow this.`;
}
