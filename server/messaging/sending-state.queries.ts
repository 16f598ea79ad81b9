import { WHY_NOT_SENDING } from '@goodterms/core/messaging/sender.ts';
import type { Context } from '../platform/context.ts';
import { readSending } from './sending.queries.ts';

/** Whether mail leaves at this moment, and if not, why, in a sentence. */
export async function sendingState(ctx: Context): Promise<{ on: boolean; because: string | null }> {
  const { because } = await readSending(ctx);
  return { on: because === undefined, because: because ? WHY_NOT_SENDING[because] : null };
}
