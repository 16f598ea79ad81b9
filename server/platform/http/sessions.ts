import { betterAuth } from 'better-auth';
import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import type { DatabasePool } from '../database.ts';
import { hashPassword, verifyPassword } from './password-hash.ts';

/** Idle for so long, a session ends; used, it slides, until the longest. */
const IDLE_SECONDS = 30 * 60;
const SLIDE_SECONDS = 60;
const LONGEST_SECONDS = 12 * 60 * 60;

/** Who holds the cookie, and the cookie lines that the reply must carry. */
export type Recognised = {
  readonly userId: string;
  readonly sessionId: string;
  readonly cookies: readonly string[];
};

export type SessionSeen = {
  readonly id: string;
  readonly startedAt: Date;
  readonly usedAt: Date;
  readonly expiresAt: Date;
  readonly userAgent: string;
  readonly isCurrent: boolean;
};

/** Signing in and out. Behind it stands better-auth; nothing else of it shows. */
export type Sessions = {
  readonly cookieName: string;
  recognise(headers: Headers): Promise<Recognised | undefined>;
  /** Undefined when address and password do not fit together, whichever of the two is wrong. */
  signIn(email: string, password: string, headers: Headers): Promise<readonly string[] | undefined>;
  /** A session without a password, for somebody who has just proved who they are. */
  enter(userId: string, headers: Headers): Promise<readonly string[]>;
  signOut(headers: Headers): Promise<readonly string[]>;
  list(headers: Headers): Promise<SessionSeen[]>;
  revoke(headers: Headers, sessionId: string): Promise<boolean>;
  /** Ends all other sessions. Undefined when the current password is not that. */
  changePassword(
    headers: Headers,
    current: string,
    next: string,
  ): Promise<readonly string[] | undefined>;
};

export type SessionOptions = {
  readonly pool: DatabasePool;
  /** At least 32 random bytes as text, from the secrets file. */
  readonly secret: string;
  /** Where people reach us. With https the cookie is bound to this host. */
  readonly publicUrl: string;
  /** Whether this person works anywhere here; somebody who does not gets no session. */
  readonly mayEnter: (userId: string) => Promise<boolean>;
};

export function openSessions(options: SessionOptions): Sessions {
  const { publicUrl } = options;
  const isHttps = publicUrl.startsWith('https://');
  const cookieName = isHttps ? '__Host-goodterms' : 'goodterms';
  const auth = makeAuth({ ...options, isHttps, cookieName });

  const recognise = async (headers: Headers): Promise<Recognised | undefined> => {
    if (!(headers.get('cookie') ?? '').includes(`${cookieName}=`)) return undefined;
    const { response, headers: set } = await auth.api.getSession({ headers, returnHeaders: true });
    if (!response) return undefined;
    const { session } = response;
    const ageSeconds = (session.updatedAt.getTime() - session.createdAt.getTime()) / 1000;
    if (ageSeconds > LONGEST_SECONDS) {
      await auth.api.signOut({ headers });
      return undefined;
    }
    return { userId: session.userId, sessionId: session.id, cookies: set.getSetCookie() };
  };

  return {
    cookieName,
    recognise,
    async signIn(email, password, headers) {
      const entered = await unlessUnauthorised(
        auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true }),
      );
      return entered?.headers.getSetCookie();
    },
    async enter(userId, headers) {
      const entered = await auth.api.enterAs({ body: { userId }, headers, returnHeaders: true });
      return entered.headers.getSetCookie();
    },
    async signOut(headers) {
      const { headers: set } = await auth.api.signOut({ headers, returnHeaders: true });
      return set.getSetCookie();
    },
    async list(headers) {
      const current = await recognise(headers);
      if (!current) return [];
      const sessions = await auth.api.listSessions({ headers });
      return sessions.map((session) => ({
        id: session.id,
        startedAt: session.createdAt,
        usedAt: session.updatedAt,
        expiresAt: session.expiresAt,
        userAgent: session.userAgent ?? '',
        isCurrent: session.id === current.sessionId,
      }));
    },
    async revoke(headers, sessionId) {
      if (!(await recognise(headers))) return false;
      const sessions = await auth.api.listSessions({ headers });
      const found = sessions.find(({ id }) => id === sessionId);
      if (!found) return false;
      await auth.api.revokeSession({ headers, body: { token: found.token } });
      return true;
    },
    async changePassword(headers, current, next) {
      const changed = await unlessUnauthorised(
        auth.api.changePassword({
          headers,
          body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
          returnHeaders: true,
        }),
      );
      return changed?.headers.getSetCookie();
    },
  };
}

type AuthOptions = SessionOptions & { readonly isHttps: boolean; readonly cookieName: string };

function makeAuth({ pool, secret, publicUrl, mayEnter, isHttps, cookieName }: AuthOptions) {
  return betterAuth({
    appName: 'Goodterms',
    baseURL: publicUrl,
    secret,
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    database: { db: pool.kysely, type: 'postgres', schemaName: 'auth', transaction: true },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: 12,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: IDLE_SECONDS,
      updateAge: SLIDE_SECONDS,
      fields: {
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
        userId: 'user_id',
      },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session) => ((await mayEnter(session.userId)) ? { data: session } : false),
        },
      },
    },
    user: {
      fields: {
        emailVerified: 'email_verified',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    account: {
      fields: {
        accountId: 'account_id',
        providerId: 'provider_id',
        userId: 'user_id',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
    },
    verification: {
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    advanced: {
      // The name carries `__Host-` already; better-auth's own prefix would be `__Secure-`.
      useSecureCookies: false,
      ipAddress: { disableIpTracking: true },
      database: { joins: true },
      cookies: {
        session_token: {
          name: cookieName,
          attributes: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
        },
      },
    },
    plugins: [{ id: 'goodterms-entrance', endpoints: { enterAs } }],
  });
}

/** Better-auth's handler is not mounted, so this is reached from this file only. */
const enterAs = createAuthEndpoint(
  '/enter-as',
  { method: 'POST', body: z.object({ userId: z.string() }), metadata: { SERVER_ONLY: true } },
  async (ctx) => {
    const user = await ctx.context.internalAdapter.findUserById(ctx.body.userId);
    if (!user) throw new Error('Expected: a user to sign in');
    const session = await ctx.context.internalAdapter.createSession(user.id);
    await setSessionCookie(ctx, { session, user });
    return ctx.json({ entered: true });
  },
);

/** Better-auth throws its "no"; ours is an answer. Anything else stays an error. */
async function unlessUnauthorised<Result>(asked: Promise<Result>): Promise<Result | undefined> {
  try {
    return await asked;
  } catch (error) {
    const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
    if (status === 400 || status === 401 || status === 403) return undefined;
    throw error;
  }
}
