import { randomUUID } from 'node:crypto';
import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { may } from '@goodterms/core/settings/permissions.ts';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { House } from '../context.ts';
import type { Answer, AnswerAtTheDoor, Visitor } from '../door.ts';
import { describedBy, readRequest, toHeaders } from './asked.ts';
import { exportRows, wantsCsv } from './export.ts';
import { problemOf } from './error.ts';
import { securityHeaders } from './headers.ts';
import { openApi } from './openapi.ts';
import { hostIsOurs, isLoopbackAddress, originIsOurs, type Place } from './origin.ts';
import { doorProblem, PROBLEM_TYPE, type Problem } from './problem.ts';
import { networkOf, rateLimit } from './rate-limit.ts';
import { asServed, replyTo, serve, type Served } from './serve.ts';
import { unstorableIn } from './unstorable.ts';
import { serveWeb } from './web.ts';

export type AppOptions = {
  readonly house: House;
  readonly answers: readonly (Answer | AnswerAtTheDoor)[];
  readonly place: Place;
  /** Name of the cookie that a session lives in. */
  readonly sessionCookie: string;
  /** Who holds this cookie or this key; undefined when nobody we let in. */
  readonly recognise: (headers: Headers) => Promise<Recognised | undefined>;
  /** The built web application; without it only the API is served. */
  readonly webFolder?: string | undefined;
  /** Addresses of proxies whose word about the caller's address is taken. None by default. */
  readonly trustedProxies?: readonly string[];
  readonly log: Log;
  readonly version: string;
  /** Something was changed in this company, and it is committed. */
  readonly afterWriting?: (tenantId: TenantId) => void;
};

export type Recognised = { readonly visitor: Visitor; readonly cookies: readonly string[] };

/** What the door writes down: ids, numbers and names of things, never of people. */
export type Log = {
  info(what: object, message: string): void;
  error(what: object, message: string): void;
};

const JSON_BYTES = 1_000_000;
const RECEIVE_MS = 30_000;
/** What is said of a bank's table, with all its columns in any script, travels in a header. */
const HEADER_BYTES = 64 * 1024;

/** The whole HTTP side: the API under `/api`, the web application everywhere else. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { place, log } = options;
  const isHttps = place.publicUrl.startsWith('https://');
  const app = Fastify({
    bodyLimit: JSON_BYTES,
    http: { maxHeaderSize: HEADER_BYTES },
    requestTimeout: RECEIVE_MS,
    logger: false,
    genReqId: () => randomUUID(),
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    return503OnClosing: true,
    forceCloseConnections: 'idle',
  });
  app.removeContentTypeParser('text/plain');
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer' },
    (_request, body, done) => done(null, body),
  );
  app.setValidatorCompiler<Endpoint['reply']>(({ schema }) => (data) => {
    const read = schema.safeParse(data);
    if (!read.success) return { error: read.error };
    const issues = unstorableIn(read.data);
    return issues.length === 0
      ? { value: read.data }
      : { error: Object.assign(new Error('a text that cannot be kept'), { issues }) };
  });

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(isHttps));
    reply.header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    const isProbe = request.url === '/livez' || request.url === '/readyz';
    if (!isProbe && !hostIsOurs(request.headers, place))
      return send(reply, asServed(doorProblem('host_must_be_ours')));
    return undefined;
  });
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      log.error({ request: request.id, endpoint: nameOf(request), err: error }, 'request failed');
    return send(reply, asServed(problem));
  });
  app.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith('/api/')) return;
    const by = VISITORS.get(request);
    if (by && request.method !== 'GET' && reply.statusCode < 400)
      options.afterWriting?.(by.tenantId);
    log.info(
      {
        request: request.id,
        endpoint: nameOf(request),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        ...(by ? { tenant: by.tenantId, actor: `${by.actor.kind}:${by.actor.id}` } : {}),
      },
      'request',
    );
  });

  const guards = makeGuards(options);
  for (const answer of options.answers) mount(app, options, guards, answer);
  const document = JSON.stringify(
    openApi(
      options.answers.map(({ endpoint }) => endpoint),
      options.version,
    ),
  );
  app.get('/api/openapi.json', (_request, reply) => reply.type('application/json').send(document));
  await serveWeb(app, options.webFolder);
  app.setNotFoundHandler((_request, reply) => send(reply, asServed(doorProblem('not_found'))));
  return app;
}

const VISITORS = new WeakMap<FastifyRequest, Visitor>();

type Guards = ReturnType<typeof makeGuards>;

/** Who is asking, may they, and not too often: before a byte of the body is read. */
function makeGuards({ house, place, sessionCookie, recognise }: AppOptions) {
  const strangers = rateLimit({ max: 30, windowSeconds: 60 });
  const callers = rateLimit({ max: 600, windowSeconds: 60 });
  const accountHere = rateLimit({ max: 5, windowSeconds: 15 * 60 });
  const accountAnywhere = rateLimit({ max: 50, windowSeconds: 15 * 60 });

  return {
    async enter(request: FastifyRequest, reply: FastifyReply, endpoint: Endpoint) {
      const hasCookie = (request.headers.cookie ?? '').includes(`${sessionCookie}=`);
      const isWrite = endpoint.method !== 'GET';
      if (isWrite && !originIsOurs(request.headers, place, hasCookie))
        return doorProblem('origin_must_be_ours');

      const isPublic = endpoint.permission === 'public';
      const found = isPublic ? undefined : await recognise(toHeaders(request));
      if (found) {
        VISITORS.set(request, found.visitor);
        for (const line of found.cookies) reply.header('set-cookie', line);
      }
      const wait = found
        ? callers.take(`${found.visitor.tenantId} ${found.visitor.actor.id}`, house.clock.now())
        : isPublic && !isWrite
          ? undefined
          : strangers.take(networkOf(request.ip), house.clock.now());
      if (wait !== undefined) return tooOften(reply, wait);

      if (isPublic) return undefined;
      if (!found) return doorProblem('sign_in_first');
      const { permission } = endpoint;
      if (
        permission !== 'signed_in' &&
        permission !== 'public' &&
        !may(found.visitor.role, permission)
      )
        return doorProblem('may_not');
      return undefined;
    },
    /** Counts a try to sign in, until one succeeds. */
    tryAccount(request: FastifyRequest, reply: FastifyReply, email: string): Problem | undefined {
      const at = house.clock.now();
      const wait =
        accountHere.take(`${email} ${networkOf(request.ip)}`, at) ??
        accountAnywhere.take(email, at);
      return wait === undefined ? undefined : tooOften(reply, wait);
    },
    forgetTries(request: FastifyRequest, email: string): void {
      accountHere.forget(`${email} ${networkOf(request.ip)}`);
    },
  };
}

