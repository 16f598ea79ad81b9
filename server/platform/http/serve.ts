import { assert } from '@goodterms/core/kernel/assert.ts';
import { visit, type Context, type House } from '../context.ts';
import { rows, sql, sqlState } from '../database.ts';
import type { Answer, Asked, Visitor } from '../door.ts';
import { keepAnswer, takeKey, type Written } from '../idempotency.ts';
import { doorProblem, refusalProblem, type Problem } from './problem.ts';

/** The reply to send: what the agreement says, or a problem. */
export type Served = { readonly status: number; readonly reply: unknown };

export type Request = {
  readonly asked: Asked<unknown, unknown, unknown>;
  readonly by: Visitor;
  /** Undefined for a request that only looks. */
  readonly written: Written | undefined;
};

/** A deadlock or a serialisation failure undid everything, so trying again is safe. */
const MAX_TRIES = 5;

/** One request, one transaction: its effect, its facts and its remembered answer, or none of them. */
export async function serve(house: House, answer: Answer, request: Request): Promise<Served> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await visit(house, request.by, (ctx) =>
        request.written
          ? writeOnce(ctx, answer, request, request.written)
          : handle(ctx, answer, request),
      );
    } catch (error) {
      const state = sqlState(error);
      if ((state !== '40001' && state !== '40P01') || tries === MAX_TRIES) throw error;
      await pause(tries);
    }
  }
}

async function writeOnce(
  ctx: Context,
  answer: Answer,
  request: Request,
  written: Written,
): Promise<Served> {
  const earlier = await takeKey(ctx, written);
  switch (earlier.found) {
    case 'in_use':
      return asServed(doorProblem('key_is_in_use'));
    case 'another_request':
      return asServed(doorProblem('key_must_not_change_its_request'));
    case 'answer':
      return answer.shownOnce && earlier.status < 400
        ? asServed(doorProblem('answer_was_shown_once'))
        : { status: earlier.status, reply: earlier.reply };
    case 'nothing': {
      await rows(ctx, sql`savepoint before_the_action`);
      const served = await handle(ctx, answer, request);
      // A refusal has changed nothing, whatever the action had begun.
      if (served.status >= 400) await rows(ctx, sql`rollback to savepoint before_the_action`);
      const kept = answer.shownOnce && served.status < 400 ? {} : served.reply;
      await keepAnswer(ctx, written, served.status, kept);
      return served;
    }
  }
}

async function handle(ctx: Context, answer: Answer, { asked, by }: Request): Promise<Served> {
  const outcome = await answer.handle(ctx, { ...asked, by });
  return replyTo(answer, outcome);
}

export function replyTo(
  { endpoint }: Pick<Answer, 'endpoint'>,
  outcome: Awaited<ReturnType<Answer['handle']>>,
): Served {
  if (!outcome.accepted)
    return asServed(refusalProblem(outcome.reason, endpoint.path, outcome.detail));
  const reply = endpoint.reply.safeParse(outcome.value);
  const where = reply.error?.issues.map(({ path, code }) => `${path.join('.')} ${code}`).join(', ');
  assert(reply.success, `a reply as agreed for ${endpoint.method} ${endpoint.path}, not ${where}`);
  return { status: 200, reply: reply.data };
}

export function asServed(problem: Problem): Served {
  return { status: problem.status, reply: problem };
}

function pause(tries: number): Promise<void> {
  const ms = 10 * 2 ** tries * (0.5 + Math.random());
  return new Promise((resolve) => setTimeout(resolve, ms));
}
