import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { doneReply, idField, momentJson } from '../fields.ts';

export const roleField = z.enum(['owner', 'manager', 'collector', 'clerk', 'viewer']);
const userParams = z.strictObject({ userId: z.string().max(64) });

export const listMembers = endpoint({
  method: 'GET',
  path: '/members',
  summary: 'Everybody who works here, and open invitations.',
  permission: 'settings.read',
  reply: z.object({
    members: z.array(
      z.object({
        userId: z.string(),
        name: z.string(),
        email: z.string(),
        role: roleField,
        disabledAt: momentJson.nullable(),
      }),
    ),
    invitations: z.array(
      z.object({ id: z.string(), email: z.string(), role: roleField, expiresAt: momentJson }),
    ),
  }),
  refusals: [],
});

export const inviteMember = endpoint({
  method: 'POST',
  path: '/members/invitations',
  summary: 'Invites a colleague; the one-time link is shown once.',
  permission: 'settings.write',
  body: z.strictObject({ email: z.email().max(254), role: roleField }),
  reply: z.object({ id: z.string(), link: z.string(), expiresAt: momentJson }),
  refusals: ['member_must_be_new', 'role_must_not_exceed_own'],
});

export const changeRole = endpoint({
  method: 'PUT',
  path: '/members/:userId/role',
  summary: 'Gives a colleague another role.',
  permission: 'settings.write',
  params: userParams,
  body: z.strictObject({ role: roleField }),
  reply: doneReply,
  refusals: ['role_must_not_exceed_own', 'an_owner_must_remain'],
});

export const disableMember = endpoint({
  method: 'PUT',
  path: '/members/:userId/disabling',
  summary: 'Ends the sessions of a colleague and lets them in no more.',
  permission: 'settings.write',
  params: userParams,
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['role_must_not_exceed_own', 'an_owner_must_remain'],
});

export const enableMember = endpoint({
  method: 'DELETE',
  path: '/members/:userId/disabling',
  summary: 'Lets a colleague in again.',
  permission: 'settings.write',
  params: userParams,
  reply: doneReply,
  refusals: ['role_must_not_exceed_own'],
});

export const revokeInvitation = endpoint({
  method: 'DELETE',
  path: '/members/invitations/:invitationId',
  summary: 'Takes an invitation back; its link leads nowhere from then on.',
  permission: 'settings.write',
  params: z.strictObject({ invitationId: idField<'invitation'>() }),
  reply: doneReply,
  refusals: ['invitation_must_exist'],
});

export const listApiKeys = endpoint({
  method: 'GET',
  path: '/api-keys',
  summary: 'The keys with which scripts may call.',
  permission: 'settings.read',
  reply: z.object({
    keys: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        prefix: z.string(),
        role: roleField,
        createdAt: momentJson,
        expiresAt: momentJson.nullable(),
        lastUsedAt: momentJson.nullable(),
        revokedAt: momentJson.nullable(),
      }),
    ),
  }),
  refusals: [],
});

export const makeApiKey = endpoint({
  method: 'POST',
  path: '/api-keys',
  summary: 'Makes a key; it is shown once and kept as a hash.',
  permission: 'settings.write',
  body: z.strictObject({
    name: z.string().min(1).max(80),
    role: roleField,
    expiresInDays: z.number().int().min(1).max(730).optional(),
  }),
  reply: z.object({ id: z.string(), key: z.string() }),
  refusals: ['role_must_not_exceed_own'],
});

export const revokeApiKey = endpoint({
  method: 'PUT',
  path: '/api-keys/:keyId/revocation',
  summary: 'Ends a key at once.',
  permission: 'settings.write',
  params: z.strictObject({ keyId: idField<'api key'>() }),
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['role_must_not_exceed_own'],
});
