import { sqlState } from '../database.ts';
import { doorProblem, type Problem } from './problem.ts';

/** An error as the caller hears it: which rule of the agreement it broke, or only that it was ours. */
export function problemOf(error: unknown): Problem {
  const { code, issues, validationContext } = error as UnsoundRequest;
  if (issues && validationContext !== undefined)
    return doorProblem('request_must_be_sound', {
      problems: issues.map(({ path, message }) => ({
        where: [partName(validationContext), ...path].join('.'),
        what: message,
      })),
    });
  switch (code) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return doorProblem('content_must_be_json');
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return doorProblem('body_must_be_smaller');
    case 'FST_ERR_CTP_EMPTY_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_JSON_BODY':
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
    case 'FST_ERR_BAD_URL':
      return doorProblem('request_must_be_sound');
    default:
      return isBusy(error) ? doorProblem('busy') : doorProblem('our_mistake');
  }
}

/** What the agreement's schema found, and in which part of the request: set by Fastify. */
type UnsoundRequest = {
  readonly code?: string;
  readonly issues?: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
  readonly validationContext?: string;
};

function partName(context: string): string {
  return context === 'querystring' ? 'query' : context;
}

/** Another transaction holds what this one needs, a limit of time was reached, or there is no connection. */
const BUSY_STATES = new Set([
  '55P03',
  '57014',
  '57P01',
  '57P03',
  '53300',
  '40001',
  '40P01',
  '08006',
]);
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE']);

function isBusy(error: unknown): boolean {
  const state = sqlState(error) ?? '';
  const message = error instanceof Error ? error.message : '';
  return (
    BUSY_STATES.has(state) ||
    NO_CONNECTION.has(state) ||
    /timeout exceeded when trying to connect|Connection terminated/.test(message)
  );
}
