import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { z } from 'zod';
import type { Actor, Context, House } from './context.ts';

/** Who is asking: a person by the cookie of a session, or a script by its key. */
export type Visitor = {
  readonly tenantId: TenantId;
  readonly tenantName: string;
  readonly timeZone: string;
  readonly actor: Actor;
  readonly role: Role;
  /** The name of the person or of the key. */
  readonly name: string;
  readonly email: string;
};

/** What came with the request, read and checked against the agreement. */
export type Asked<Params, Query, Body> = {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** The file, for an endpoint that takes one. */
  readonly file: SentFile | undefined;
};

export type SentFile = { readonly name: string; readonly bytes: Uint8Array };

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : unknown;
type Replied<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;

/** An endpoint with the function that answers it; `http/app.ts` mounts a list of these. */
export type Answer = {
  readonly endpoint: Endpoint;
  readonly handle: (
    ctx: Context,
    asked: AnyAsked & { readonly by: Visitor },
  ) => Promise<Outcome<unknown, string>>;
  /** The reply holds a secret: it is not kept with its idempotency key, so it is shown once. */
  readonly shownOnce: boolean;
};

/** One that is answered before a company is entered: signing in, setting up. */
export type AnswerAtTheDoor = {
  readonly endpoint: Endpoint;
  readonly handleAtTheDoor: (door: Door, asked: AnyAsked) => Promise<Outcome<unknown, string>>;
};

// oxlint-disable-next-line typescript/no-explicit-any -- each answer knows its own agreement; a list of them does not
type AnyAsked = Asked<any, any, any>;

/** What an answer before the company has in its hands. */
export type Door = {
  readonly house: House;
  readonly headers: Headers;
  /** The request came from this machine itself. */
  readonly isLocal: boolean;
  readonly publicUrl: string;
  readonly by: Visitor | undefined;
  /** Lines of `Set-Cookie` for the reply. */
  readonly setCookies: (lines: readonly string[]) => void;
};

/**
 * Guards run in one order for every endpoint: who is asking, for which company, may they, is the
 * body sound; then one transaction, the action, and the reply checked against the agreement.
 */
export function answer<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Reply>,
  handle: (
    ctx: Context,
    asked: Asked<Parsed<Params>, Parsed<Query>, Parsed<Body>> & { readonly by: Visitor },
  ) => Promise<Outcome<Replied<Reply>, string>>,
  options: { readonly shownOnce?: boolean } = {},
): Answer {
  return { endpoint, handle, shownOnce: options.shownOnce ?? false };
}

export function answerAtTheDoor<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Reply>,
  handleAtTheDoor: (
    door: Door,
    asked: Asked<Parsed<Params>, Parsed<Query>, Parsed<Body>>,
  ) => Promise<Outcome<Replied<Reply>, string>>,
): AnswerAtTheDoor {
  return { endpoint, handleAtTheDoor };
}

/** Nothing is here under this id: of another company, or of nobody. Every endpoint may say so. */
export const NOT_FOUND = refuse('not_found');
