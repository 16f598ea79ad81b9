import type {
  GateAnswer,
  MessageDraft,
  MessageThatLeft,
  MessageToSend,
} from '@goodterms/core/messaging/message.ts';
import type { MessageId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { record, recordAll } from '../platform/journal.ts';
import { insertWaiting, withdraw } from './message.store.ts';

/**
 * What the rooms to the right answer about a message on its way out. They are handed in where the
 * house is plugged together, since messaging knows no reminder and no open item.
 */
export type OutgoingRules = {
  /**
   * Asked in the transaction that takes messages for sending, before any row of `message` is
   * locked. Locks the items it answers for (credit items before open items, sorted by id), so that
   * what it says still holds at the send instant. Answers for every message.
   */
  mayGo(
    ctx: Context,
    messages: readonly MessageToSend[],
  ): Promise<ReadonlyMap<MessageId, GateAnswer>>;
  /**
   * Called in the transaction that records a message as accepted or unknown: its step is taken.
   * May be called twice for the same message.
   */
  hasLeft(ctx: Context, messages: readonly MessageThatLeft[]): Promise<void>;
  /** Called when a person found that a message of unknown outcome never left: its step is free again. */
  neverLeft(ctx: Context, messages: readonly MessageThatLeft[]): Promise<void>;
};

/**
 * Queues messages, a set at a time. A reminder for a customer who has one waiting is left out, so
 * queueing twice is queueing once; withdraw the waiting one first to replace it. Answers how many.
 */
export async function queueMessages(
  ctx: Context,
  drafts: readonly MessageDraft[],
): Promise<number> {
  if (drafts.length === 0) return 0;
  const purposes = [...new Set(drafts.map((draft) => draft.purpose))];
  const journalId = await record(ctx, {
    fact: 'messaging.messages_queued',
    customerId: drafts.length === 1 ? drafts[0]?.customerId : undefined,
    data: { asked: drafts.length, purposes },
  });
  return insertWaiting(ctx, drafts, journalId);
}

export type Withdrawal = {
  readonly id: MessageId;
  /** The name of the reason, such as `nothing_overdue`. */
  readonly because: string;
  /** A person's words, kept with the message and not in the journal. */
  readonly note?: string | undefined;
};

/**
 * Withdraws messages, a set at a time, as long as nothing of their content was handed over: also
 * one that is being sent at this moment. Answers which were withdrawn; the others have left, or may
 * have left, or had ended before.
 */
export async function withdrawMessages(
  ctx: Context,
  withdrawals: readonly Withdrawal[],
): Promise<MessageId[]> {
  const withdrawn = await withdraw(ctx, withdrawals);
  await recordAll(
    ctx,
    withdrawn.map(({ id, customerId, because }) => ({
      fact: 'messaging.message_withdrawn',
      customerId,
      data: { messageId: id, because },
    })),
  );
  return withdrawn.map((message) => message.id);
}
