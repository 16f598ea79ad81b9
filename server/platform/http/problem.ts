import { refusalSentence } from '@goodterms/api/refusals.ts';

/** RFC 9457. `type` is the stable name of what went wrong; `title` is its sentence. */
export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  /** Where the body or the query is unsound. */
  readonly problems?: readonly { readonly where: string; readonly what: string }[];
};

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What the door itself says, before or instead of the business. */
const AT_THE_DOOR = {
  request_must_be_sound: [400, 'The request does not fit the agreement.'],
  idempotency_key_must_be_given: [
    400,
    'Every write carries a header Idempotency-Key of 1 to 255 characters.',
  ],
  sign_in_first: [401, 'Sign in, or send an API key.'],
  may_not: [403, 'Your role does not allow this.'],
  origin_must_be_ours: [403, 'This request comes from another site.'],
  host_must_be_ours: [421, 'Nothing of this name is served here.'],
  not_found: [404, 'There is nothing here under this address.'],
  method_must_fit: [405, 'This cannot be done to that.'],
  key_is_in_use: [409, 'A request with this Idempotency-Key is still being worked on.'],
  answer_was_shown_once: [
    409,
    'This was done already; its answer holds a secret that is shown only once.',
  ],
  body_must_be_smaller: [413, 'That is too large.'],
  content_must_be_json: [415, 'The body must be of type application/json.'],
  content_must_be_a_file: [415, 'The body must be a file of type application/octet-stream.'],
  key_must_not_change_its_request: [
    422,
    'This Idempotency-Key was used for a different request before.',
  ],
  too_many_requests: [429, 'That is too often. Wait a little.'],
  our_mistake: [500, 'Something went wrong on our side. It has been noted.'],
  busy: [503, 'The database is busy. Try again in a moment.'],
} as const satisfies Record<string, readonly [number, string]>;

export type DoorProblem = keyof typeof AT_THE_DOOR;

export function doorProblem(type: DoorProblem, rest: Partial<Problem> = {}): Problem {
  const [status, title] = AT_THE_DOOR[type];
  return { type, title, status, ...rest };
}

/**
 * The business's "no". 404 when the address names what does not exist here; 409 when the present
 * state forbids it and another state would not; 422 when the request itself breaks the rule.
 */
export function refusalProblem(reason: string, path: string, detail?: string): Problem {
  return {
    type: reason,
    title: refusalSentence(reason),
    status: statusOf(reason, path),
    ...(detail === undefined ? {} : { detail }),
  };
}

function statusOf(reason: string, path: string): number {
  if (reason === 'not_found') return 404;
  if (reason === 'sign_in_must_fit') return 401;
  const [, noun] = /^(\w+)_must_exist$/.exec(reason) ?? [];
  if (noun !== undefined && names(path, noun)) return 404;
  return OF_THE_STATE.test(reason) ? 409 : 422;
}

/** `dispute_must_be_open`, `message_must_not_have_left`: another moment, another answer. */
const OF_THE_STATE =
  /_must_(be_(open|in_force|new|decided|unknown|in_quarantine|verified)|not_have_left|remain)$|^must_be_the_demo$/;

/** `/customers/:customerId` names a customer, `/import-mappings/:name` a mapping. */
function names(path: string, noun: string): boolean {
  return path.includes(`/:${camelCase(noun)}`) || path.includes(`${noun.replaceAll('_', '-')}s/:`);
}

function camelCase(noun: string): string {
  return noun.replaceAll(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}