function tooOften(reply: FastifyReply, seconds: number): Problem {
  reply.header('retry-after', String(seconds));
  return doorProblem('too_many_requests');
}

function mount(
  app: FastifyInstance,
  options: AppOptions,
  guards: Guards,
  answer: Answer | AnswerAtTheDoor,
): void {
  const { endpoint } = answer;
  app.route({
    method: endpoint.method,
    url: `/api${endpoint.path}`,
    ...(endpoint.upload ? { bodyLimit: endpoint.upload.maxBytes } : {}),
    schema: {
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { querystring: endpoint.query } : {}),
      ...(endpoint.body && !endpoint.upload ? { body: endpoint.body } : {}),
      ...(endpoint.body && endpoint.upload ? { headers: describedBy(endpoint.body) } : {}),
    },
    onRequest: async (request, reply) => {
      const problem = await guards.enter(request, reply, endpoint);
      return problem ? send(reply, asServed(problem)) : undefined;
    },
    handler: async (request, reply) => {
      const by = VISITORS.get(request);
      if ('handleAtTheDoor' in answer) {
        const served = await serveAtTheDoor(options, guards, answer, request, reply);
        return send(reply, served);
      }
      if (!by) return send(reply, asServed(doorProblem('sign_in_first')));
      const read = readRequest(request, endpoint);
      if ('problem' in read) return send(reply, asServed(read.problem));
      if (wantsCsv(request.headers.accept, endpoint)) {
        const csv = await exportRows(options.house, answer, by, read.asked);
        return 'text' in csv
          ? reply
              .type('text/csv; charset=utf-8')
              .header('content-disposition', `attachment; filename="${csv.fileName}"`)
              .send(csv.text)
          : send(reply, csv);
      }
      return send(reply, await serve(options.house, answer, { ...read, by }));
    },
  });
}

async function serveAtTheDoor(
  { house, place }: AppOptions,
  guards: Guards,
  answer: AnswerAtTheDoor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Served> {
  const body: unknown = request.body;
  const email =
    answer.endpoint.refusals.includes('sign_in_must_fit') &&
    typeof body === 'object' &&
    body !== null &&
    'email' in body &&
    typeof body.email === 'string'
      ? body.email.toLowerCase()
      : undefined;
  const problem = email === undefined ? undefined : guards.tryAccount(request, reply, email);
  if (problem) return asServed(problem);
  const outcome = await answer.handleAtTheDoor(
    {
      house,
      headers: toHeaders(request),
      isLocal:
        isLoopbackAddress(request.socket.remoteAddress ?? '') &&
        request.headers['x-forwarded-for'] === undefined &&
        place.isThisMachine,
      publicUrl: place.publicUrl,
      by: VISITORS.get(request),
      setCookies: (lines) => {
        reply.removeHeader('set-cookie');
        for (const line of lines) reply.header('set-cookie', line);
      },
    },
    { params: request.params, query: request.query, body, file: undefined },
  );
  if (outcome.accepted && email !== undefined) guards.forgetTries(request, email);
  return replyTo(answer, outcome);
}

function send(reply: FastifyReply, { status, reply: body }: Served): FastifyReply {
  const type = status >= 400 ? PROBLEM_TYPE : 'application/json; charset=utf-8';
  return reply.code(status).type(type).send(JSON.stringify(body));
}

/** The pattern of the address, never the address: a search in it may name a person. */
function nameOf(request: FastifyRequest): string {
  return `${request.method} ${request.routeOptions.url ?? 'unknown'}`;
}
