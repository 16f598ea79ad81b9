import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayJson, doneReply, momentJson } from '../fields.ts';

export const readSession = endpoint({
  method: 'GET',
  path: '/session',
  summary: 'Who is signed in, for which company, and what they may do.',
  permission: 'signed_in',
  reply: z.object({
    user: z.object({ id: z.string(), name: z.string(), email: z.string() }),
    tenant: z.object({ id: z.string(), name: z.string() }),
    role: z.string(),
    permissions: z.array(z.string()),
    isDemo: z.boolean(),
    today: dayJson,
    now: momentJson,
    sending: z.object({ on: z.boolean(), because: z.string().nullable() }),
  }),
  refusals: [],
});

export const readEntrance = endpoint({
  method: 'GET',
  path: '/entrance',
  summary: 'What the sign-in page offers: set-up, the demo, or a password.',
  permission: 'public',
  reply: z.object({ needsSetup: z.boolean(), isDemo: z.boolean() }),
  refusals: [],
});

export const signIn = endpoint({
  method: 'POST',
  path: '/session',
  summary: 'Signs in with an address and a password; the reply sets the cookie.',
  permission: 'public',
  body: z.strictObject({ email: z.string().max(254), password: z.string().max(128) }),
  reply: doneReply,
  refusals: ['sign_in_must_fit'],
});
export const signOut = endpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Ends this session; the cookie is taken back.',
  permission: 'signed_in',
  reply: doneReply,
  refusals: [],
});

export const listSessions = endpoint({
  method: 'GET',
  path: '/sessions',
  summary: 'Where the person who asks is signed in.',
  permission: 'signed_in',
  reply: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        startedAt: momentJson,
        usedAt: momentJson,
        expiresAt: momentJson,
        userAgent: z.string(),
        isCurrent: z.boolean(),
      }),
    ),
  }),
  refusals: [],
});
export const endSession = endpoint({
  method: 'DELETE',
  path: '/sessions/:sessionId',
  summary: 'Ends one of the own sessions, on another machine for example.',
  permission: 'signed_in',
  params: z.strictObject({ sessionId: z.string().max(64) }),
  reply: doneReply,
  refusals: ['session_must_exist'],
});
export const changePassword = endpoint({
  method: 'PUT',
  path: '/password',
  summary: 'Changes the own password; every other session ends.',
  permission: 'signed_in',
  body: z.strictObject({
    currentPassword: z.string().max(128),
    newPassword: z.string().min(12).max(128),
  }),
  reply: doneReply,
  refusals: ['password_must_not_be_common', 'sign_in_must_fit'],
});

/** One-time links lead to the web app, their token after the `#`, so that no log keeps it. */
export const SET_UP_PAGE = '/set-up';
export const INVITATION_PAGE = '/invitation';

export const setUp = endpoint({
  method: 'POST',
  path: '/setup',
  summary: 'Makes the company and its owner with the one-time link that the first start printed.',
  permission: 'public',
  body: z.strictObject({
    token: z.string().min(20).max(200),
    companyName: z.string().min(1).max(200),
    timeZone: z.string().max(60),
    name: z.string().min(1).max(120),
    email: z.email().max(254),
    password: z.string().min(12).max(128),
  }),
  reply: doneReply,
  refusals: [
    'link_must_be_valid',
    'setup_must_be_open',
    'time_zone_must_exist',
    'password_must_not_be_common',
  ],
});

export const enterDemo = endpoint({
  method: 'POST',
  path: '/demo/session',
  summary: 'Signs in to the demo company; only where the demo runs, only on this machine.',
  permission: 'public',
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['must_be_the_demo'],
});

export const acceptInvitation = endpoint({
  method: 'POST',
  path: '/invitations/acceptance',
  summary: 'Makes the account of an invited colleague.',
  permission: 'public',
  body: z.strictObject({
    token: z.string().min(20).max(200),
    name: z.string().min(1).max(120),
    password: z.string().min(12).max(128),
  }),
  reply: doneReply,
  refusals: ['link_must_be_valid', 'password_must_not_be_common'],
});
