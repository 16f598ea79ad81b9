import type { Endpoint } from '@goodterms/api/agreement.ts';
import { refusalSentence } from '@goodterms/api/refusals.ts';
import { z } from 'zod';
import { changesSomething } from './asked.ts';

type Json = { readonly [name: string]: unknown };

/** The agreement as OpenAPI 3.1, computed from the same endpoints that the server answers. */
export function openApi(endpoints: readonly Endpoint[], version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const endpoint of endpoints.toSorted(byPath)) {
    const path = `/api${endpoint.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    (paths[path] ??= {})[endpoint.method.toLowerCase()] = operation(endpoint);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Goodterms',
      version,
      summary: 'Credit management and collections: get paid, and stay on good terms.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    servers: [{ url: '/' }],
    security: [{ key: [] }, { session: [] }],
    tags: [...new Set(endpoints.map(roomOf))].toSorted().map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key made under Settings.' },
        session: { type: 'apiKey', in: 'cookie', name: '__Host-goodterms' },
      },
      schemas: { Problem: PROBLEM },
      responses: {
        Problem: {
          description: 'Declined, or not possible: `type` is the stable name of the reason.',
          content: { 'application/problem+json': { schema: ref('Problem') } },
        },
      },
    },
  };
}

function byPath(a: Endpoint, b: Endpoint): number {
  const [left, right] = [`${a.path} ${a.method}`, `${b.path} ${b.method}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function operation(endpoint: Endpoint): Json {
  const { method, permission, body, upload, reply, refusals, summary } = endpoint;
  return {
    operationId: operationId(endpoint),
    summary,
    tags: [roomOf(endpoint)],
    ...(permission === 'public' ? { security: [] } : {}),
    'x-permission': permission,
    ...(refusals.length > 0 ? { description: refusalList(refusals), 'x-refusals': refusals } : {}),
    parameters: parameters(endpoint),
    ...(upload
      ? {
          requestBody: {
            required: true,
            description: `The file as it is, at most ${upload.maxBytes / 1_000_000} MB.`,
            content: { 'application/octet-stream': {} },
          },
        }
      : body && method !== 'GET'
        ? {
            requestBody: {
              required: true,
              content: { 'application/json': { schema: jsonSchema(body, 'input') } },
            },
          }
        : {}),
    responses: {
      200: {
        description: 'Done.',
        content: { 'application/json': { schema: jsonSchema(reply, 'output') } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function parameters(endpoint: Endpoint): Json[] {
  const inPath = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
  const pathSchemas = propertiesOf(endpoint.params);
  const query = endpoint.query ? jsonSchema(endpoint.query, 'input') : {};
  const required = (query['required'] as readonly string[] | undefined) ?? [];
  return [
    ...inPath.map((name) => ({
      name,
      in: 'path',
      required: true,
      schema: pathSchemas[name] ?? { type: 'string' },
    })),
    ...Object.entries((query['properties'] as Json | undefined) ?? {}).map(([name, schema]) => ({
      name,
      in: 'query',
      required: required.includes(name),
      schema,
    })),
    ...(endpoint.upload ? [FILE_NAME] : []),
    ...(endpoint.upload && endpoint.body ? [fileDescription(endpoint.body)] : []),
    ...(needsKey(endpoint) ? [IDEMPOTENCY_KEY] : []),
  ];
}

const FILE_NAME: Json = {
  name: 'X-File-Name',
  in: 'header',
  required: false,
  description: 'The name of the file, percent-encoded.',
  schema: { type: 'string' },
};

/** What is said of the file, where it does not say it itself. */
function fileDescription(body: z.ZodType): Json {
  return {
    name: 'X-File-Description',
    in: 'header',
    required: false,
    description: 'What is said of the file: JSON, percent-encoded.',
    content: { 'application/json': { schema: jsonSchema(body, 'input') } },
  };
}

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'Chosen by the caller: the same key and body again have one effect and one answer.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const PROBLEM: Json = {
  type: 'object',
  required: ['type', 'title', 'status'],
  properties: {
    type: { type: 'string', description: 'A stable name, such as amount_must_be_positive.' },
    title: { type: 'string', description: 'The rule as a sentence.' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    problems: {
      type: 'array',
      items: {
        type: 'object',
        required: ['where', 'what'],
        properties: { where: { type: 'string' }, what: { type: 'string' } },
      },
    },
  },
};

/** Endpoints that are answered before a company is entered have nowhere to keep a key. */
function needsKey(endpoint: Endpoint): boolean {
  return (
    changesSomething(endpoint) &&
    endpoint.permission !== 'public' &&
    endpoint.permission !== 'signed_in'
  );
}

/** `PUT /contacts/:contactId` is `putContactsByContactId`. */
export function operationId({ method, path }: Pick<Endpoint, 'method' | 'path'>): string {
  const words = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => (part.startsWith(':') ? `By${capital(part.slice(1))}` : camelCase(part)));
  return method.toLowerCase() + words.map(capital).join('');
}

function roomOf({ permission }: Endpoint): string {
  return permission.includes('.') ? (permission.split('.')[0] ?? '') : 'session';
}

function refusalList(refusals: readonly string[]): string {
  const lines = refusals.map((reason) => `- \`${reason}\`: ${refusalSentence(reason)}`);
  return ['Declines, in this order:', ...lines].join('\n');
}

function propertiesOf(schema: z.ZodType | undefined): Json {
  return schema ? ((jsonSchema(schema, 'input')['properties'] as Json | undefined) ?? {}) : {};
}

function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}

function ref(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function camelCase(part: string): string {
  return part.replaceAll(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
