import { basename } from 'node:path/posix';
import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Asked } from '../door.ts';
import { hashOf, type Written } from '../idempotency.ts';
import { doorProblem, type Problem } from './problem.ts';

type ReadRequest =
  | { readonly problem: Problem }
  | {
      readonly asked: Asked<unknown, unknown, unknown>;
      readonly written: Written | undefined;
    };

/** What is said of a file that is sent: JSON, percent-encoded, as headers are not Unicode. */
const FILE_DESCRIPTION = 'x-file-description';

/** Of the headers of an upload the description, read by its schema; nothing said is `{}`. */
export function describedBy(body: z.ZodType): z.ZodType {
  const description = z.string().default('{}').transform(documentIn).pipe(body);
  return z.looseObject({ [FILE_DESCRIPTION]: description });
}

/** By now as its schema has read it. */
function descriptionIn({ headers }: FastifyRequest, { body }: Endpoint): unknown {
  return body ? headers[FILE_DESCRIPTION] : undefined;
}

function documentIn(text: string, check: z.RefinementCtx): unknown {
  try {
    return JSON.parse(decoded(text));
  } catch {
    check.addIssue({ code: 'custom', message: 'is not JSON, percent-encoded' });
    return z.NEVER;
  }
}

const LONGEST_KEY = 255;
const LONGEST_FILE_NAME = 200;

/** What the request asks, once its parts have been checked, and the key of its effect. */
export function readRequest(request: FastifyRequest, endpoint: Endpoint): ReadRequest {
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined;
  if (endpoint.upload && !bytes) return { problem: doorProblem('content_must_be_a_file') };

  const name = fileName(header(request, 'x-file-name') ?? '');
  const asked = {
    params: request.params,
    query: request.query,
    body: endpoint.upload ? descriptionIn(request, endpoint) : request.body,
    file: endpoint.upload && bytes ? { name, bytes } : undefined,
  };
  if (!changesSomething(endpoint)) return { asked, written: undefined };

  const key = header(request, 'idempotency-key') ?? '';
  if (key === '' || key.length > LONGEST_KEY)
    return { problem: doorProblem('idempotency_key_must_be_given') };
  const content = bytes ?? JSON.stringify(request.body ?? null, bigintAsText);
  const description = endpoint.upload ? JSON.stringify(asked.body ?? null, bigintAsText) : '';
  return {
    asked,
    written: {
      key,
      endpoint: `${request.method} ${request.url}`,
      bodyHash: hashOf([name, description, content]),
    },
  };
}

/** A POST that may be asked by somebody who only reads changes nothing: a preview, a search. */
export function changesSomething({ method, permission }: Endpoint): boolean {
  return method !== 'GET' && !permission.endsWith('.read');
}

export function toHeaders(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const one of Array.isArray(value) ? value : [value])
      if (one !== undefined) headers.append(name, one);
  return headers;
}

function header(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

/** The name only, never a path. Headers are not Unicode, so browsers send it percent-encoded. */
function fileName(sent: string): string {
  const plain = basename(decoded(sent).replaceAll('\\', '/'));
  // oxlint-disable-next-line no-control-regex -- what a name must not hold
  return plain.replaceAll(/[\u0000-\u001F\u007F]/g, '').slice(0, LONGEST_FILE_NAME);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function bigintAsText(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
