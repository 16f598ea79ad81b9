import { assert } from '@goodterms/core/kernel/assert.ts';
import type { MessageThatLeft } from '@goodterms/core/messaging/message.ts';
import { nextTryAt } from '@goodterms/core/messaging/retry.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { Delivery } from '../platform/mail.ts';
import {
  abandonedAttempts,
  endAttempt,
  endMessage,
  loadAttempt,
  markData,
  type Attempt,
} from './attempt.store.ts';
import type { Claim } from './claim.actions.ts';
import type { OutgoingRules } from './message.actions.ts';
import { letWait, lockMessage, markReplaced, type NextTry } from './message.store.ts';
import { isStopped } from './sending.queries.ts';

/**
 * Asked just before the first byte of the content leaves, in a transaction of its own. From a yes
 * on the message may have arrived, whatever happens to us.
 */
export async function mayHandOver(ctx: Context, claim: Claim): Promise<boolean> {
  if (await isStopped(ctx)) return false;
  return markData(ctx, claim.attemptId, claim.messageId);
}

/** Writes down how a try ended. Telling it twice is telling it once. */
export async function settleAttempt(
  ctx: Context,
  rules: OutgoingRules,
  claim: Pick<Claim, 'attemptId'>,
  delivery: Delivery,
): Promise<void> {
  const attempt = await loadAttempt(ctx, claim.attemptId);
  if (delivery.outcome === 'accepted' || delivery.outcome === 'unknown')
    return left(ctx, rules, attempt, delivery, delivery.outcome);
  await lockMessage(ctx, attempt.messageId);
  if (delivery.outcome === 'refused') return refused(ctx, attempt, delivery);
  if (delivery.outcome === 'deferred') return deferred(ctx, attempt, delivery);
  await givenBack(ctx, attempt, delivery.detail);
}

/**
 * Ends the tries whose sender has vanished. Before the content was offered nothing was handed over
 * and the message waits again; after that only a person can find out.
 */
export async function recoverAbandoned(ctx: Context, rules: OutgoingRules): Promise<void> {
  const attempts = await abandonedAttempts(ctx);
  for (const attempt of attempts.filter(({ state }) => state === 'data'))
    await left(ctx, rules, attempt, VANISHED, 'unknown');
  for (const attempt of attempts.filter(({ state }) => state === 'claimed')) {
    await lockMessage(ctx, attempt.messageId);
    await givenBack(ctx, attempt, 'the sender stopped before the content');
  }
}

const VANISHED: Delivery = {
  outcome: 'unknown',
  code: undefined,
  detail: 'the sender stopped before the answer to the content came',
};

/** It left, or may have: its step is taken. The items come before the message in the order of locks. */
async function left(
  ctx: Context,
  rules: OutgoingRules,
  attempt: Attempt,
  delivery: Delivery,
  outcome: 'accepted' | 'unknown',
): Promise<void> {
  const isNews = attempt.outcome === undefined;
  const isLateYes = attempt.outcome === 'unknown' && outcome === 'accepted';
  if (!isNews && !isLateYes) return;

  const letter = messageThatLeft(ctx, attempt, outcome === 'accepted');
  if (letter && isNews) await rules.hasLeft(ctx, [letter]);
  await lockMessage(ctx, attempt.messageId);
  if (!(await endAttempt(ctx, attempt.id, { ...delivery, outcome }))) {
    assert(isLateYes, 'nobody else ends this try');
    return;
  }
  await endMessage(ctx, attempt, outcome, outcome === 'unknown' ? 'no_answer' : undefined);
  await record(ctx, {
    ...(outcome === 'accepted' ? ACCEPTED : UNKNOWN),
    customerId: attempt.customerId,
    data: { ...about(attempt), code: delivery.code, testMode: attempt.isTest },
  });
}

const ACCEPTED = { fact: 'messaging.message_accepted' } as const;
const UNKNOWN = { fact: 'messaging.message_unknown' } as const;

async function refused(ctx: Context, attempt: Attempt, delivery: Delivery): Promise<void> {
  if (!(await endAttempt(ctx, attempt.id, { ...delivery, outcome: 'refused' }))) return;
  await endMessage(ctx, attempt, 'refused', 'refused_by_server');
  await record(ctx, {
    fact: 'messaging.message_refused',
    customerId: attempt.customerId,
    data: { ...about(attempt), code: delivery.code },
  });
}

async function deferred(ctx: Context, attempt: Attempt, delivery: Delivery): Promise<void> {
  if (!(await endAttempt(ctx, attempt.id, { ...delivery, outcome: 'deferred' }))) return;
  const availableAt = nextTryAt(attempt.attempts + 1, ctx.now);
  if (availableAt) {
    const attempts = attempt.attempts + 1;
    await waitAgain(ctx, attempt, { availableAt, because: 'deferred', attempts });
    return;
  }
  await endMessage(ctx, attempt, 'failed', 'could_not_be_delivered');
  await record(ctx, {
    fact: 'messaging.message_failed',
    customerId: attempt.customerId,
    data: { ...about(attempt), because: 'could_not_be_delivered', code: delivery.code },
  });
}

const SOON_MS = 60_000;

/** Nothing was handed over and nobody said no: the gate is asked anew in a minute. */
async function givenBack(ctx: Context, attempt: Attempt, detail: string): Promise<void> {
  if (!(await endAttempt(ctx, attempt.id, { outcome: 'abandoned', detail }))) return;
  const availableAt = new Date(ctx.now.getTime() + SOON_MS);
  await waitAgain(ctx, attempt, { availableAt, because: 'given_back' });
}

async function waitAgain(ctx: Context, { messageId }: Attempt, next: NextTry): Promise<void> {
  if (!(await letWait(ctx, messageId, next))) await markReplaced(ctx, messageId);
}

/** What the rooms to the right hear of; a mail to the tester or to ourselves is none of theirs. */
export function messageThatLeft(
  ctx: Context,
  attempt: Attempt,
  certain: boolean,
): MessageThatLeft | undefined {
  const { customerId, purpose } = attempt;
  if (attempt.isTest || purpose === 'verification' || customerId === undefined) return undefined;
  return {
    id: attempt.messageId,
    customerId,
    purpose,
    caseItemId: attempt.caseItemId,
    level: attempt.level,
    openItemIds: attempt.openItemIds,
    leftOn: ctx.today,
    certain,
  };
}

function about({ messageId, level }: Attempt) {
  return { messageId, level };
}
