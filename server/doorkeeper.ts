import type { House } from './platform/context.ts';
import type { Recognised } from './platform/http/app.ts';
import { openSessions, type Sessions } from './platform/http/sessions.ts';
import { visitorByKey, visitorByUser } from './settings/visitor.queries.ts';

/** The sessions of this house: for people who work in one of its companies. */
export function sessionsOf(
  { pool }: House,
  { secret, publicUrl }: { readonly secret: string; readonly publicUrl: string },
): Sessions {
  const mayEnter = async (userId: string) => (await visitorByUser(pool, userId)) !== undefined;
  return openSessions({ pool, secret, publicUrl, mayEnter });
}

/**
 * Says who is asking: a script by the key in its header, or a person by the cookie of a session.
 * The company is the one they work in; nothing in a request can name another.
 */
export function doorkeeper({ pool, clock }: House, sessions: Sessions) {
  return async (headers: Headers): Promise<Recognised | undefined> => {
    const key = /^Bearer (gt_[\w-]{20,100})$/.exec(headers.get('authorization') ?? '')?.[1];
    if (key !== undefined) {
      const visitor = await visitorByKey(pool, key, clock.now());
      return visitor && { visitor, cookies: [] };
    }
    const session = await sessions.recognise(headers);
    const visitor = session && (await visitorByUser(pool, session.userId));
    return visitor && { visitor, cookies: session.cookies };
  };
}
