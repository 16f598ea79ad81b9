import { assert } from '@goodterms/core/kernel/assert.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import { equals, negate } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Context } from '../platform/context.ts';
import { actorText, lineFor } from './line-deed.queries.ts';
import { applyPlan } from './matching.actions.ts';
import { planReturn } from './matching-plan.actions.ts';
import { lockLines, wasDecidedByPerson, type LockedLine } from './match.store.ts';
import { markReturnDecided, otherSideOf } from './returned-payment.store.ts';

/** A person says which payment it was that the bank took back. */
export async function nameReturnedPayment(
  ctx: Context,
  lineId: BankLineId,
  paymentLineId: BankLineId,
): Promise<
  Outcome<
    true,
    'not_found' | 'line_must_be_open' | 'payment_must_be_in_the_books' | 'amounts_must_match'
  >
> {
  const found = await lineFor(ctx, lineId, 'name_returned_payment', 'line_must_be_open');
  if (!found.accepted) return found;
  const takenBack = found.value;
  const payment = (await lockLines(ctx, [paymentLineId])).get(paymentLineId);
  if (payment?.creditItemId === undefined || (await otherSideOf(ctx, paymentLineId)) !== undefined)
    return refuse('payment_must_be_in_the_books');
  if (!equals(payment.line.amount, negate(takenBack.line.amount)))
    return refuse('amounts_must_match');

  const by = actorText(ctx);
  const plan = await planReturn(ctx, { found: [{ takenBack, payment }], dissolved: [] });
  await applyPlan(ctx, plan, new Map(), by);
  await markReturnDecided(ctx, lineId, by);
  return accept(true);
}

/** A person says that it was another payment, or none: it is money again, and its return waits. */
export async function takeReturnApart(
  ctx: Context,
  takenBack: LockedLine,
): Promise<Outcome<true, never>> {
  const paymentId = await otherSideOf(ctx, takenBack.id);
  const payment = paymentId && (await lockLines(ctx, [paymentId])).get(paymentId);
  assert(payment !== undefined, 'the payment that a line took back');

  const by = actorText(ctx);
  const plan = await planReturn(
    ctx,
    { found: [], dissolved: [{ takenBack, payment }] },
    { leave: await wasDecidedByPerson(ctx, payment.id) },
  );
  await applyPlan(ctx, plan, new Map(), by);
  await markReturnDecided(ctx, takenBack.id, by);
  return accept(true);
}
