import {
  acceptHold,
  acceptLifting,
  type HoldDraft,
  type HoldRefusal,
} from '@goodterms/core/collections/dunning-hold.ts';
import type { DunningHoldId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { customerExists } from '../customers/customer.queries.ts';
import { lockOpenItemsOf } from '../ledger/item-lock.queries.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { insertHold, liftHoldRow, lockHold } from './dunning-hold.store.ts';

/** The items are held still, so that a letter that names them leaves before this or not at all. */
export async function setHold(
  ctx: Context,
  draft: HoldDraft,
): Promise<Outcome<DunningHoldId, HoldRefusal | 'customer_must_exist' | 'open_item_must_exist'>> {
  const { customerId, openItemId } = draft;
  if (!(await customerExists(ctx, customerId))) return refuse('customer_must_exist');
  await lockOpenItemsOf(ctx, [customerId]);
  if (openItemId !== undefined) {
    const item = (await openItemsById(ctx, [openItemId])).get(openItemId);
    if (item?.customerId !== customerId) return refuse('open_item_must_exist');
  }
  const { rules } = await readCollectionSettings(ctx);
  const verdict = acceptHold(draft, rules.maxHoldDays, ctx.today);
  if (!verdict.accepted) return verdict;

  const journalId = await record(ctx, {
    fact: 'collections.hold_set',
    customerId,
    data: { openItemId: openItemId ?? null, reason: draft.reason, untilOn: draft.untilOn },
  });
  return accept(await insertHold(ctx, draft, journalId));
}

export async function liftHold(
  ctx: Context,
  id: DunningHoldId,
): Promise<Outcome<true, 'hold_must_be_in_force' | 'not_found'>> {
  const hold = await lockHold(ctx, id);
  if (!hold) return refuse('not_found');
  const verdict = acceptLifting(hold, ctx.today);
  if (!verdict.accepted) return verdict;

  await liftHoldRow(ctx, id);
  await record(ctx, {
    fact: 'collections.hold_lifted',
    customerId: hold.customerId,
    data: { holdId: id },
  });
  return accept(true);
}
