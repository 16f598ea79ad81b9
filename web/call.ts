import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { z } from 'zod';
import { upload } from './upload.ts';

/** What an endpoint wants to be told, from its schemas: nothing more, nothing less. */
export type Ask<E extends Endpoint> = Part<'params', InputOf<E['params']>> &
  Part<'query', InputOf<E['query']>> &
  Part<'body', InputOf<E['body']>> & { readonly file?: File };

export type ReplyOf<E extends Endpoint> = z.output<E['reply']>;

type InputOf<Schema> = NonNullable<Schema> extends z.ZodType ? z.input<NonNullable<Schema>> : never;

/** A part whose every field may be left out may be left out itself. */
type Part<Name extends string, Input> = unknown extends Input
  ? { readonly [one in Name]?: undefined }
  : object extends Input
    ? { readonly [one in Name]?: Input }
    : { readonly [one in Name]: Input };

/** The server said no, or nothing. `sentence` is for people; `type` is the stable name of the rule. */
export class Declined extends Error {
  readonly status: number;
  readonly type: string;
  readonly problems: readonly { readonly where: string; readonly what: string }[];

  constructor(status: number, problem: Partial<ProblemJson>) {
    super([problem.title ?? SAYS_NOTHING, problem.detail].filter(Boolean).join(' '));
    this.status = status;
    this.type = problem.type ?? 'unknown';
    this.problems = problem.problems ?? [];
  }

  get sentence(): string {
    const where = this.problems.map((problem) => `${problem.where} ${problem.what}.`);
    return [this.message, ...where].join(' ');
  }
}

type ProblemJson = {
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  readonly problems: readonly { readonly where: string; readonly what: string }[];
};

const SAYS_NOTHING = 'The server gave no answer that can be read.';
const NOT_REACHED = 'The server cannot be reached. Check the connection, then try again.';

export type CallOptions = {
  /** One for each intent, the same when it is tried again. Every write needs one. */
  readonly idempotencyKey?: string;
  readonly signal?: AbortSignal;
  /** Hears how many bytes of the file have left. */
  readonly onSent?: ((bytes: number) => void) | undefined;
};

export async function call<E extends Endpoint>(
  endpoint: E,
  ask: Ask<E>,
  { idempotencyKey, signal, onSent }: CallOptions = {},
): Promise<ReplyOf<E>> {
  const { body, file } = ask as { body?: unknown; file?: File };
  const { method } = endpoint;
  const address = addressOf(endpoint, ask);
  const headers = {
    accept: 'application/json',
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
    ...contentHeaders(body, file),
  };
  const sent =
    file && onSent
      ? upload(address, { method, headers, file, onSent })
      : fetch(address, {
          method,
          headers,
          ...bodyOf(body, file),
          ...(signal === undefined ? {} : { signal }),
        });
  const response = await sent.catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Declined(0, { type: 'not_reached', title: NOT_REACHED });
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw new Declined(response.status, answer ?? {});
  return answer as ReplyOf<E>;
}

/** The whole list as a file, under the name that the server gives it. */
export async function fetchCsv<E extends Endpoint>(
  endpoint: E,
  ask: Ask<E>,
): Promise<{ readonly name: string; readonly content: Blob }> {
  const response = await fetch(addressOf(endpoint, ask), { headers: { accept: 'text/csv' } }).catch(
    () => {
      throw new Declined(0, { type: 'not_reached', title: NOT_REACHED });
    },
  );
  if (!response.ok) {
    const answer: unknown = await response.json().catch(() => undefined);
    throw new Declined(response.status, answer ?? {});
  }
  const given = response.headers.get('content-disposition') ?? '';
  const name = /filename="([^"]+)"/.exec(given)?.[1] ?? 'list.csv';
  return { name, content: await response.blob() };
}

/** `/api/customers/17/timeline?kind=note` */
export function addressOf<E extends Endpoint>(endpoint: E, ask: Ask<E>): string {
  const { params, query } = ask as {
    params?: Record<string, string>;
    query?: Record<string, string | number | undefined>;
  };
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) =>
    encodeURIComponent(params?.[name] ?? ''),
  );
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== '') words.set(name, String(value));
  }
  return `/api${path}${words.size > 0 ? `?${words}` : ''}`;
}

function contentHeaders(body: unknown, file: File | undefined): Record<string, string> {
  if (file) {
    return {
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(file.name),
      ...(body === undefined
        ? {}
        : { 'x-file-description': encodeURIComponent(JSON.stringify(body)) }),
    };
  }
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

function bodyOf(body: unknown, file: File | undefined): { body?: BodyInit } {
  if (file) return { body: file };
  return body === undefined ? {} : { body: JSON.stringify(body) };
}

/** The sentence to show for whatever went wrong. */
export function sentenceOf(error: unknown): string {
  if (error instanceof Declined) return error.sentence;
  return 'Something went wrong on this page. Load it again.';
}
