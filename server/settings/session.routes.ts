import * as api from '@goodterms/api/settings/session.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { isCommonPassword } from '@goodterms/core/settings/password.ts';
import { permissionsOf } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { answer, answerAtTheDoor } from '../platform/door.ts';
import type { Sessions } from '../platform/http/sessions.ts';
import { isDemo } from '../platform/tenant.ts';
import { acceptInvitation, demoUser, readEntrance, setUp } from './entrance.actions.ts';

/** Whether mail may leave is known to a room further right; the switch is plugged in from outside. */
export type SendingState = { readonly on: boolean; readonly because: string | null };

const DONE = accept({ done: true } as const);

export function sessionRoutes(
  sessions: Sessions,
  sendingState: (ctx: Context) => Promise<SendingState>,
) {
  return [
    answer(api.readSession, async (ctx, { by }) =>
      accept({
        user: { id: by.actor.id, name: by.name, email: by.email },
        tenant: { id: by.tenantId, name: by.tenantName },
        role: by.role,
        permissions: permissionsOf(by.role),
        isDemo: await isDemo(ctx),
        today: ctx.today,
        now: ctx.now.toISOString(),
        sending: await sendingState(ctx),
      }),
    ),
    answerAtTheDoor(api.readEntrance, async ({ house }) => accept(await readEntrance(house))),
    answerAtTheDoor(api.signIn, async ({ headers, setCookies }, { body }) => {
      const cookies = await sessions.signIn(body.email.toLowerCase(), body.password, headers);
      if (!cookies) return refuse('sign_in_must_fit');
      setCookies(cookies);
      return DONE;
    }),
    answerAtTheDoor(api.signOut, async ({ headers, setCookies }) => {
      setCookies(await sessions.signOut(headers));
      return DONE;
    }),
    answerAtTheDoor(api.listSessions, async ({ headers }) => {
      const list = await sessions.list(headers);
      return accept({
        sessions: list.map(({ id, startedAt, usedAt, expiresAt, userAgent, isCurrent }) => ({
          id,
          startedAt: startedAt.toISOString(),
          usedAt: usedAt.toISOString(),
          expiresAt: expiresAt.toISOString(),
          userAgent,
          isCurrent,
        })),
      });
    }),
    answerAtTheDoor(api.endSession, async ({ headers }, { params }) =>
      (await sessions.revoke(headers, params.sessionId)) ? DONE : refuse('session_must_exist'),
    ),
    answerAtTheDoor(api.changePassword, async ({ headers, by, setCookies }, { body }) => {
      const around = [by?.email ?? '', by?.name ?? '', by?.tenantName ?? ''];
      if (isCommonPassword(body.newPassword, around)) return refuse('password_must_not_be_common');
      const cookies = await sessions.changePassword(
        headers,
        body.currentPassword,
        body.newPassword,
      );
      if (!cookies) return refuse('sign_in_must_fit');
      setCookies(cookies);
      return DONE;
    }),
    answerAtTheDoor(api.setUp, async ({ house, headers, setCookies }, { body }) => {
      const made = await setUp(house, body);
      if (!made.accepted) return made;
      setCookies(await sessions.enter(made.value, headers));
      return DONE;
    }),
    answerAtTheDoor(api.acceptInvitation, async ({ house, headers, setCookies }, { body }) => {
      const joined = await acceptInvitation(house, body);
      if (!joined.accepted) return joined;
      setCookies(await sessions.enter(joined.value, headers));
      return DONE;
    }),
    answerAtTheDoor(api.enterDemo, async ({ house, headers, isLocal, setCookies }) => {
      const user = isLocal ? await demoUser(house) : refuse('must_be_the_demo');
      if (!user.accepted) return user;
      setCookies(await sessions.enter(user.value, headers));
      return DONE;
    }),
  ];
}
