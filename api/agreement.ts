import type { z } from 'zod';

/** A right in a room. `core/settings/permissions` says which role has it. */
export type Permission = `${string}.${'read' | 'write' | 'approve'}`;

/**
 * One endpoint as both sides know it. The server answers it; web, scripts and the published
 * OpenAPI file call it. Paths begin below `/api`.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  /** What it does, in one sentence. */
  readonly summary: string;
  /** `public` is for what somebody may ask before signing in; there are very few. */
  readonly permission: Permission | 'public' | 'signed_in';
  readonly params?: Params;
  readonly query?: Query;
  /** With an upload: what is said of the file, as JSON in the header `X-File-Description`. */
  readonly body?: Body;
  /** The body is a file, sent as it is; its name travels in the header `X-File-Name`. */
  readonly upload?: { readonly maxBytes: number };
  readonly reply: Reply;
  /** Every reason for which the business may decline, in the order they are checked. */
  readonly refusals: readonly string[];
};

export function endpoint<
  Params extends z.ZodType,
  Query extends z.ZodType,
  Body extends z.ZodType,
  Reply extends z.ZodType,
>(agreed: Endpoint<Params, Query, Body, Reply>): Endpoint<Params, Query, Body, Reply> {
  return agreed;
}
