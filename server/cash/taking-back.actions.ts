import { assert } from '@goodterms/core/kernel/assert.ts';
import type { AllocationId, JournalId } from '@goodterms/core/kernel/id.ts';
import type { AllocationDraft } from '@goodterms/core/ledger/allocation.ts';
import { withdrawDisputes } from '../disputes/dispute.actions.ts';
import { reverseThoseInForce } from '../ledger/allocation.actions.ts';
import type { Context } from '../platform/context.ts';
import { recordAll } from '../platform/journal.ts';
import { BY_RULE, markUndone, type LineWithMatch, type MatchedItem } from './match.store.ts';
import {
  lockAnswersOf,
  markAnswersUndone,
  markShortPaymentsUndone,
} from './short-payment.store.ts';

/**
 * Undoes matches, so that what they settled is open as before; says why. What was answered about
 * the part that they left open goes with them. What somebody has taken back already, item by item,
 * stays taken back.
 */
export async function takeBackMatches(
  ctx: Context,
  lines: readonly LineWithMatch[],
  because: string,
  undoneBy: string = BY_RULE,
): Promise<readonly JournalId[]> {
  const matches = lines.flatMap(({ match }) => match ?? []);
  if (matches.length === 0) return [];
  const matchIds = matches.map(({ id }) => id);
  const answers = await lockAnswersOf(ctx, matchIds);
  const allocations = [
    ...matches.flatMap(({ items }) => items.map(({ allocationId }) => allocationId)),
    ...answers.flatMap(({ allocationId }) => allocationId ?? []),
  ];
  await reverseThoseInForce(ctx, allocations, because);
  await withdrawDisputes(
    ctx,
    answers.flatMap(({ disputeId }) => disputeId ?? []),
  );
  await markAnswersUndone(
    ctx,
    answers.map(({ shortPaymentId }) => shortPaymentId),
    undoneBy,
  );
  await markShortPaymentsUndone(ctx, matchIds);
  await markUndone(ctx, matchIds, undoneBy);
  return recordAll(
    ctx,
    lines.flatMap(({ id, match }) =>
      match
        ? [
            {
              fact: 'cash.match_undone' as const,
              customerId: match.customerId,
              data: { lineId: id, tier: match.tier, because },
            },
          ]
        : [],
    ),
  );
}

export function matchedItem(
  { creditItemId, openItemId, amount }: AllocationDraft,
  allocationId: AllocationId | undefined,
): MatchedItem {
  assert(allocationId !== undefined, 'an id for every allocation');
  return { creditItemId, openItemId, allocationId, minor: `${amount.minor}` };
}
