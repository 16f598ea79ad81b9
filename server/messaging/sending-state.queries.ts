import {
  SENDER,
  SENDER_VERIFICATION,
  SENDING_STOP,
  WHY_NOT_SENDING,
  whyNotSending,
} from '@goodterms/core/messaging/sender.ts';
import type { Context } from '../platform/context.ts';
import { isDemo } from '../platform/tenant.ts';
import { readSetting } from '../settings/setting.queries.ts';

/** Whether mail leaves at this moment, and if not, why, in a sentence. */
export async function sendingState(ctx: Context): Promise<{ on: boolean; because: string | null }> {
  const { value: sender } = await readSetting(ctx, SENDER);
  const { value: verification } = await readSetting(ctx, SENDER_VERIFICATION);
  const { value: stop } = await readSetting(ctx, SENDING_STOP);
  const because = whyNotSending({ sender, verification, stop }, await isDemo(ctx));
  return { on: because === undefined, because: because ? WHY_NOT_SENDING[because] : null };
}
