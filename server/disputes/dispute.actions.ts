import {
  acceptDispute,
  acceptVerdict,
  disputedOf,
  type DisputeDraft,
  type DisputeRefusal,
  type Verdict,
} from '@goodterms/core/disputes/dispute.ts';
import type { DisputeId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { writeNote } from '../customers/customer.actions.ts';
import { customerExists } from '../customers/customer.queries.ts';
import { lockOpenItemsOf } from '../ledger/item-lock.queries.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { record, recordAll } from '../platform/journal.ts';
import {
  closeDisputeRow,
  closeThoseOpen,
  insertDispute,
  lockDispute,
  openDisputesOf,
} from './dispute.store.ts';

/** The items are held still, so that a letter that names them leaves before this or not at all. */
export async function openDispute(
  ctx: Context,
  draft: DisputeDraft,
): Promise<Outcome<DisputeId, DisputeRefusal | 'not_found'>> {
  if (!(await customerExists(ctx, draft.customerId))) return refuse('not_found');
  await lockOpenItemsOf(ctx, [draft.customerId]);
  const item = (await openItemsById(ctx, [draft.openItemId])).get(draft.openItemId);
  if (item?.customerId !== draft.customerId) return refuse('open_item_must_exist');
  const { minor, currency } = item.openAmount;
  const disputed = disputedOf(await openDisputesOf(ctx, item.id), minor);
  const verdict = acceptDispute(draft, item.openAmount, disputed);
  if (!verdict.accepted) return verdict;

  const journalId = await record(ctx, {
    fact: 'disputes.dispute_opened',
    customerId: draft.customerId,
    data: {
      openItemId: item.id,
      reason: draft.reason,
      amount: draft.amount ? moneyText(draft.amount) : null,
      currency,
    },
  });
  return accept(await insertDispute(ctx, { ...draft, currency }, journalId));
}

/** The words of the verdict are a note of the customer: the journal holds none about people. */
export async function closeDispute(
  ctx: Context,
  id: DisputeId,
  verdict: Verdict,
  note?: string,
): Promise<Outcome<true, 'dispute_must_be_open' | 'not_found'>> {
  const dispute = await lockDispute(ctx, id);
  if (!dispute) return refuse('not_found');
  const answer = acceptVerdict(dispute);
  if (!answer.accepted) return answer;

  await closeDisputeRow(ctx, id, verdict);
  await record(ctx, {
    fact: 'disputes.dispute_closed',
    customerId: dispute.customerId,
    data: { disputeId: id, openItemId: dispute.openItemId, verdict },
  });
  if (note !== undefined && note.trim() !== '')
    await writeNote(ctx, dispute.customerId, { kind: 'note', text: note });
  return accept(true);
}

/** Closes disputes whose ground is gone, as withdrawn; those with a verdict keep it. */
export async function withdrawDisputes(ctx: Context, ids: readonly DisputeId[]): Promise<void> {
  if (ids.length === 0) return;
  const closed = await closeThoseOpen(ctx, ids, 'withdrawn');
  await recordAll(
    ctx,
    closed.map(({ id, customerId, openItemId }) => ({
      fact: 'disputes.dispute_closed',
      customerId,
      data: { disputeId: id, openItemId, verdict: 'withdrawn' },
    })),
  );
}
