import type { Context } from '../platform/context.ts';
import { setAside } from './claim.actions.ts';
import { stopSending } from './sender.actions.ts';

/**
 * What left between the backup and now, nobody here knows. So sending stands still until a person
 * has looked, and what waited then is set aside, to be let go or withdrawn one by one.
 */
export async function standStillAfterRestore(ctx: Context, madeAt: string): Promise<void> {
  const moment = `${madeAt.slice(0, 16).replace('T', ' ')} UTC`;
  await stopSending(
    ctx,
    `Restored from a backup of ${moment}. What was sent after that is not known here: look at the messages and the bank data first, then let sending go on.`,
  );
  await setAside(ctx);
}
