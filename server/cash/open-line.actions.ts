import type { Context } from '../platform/context.ts';
import { keepOpenLines, type LineRead } from './open-line.store.ts';
import { noteProbablePayments } from './probable-payment.actions.ts';

/**
 * Notes how lines were read: their place in the list of what waits, and which items wait for a
 * person to confirm their payment, so that nobody is asked for them.
 */
export async function noteRead(ctx: Context, lines: readonly LineRead[]): Promise<void> {
  await keepOpenLines(ctx, lines);
  await noteProbablePayments(
    ctx,
    lines.map(({ lineId, open }) => ({ lineId, proposals: open?.proposals ?? [] })),
  );
}
