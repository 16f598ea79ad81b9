import * as api from '@goodterms/api/settings/members.ts';
import { INVITATION_PAGE } from '@goodterms/api/settings/session.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { makeApiKey, revokeApiKey } from './api-key.actions.ts';
import { allApiKeys } from './api-key.queries.ts';
import {
  changeRole,
  disableMember,
  enableMember,
  inviteMember,
  revokeInvitation,
} from './member.actions.ts';
import { allMembers, openInvitations } from './member.queries.ts';

const DONE = accept({ done: true } as const);

export function memberRoutes(publicUrl: string) {
  return [
    answer(api.listMembers, async (ctx) => {
      const members = await allMembers(ctx);
      const invitations = await openInvitations(ctx);
      return accept({
        members: members.map(({ disabledAt, ...member }) => ({
          ...member,
          disabledAt: disabledAt?.toISOString() ?? null,
        })),
        invitations: invitations.map((invitation) => ({
          ...invitation,
          expiresAt: invitation.expiresAt.toISOString(),
        })),
      });
    }),
    answer(
      api.inviteMember,
      async (ctx, { body, by }) => {
        const invited = await inviteMember(ctx, by.role, body);
        if (!invited.accepted) return invited;
        const { id, token, expiresAt } = invited.value;
        const link = `${publicUrl}${INVITATION_PAGE}#${token}`;
        return accept({ id, link, expiresAt: expiresAt.toISOString() });
      },
      { shownOnce: true },
    ),
    answer(api.revokeInvitation, async (ctx, { params }) => {
      const revoked = await revokeInvitation(ctx, params.invitationId);
      return revoked.accepted ? DONE : revoked;
    }),
    answer(api.changeRole, async (ctx, { params, body, by }) => {
      const changed = await changeRole(ctx, by.role, params.userId, body.role);
      return changed.accepted ? DONE : changed;
    }),
    answer(api.disableMember, async (ctx, { params, by }) => {
      const disabled = await disableMember(ctx, by.role, params.userId);
      return disabled.accepted ? DONE : disabled;
    }),
    answer(api.enableMember, async (ctx, { params, by }) => {
      const enabled = await enableMember(ctx, by.role, params.userId);
      return enabled.accepted ? DONE : enabled;
    }),
    answer(api.listApiKeys, async (ctx) => {
      const keys = await allApiKeys(ctx);
      return accept({
        keys: keys.map(({ createdAt, expiresAt, lastUsedAt, revokedAt, ...key }) => ({
          ...key,
          createdAt: createdAt.toISOString(),
          expiresAt: expiresAt?.toISOString() ?? null,
          lastUsedAt: lastUsedAt?.toISOString() ?? null,
          revokedAt: revokedAt?.toISOString() ?? null,
        })),
      });
    }),
    answer(api.makeApiKey, async (ctx, { body, by }) => makeApiKey(ctx, by.role, body), {
      shownOnce: true,
    }),
    answer(api.revokeApiKey, async (ctx, { params, by }) => {
      const revoked = await revokeApiKey(ctx, by.role, params.keyId);
      return revoked.accepted ? DONE : revoked;
    }),
  ];
}
