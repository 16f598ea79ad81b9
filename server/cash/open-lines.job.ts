import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { oneMatcherAtATime } from './match.store.ts';
import { planOpenLines } from './matching-plan.actions.ts';
import { applyPlan } from './matching.actions.ts';
import { noteRead } from './open-line.actions.ts';
import {
  forgetSettledLines,
  openLinesAbout,
  openLinesLeftUnread,
  openLinesReadLongAgo,
} from './open-line.store.ts';
import { readOpenLines } from './proposal.queries.ts';

/**
 * Makes the open lines agree with the books: an invoice that came after its payment is settled by
 * it, and a payment from an account that is known by now is its customer's. What a person has
 * decided stays. It may run at any time and as often as it likes; with customers it looks only at
 * the lines that concern them.
 */
export async function reconcileOpenLines(
  ctx: Context,
  customerIds?: readonly CustomerId[],
): Promise<number> {
  await oneMatcherAtATime(ctx);
  const only = customerIds && idsOf(await openLinesAbout(ctx, customerIds));
  const plan = await planOpenLines(ctx, only);
  const { matched } = await applyPlan(ctx, plan, new Map());
  if (!only) await noteRead(ctx, await readOpenLines(ctx, await openLinesLeftUnread(ctx)));
  return matched;
}

/**
 * Reads the open lines that concern these customers again, so that the list of what waits is in the
 * right order. Decides nothing.
 */
export async function rereadOpenLines(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<number> {
  if (customerIds.length === 0) return 0;
  const lines = await openLinesAbout(ctx, customerIds);
  await noteRead(ctx, await readOpenLines(ctx, lines));
  return lines.length;
}

const AT_ONCE = 500;

/** Reads open lines that were not read for a day; whoever has more of them runs it again. */
export async function rereadOldOpenLines(ctx: Context): Promise<number> {
  await forgetSettledLines(ctx);
  const lines = await openLinesReadLongAgo(ctx, AT_ONCE);
  await noteRead(ctx, await readOpenLines(ctx, lines));
  return lines.length;
}

function idsOf(lines: readonly { readonly id: BankLineId }[]): ReadonlySet<BankLineId> {
  return new Set(lines.map(({ id }) => id));
}
