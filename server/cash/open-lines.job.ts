import type { Context } from '../platform/context.ts';
import { oneMatcherAtATime } from './match.store.ts';
import { planOpenLines } from './matching-plan.actions.ts';
import { applyPlan } from './matching.actions.ts';

/**
 * Makes the open lines agree with the books: an invoice that came after its payment is settled by
 * it, and a payment from an account that is known by now is its customer's. What a person has
 * decided stays. It may run at any time and as often as it likes.
 */
export async function reconcileOpenLines(ctx: Context): Promise<number> {
  await oneMatcherAtATime(ctx);
  const plan = await planOpenLines(ctx);
  const { matched } = await applyPlan(ctx, plan, new Map());
  return matched;
}
