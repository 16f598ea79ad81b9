import type { MessageId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { messageAllows, type MessageDeed } from '@goodterms/core/messaging/message.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { messageThatLeft } from './attempt.actions.ts';
import { lastAttempt, resolveAttempt } from './attempt.store.ts';
import { withdrawMessages, type OutgoingRules } from './message.actions.ts';
import { letWait, lockMessage, newDeadline } from './message.store.ts';

/** What a person may do with a message; every deed is journaled under their name. */

export async function withdrawByPerson(
  ctx: Context,
  id: MessageId,
  reason: string,
): Promise<Outcome<undefined, 'message_must_not_have_left'>> {
  const withdrawn = await withdrawMessages(ctx, [{ id, because: 'by_a_person', note: reason }]);
  return withdrawn.length === 1 ? accept(undefined) : refuse('message_must_not_have_left');
}

/** Says whether a message of unknown outcome arrived. When it did not, its step is free again. */
export async function resolveMessage(
  ctx: Context,
  rules: OutgoingRules,
  id: MessageId,
  found: { readonly arrived: boolean; readonly evidence: string },
): Promise<Outcome<undefined, 'outcome_must_be_unknown'>> {
  const attempt = await lastAttempt(ctx, id);
  if (attempt?.state !== 'unknown') return refuse('outcome_must_be_unknown');

  const letter = messageThatLeft(ctx, attempt, found.arrived);
  if (letter && !found.arrived) await rules.neverLeft(ctx, [letter]);
  const message = await lockMessage(ctx, id);
  if (message?.state !== 'unknown') return refuse('outcome_must_be_unknown');
  await resolveAttempt(ctx, attempt, found);
  await record(ctx, {
    fact: 'messaging.message_resolved',
    customerId: attempt.customerId,
    data: { messageId: id, arrived: found.arrived },
  });
  return accept(undefined);
}

/** Lets a message of before a restore go after all; the gate is asked again. */
export function releaseMessage(
  ctx: Context,
  id: MessageId,
): Promise<Outcome<undefined, 'message_must_be_in_quarantine' | 'no_other_message_may_wait'>> {
  return letGo(ctx, id, 'release', 'message_must_be_in_quarantine');
}

/** Sends a message that was refused or failed once more, when its cause has been put right. */
export function tryMessageAgain(
  ctx: Context,
  id: MessageId,
): Promise<Outcome<undefined, 'message_must_have_failed' | 'no_other_message_may_wait'>> {
  return letGo(ctx, id, 'try_again', 'message_must_have_failed');
}

const RELEASED = { fact: 'messaging.message_released' } as const;
const TRIED_AGAIN = { fact: 'messaging.message_tried_again' } as const;

async function letGo<Reason extends string>(
  ctx: Context,
  id: MessageId,
  deed: MessageDeed,
  reason: Reason,
): Promise<Outcome<undefined, Reason | 'no_other_message_may_wait'>> {
  const message = await lockMessage(ctx, id);
  if (!message || !messageAllows(deed, message.state)) return refuse(reason);
  const next = {
    availableAt: ctx.now,
    because: undefined,
    attempts: 0,
    deadline: newDeadline(ctx),
  };
  if (!(await letWait(ctx, id, next))) return refuse('no_other_message_may_wait');
  await record(ctx, {
    ...(deed === 'release' ? RELEASED : TRIED_AGAIN),
    customerId: message.customerId ?? undefined,
    data: { messageId: id },
  });
  return accept(undefined);
}
