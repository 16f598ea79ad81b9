import { randomBytes, randomUUID } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import { allAnswers, type AnswerOptions } from '@goodterms/server/answers.ts';
import { doorkeeper, sessionsOf } from '@goodterms/server/doorkeeper.ts';
import { asOwner, enterTenant, sql } from '@goodterms/server/platform/database.ts';
import { buildApp, type AppOptions } from '@goodterms/server/platform/http/app.ts';
import { sealWith } from '@goodterms/server/platform/seal.ts';
import { makeApiKey } from '@goodterms/server/settings/api-key.actions.ts';
import { afterAll } from 'vitest';
import type { TestHouse } from './house.ts';

const THIS_MACHINE = 'http://127.0.0.1:3000';

export type Said = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
  readonly json: any;
};

export type Ask = {
  readonly as?: string | undefined;
  readonly body?: unknown;
  readonly file?: { readonly name: string; readonly bytes: string | Uint8Array };
  /** Undefined makes one; false sends none. */
  readonly key?: string | false;
  readonly headers?: Readonly<Record<string, string>>;
};

/** The door of a test house as the world sees it: requests in, replies out, no port opened. */
export async function openDoor(
  house: TestHouse,
  change: Partial<Pick<AppOptions, 'place' | 'webFolder' | 'log'>> &
    Partial<Pick<AnswerOptions, 'sendingState'>> = {},
) {
  const place = change.place ?? { publicUrl: THIS_MACHINE, isThisMachine: true };
  const publicUrl = place.publicUrl;
  const sessions = sessionsOf(house, { secret: 'x'.repeat(43), publicUrl });
  const sendingState = change.sendingState ?? (async () => ({ on: true, because: null }));
  const answers = allAnswers({
    sessions,
    publicUrl,
    sendingState,
    seal: sealWith(randomBytes(32)),
  });
  const app = await buildApp({
    house,
    answers,
    place,
    sessionCookie: sessions.cookieName,
    recognise: doorkeeper(house, sessions),
    log: change.log ?? { info: () => undefined, error: failLoudly },
    version: '0.0.0',
    ...(change.webFolder === undefined ? {} : { webFolder: change.webFolder }),
  });
  afterAll(() => app.close());
  const host = new URL(publicUrl).host;

  return {
    app,
    answers,
    /** `ask('PUT', '/contacts/17', { as: key, body })`; `as` is an API key or a cookie line. */
    async ask(method: string, path: string, given: Ask = {}): Promise<Said> {
      const { as, body, file, key, headers } = given;
      const isWrite = method !== 'GET';
      const reply = await app.inject({
        method: method as 'GET',
        url: `/api${path}`,
        headers: {
          host,
          ...(as === undefined
            ? {}
            : as.startsWith('gt_')
              ? { authorization: `Bearer ${as}` }
              : { cookie: as }),
          ...(isWrite && key !== false ? { 'idempotency-key': key ?? randomUUID() } : {}),
          ...(isWrite ? { origin: new URL(publicUrl).origin } : {}),
          ...(body === undefined || file ? {} : { 'content-type': 'application/json' }),
          ...(file === undefined
            ? {}
            : {
                'content-type': 'application/octet-stream',
                'x-file-name': encodeURIComponent(file.name),
                ...(body === undefined
                  ? {}
                  : { 'x-file-description': encodeURIComponent(JSON.stringify(body)) }),
              }),
          ...headers,
        },
        ...(body === undefined || file ? {} : { payload: JSON.stringify(body) }),
        ...(file === undefined ? {} : { payload: Buffer.from(file.bytes) }),
      });
      const isJson = (reply.headers['content-type'] ?? '').includes('json');
      return {
        status: reply.statusCode,
        headers: reply.headers,
        text: reply.body,
        json: isJson ? JSON.parse(reply.body) : undefined,
      };
    },
    /** A key of this role, to ask with. */
    async keyFor(role: Role, tenantId: TenantId = house.tenantId): Promise<string> {
      const made = await house.inside(
        (ctx) => makeApiKey(ctx, 'owner', { name: `${role} of a test`, role }),
        { tenantId },
      );
      if (!made.accepted) throw new Error('Expected: a key');
      return made.value.key;
    },
    /** What a browser would send back. */
    cookieOf(said: Said): string {
      const lines = said.headers['set-cookie'];
      const line = Array.isArray(lines) ? lines[0] : String(lines);
      return line?.split(';')[0] ?? '';
    },
  };
}

/** Makes this database the demo's, as moving the demo in does. */
export async function makeDemo(house: TestHouse): Promise<void> {
  await asOwner(house.pool, (db) => sql`update installation set is_demo = true`.execute(db));
}

/** Runs SQL as the owner inside one company, to look at what a request has left behind. */
export async function look<Row>(
  house: TestHouse,
  query: ReturnType<typeof sql>,
  tenantId: TenantId = house.tenantId,
): Promise<Row[]> {
  return asOwner(house.pool, async (db) => {
    await enterTenant(db, tenantId);
    return (await query.execute(db)).rows as Row[];
  });
}

function failLoudly(what: object): void {
  const { err, endpoint } = what as { err?: unknown; endpoint?: string };
  process.stderr.write(`${endpoint}: ${err instanceof Error ? err.stack : String(err)}\n`);
}
