import type { MessageId } from '@goodterms/core/kernel/id.ts';
import type { GateAnswer } from '@goodterms/core/messaging/message.ts';
import type { WrittenMessage } from '@goodterms/core/messaging/message-check.ts';
import type { Context } from '../platform/context.ts';
import { isToCustomer, waitingMessage } from './claim.store.ts';
import { openDesk, writeLetter, type Unwritten } from './letter.queries.ts';
import type { OutgoingRules } from './message.actions.ts';

export type Preview = {
  readonly answer: GateAnswer;
  /** Undefined when nothing may be asked for; a message that only waits for its hour has words. */
  readonly letter: WrittenMessage | Unwritten | undefined;
};

/**
 * How a waiting message would read if it went now: the same gate, the same items, the same words.
 * Undefined when it does not wait. Nothing is changed; the items are locked until we have read.
 */
export async function previewMessage(
  ctx: Context,
  rules: OutgoingRules,
  id: MessageId,
): Promise<Preview | undefined> {
  const message = await waitingMessage(ctx, id);
  if (!message || !isToCustomer(message)) return undefined;
  const answer = (await rules.mayGo(ctx, [message])).get(id);
  if (!answer) return undefined;
  if (answer.items === undefined) return { answer, letter: undefined };
  return { answer, letter: writeLetter(await openDesk(ctx), message, answer.items, ctx.today) };
}
