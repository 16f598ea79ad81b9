import { lineAllows, type LineDeed, type LineFacts } from '@goodterms/core/cash/line-state.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Context } from '../platform/context.ts';
import { lockLines, type LockedLine } from './match.store.ts';

/** Holds the line, when it is there and a person may do this with it. */
export async function lineFor<Reason extends string>(
  ctx: Context,
  lineId: BankLineId,
  deed: LineDeed,
  otherwise: Reason,
): Promise<Outcome<LockedLine, 'not_found' | Reason>> {
  const line = (await lockLines(ctx, [lineId])).get(lineId);
  if (!line) return refuse('not_found');
  return lineAllows(deed, factsOf(line)) ? accept(line) : refuse(otherwise);
}

export function factsOf({ line, setAside, match }: LockedLine): LineFacts {
  return {
    amountMinor: line.amount.minor,
    reversal: line.reversal,
    setAside,
    tier: match?.tier,
  };
}

export function actorText({ actor }: Context): string {
  return `${actor.kind} ${actor.id}`;
}
