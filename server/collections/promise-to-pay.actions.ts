import {
  acceptCancellation,
  acceptPromise,
  judge,
  type PromiseDraft,
  type PromiseRefusal,
} from '@goodterms/core/collections/promise-to-pay.ts';
import type { PromiseToPayId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { customerExists } from '../customers/customer.queries.ts';
import { lockOpenItemsOf } from '../ledger/item-lock.queries.ts';
import { openItemsOf } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { promisesOfCustomer } from './promise-to-pay.queries.ts';
import {
  cancelPromiseRow,
  insertPromise,
  lockPromise,
  type PromiseWords,
} from './promise-to-pay.store.ts';

/** The items are held still, so that a letter that names them leaves before this or not at all. */
export async function makePromise(
  ctx: Context,
  draft: PromiseDraft & PromiseWords,
): Promise<Outcome<PromiseToPayId, PromiseRefusal | 'customer_must_exist'>> {
  if (!(await customerExists(ctx, draft.customerId))) return refuse('customer_must_exist');
  await lockOpenItemsOf(ctx, [draft.customerId]);
  const open = (await openItemsOf(ctx, draft.customerId)).map(({ id, openAmount }) => ({
    id,
    currency: openAmount.currency,
    open: openAmount.minor,
  }));
  const settings = await readCollectionSettings(ctx);
  const verdict = acceptPromise(draft, open, settings.promises, ctx.today);
  if (!verdict.accepted) return verdict;

  const openOf = new Map(open.map((item) => [item.id, item.open]));
  const parts = verdict.value.map((part) => ({
    ...part,
    openBefore: openOf.get(part.id) ?? part.amount,
  }));
  const journalId = await record(ctx, {
    fact: 'collections.promise_made',
    customerId: draft.customerId,
    data: {
      amount: moneyText(draft.amount),
      currency: draft.amount.currency,
      by: draft.promisedFor,
      items: parts.length,
    },
  });
  return accept(await insertPromise(ctx, draft, parts, journalId));
}

export async function cancelPromise(
  ctx: Context,
  id: PromiseToPayId,
  note: string,
): Promise<Outcome<true, 'promise_must_exist' | 'promise_must_be_open'>> {
  const found = await lockPromise(ctx, id);
  if (!found) return refuse('promise_must_exist');
  if (found.isCancelled) return refuse('promise_must_be_open');
  const settings = await readCollectionSettings(ctx);
  const promises = await promisesOfCustomer(ctx, found.customerId);
  const promise = promises.find((one) => one.promise.id === id)?.promise;
  if (!promise) return refuse('promise_must_be_open');
  const verdict = acceptCancellation(
    judge(promise, settings.promises, settings.calendar, ctx.today),
  );
  if (!verdict.accepted) return verdict;

  await cancelPromiseRow(ctx, id, note);
  await record(ctx, {
    fact: 'collections.promise_cancelled',
    customerId: found.customerId,
    data: { promiseId: id },
  });
  return accept(true);
}
