import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CreditItemId, JournalId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  acceptCredit,
  acceptForgetting,
  acceptIdentification,
  type CreditDraft,
  type CreditRefusal,
  type IdentifyRefusal,
} from '@goodterms/core/ledger/credit-item.ts';
import type { Context } from '../platform/context.ts';
import { recordAll } from '../platform/journal.ts';
import {
  countNothing,
  creditIdsByKey,
  insertCredits,
  lockCredits,
  setCustomers,
  type IdentificationRow,
} from './credit-item.store.ts';

export type ReceivedCredit = {
  readonly id: CreditItemId;
  readonly naturalKey: string;
  /** False when it was in the books already: it came a second time. */
  readonly isNew: boolean;
};

/**
 * Books payments, credit notes and settlements, many at once, in the order given. One that has the
 * natural key of an earlier one is that one, and changes nothing.
 */
export async function receiveCredits(
  ctx: Context,
  drafts: readonly CreditDraft[],
): Promise<Outcome<readonly ReceivedCredit[], CreditRefusal>> {
  for (const draft of drafts) {
    const verdict = acceptCredit(draft);
    if (!verdict.accepted) return verdict;
  }
  const known = await creditIdsByKey(
    ctx,
    drafts.map((draft) => draft.naturalKey),
  );
  const fresh = new Map<string, CreditDraft>();
  for (const draft of drafts)
    if (!known.has(draft.naturalKey) && !fresh.has(draft.naturalKey))
      fresh.set(draft.naturalKey, draft);

  const ids = await book(ctx, [...fresh.values()]);
  const added = new Map([...fresh.keys()].map((key, i) => [key, ids[i]]));
  return accept(
    drafts.map(({ naturalKey }) => {
      const id = known.get(naturalKey) ?? added.get(naturalKey);
      assert(id !== undefined, 'an id for every credit');
      return { id, naturalKey, isNew: added.has(naturalKey) };
    }),
  );
}

/** Says whose payments they are. A payment may change its customer until it settles something. */
export async function identifyPayments(
  ctx: Context,
  identified: readonly IdentificationRow[],
): Promise<Outcome<readonly CreditItemId[], IdentifyRefusal | 'credit_item_must_exist'>> {
  const credits = await lockCredits(
    ctx,
    identified.map((one) => one.creditItemId),
  );
  for (const { creditItemId, customerId } of identified) {
    const credit = credits.get(creditItemId);
    if (!credit) return refuse('credit_item_must_exist', creditItemId);
    const verdict = acceptIdentification(credit, customerId);
    if (!verdict.accepted) return verdict;
  }
  await setCustomers(ctx, identified);
  await recordAll(
    ctx,
    identified.map(({ creditItemId, customerId }) => ({
      fact: 'ledger.payment_identified',
      customerId,
      data: { creditItemId },
    })),
  );
  return accept(identified.map((one) => one.creditItemId));
}

/** Nobody knows any more whose payments they are: what said so was a mistake. */
export async function forgetPayers(
  ctx: Context,
  creditIds: readonly CreditItemId[],
): Promise<
  Outcome<readonly CreditItemId[], 'credit_item_must_exist' | 'nothing_must_be_allocated'>
> {
  if (creditIds.length === 0) return accept([]);
  const credits = await lockCredits(ctx, creditIds);
  for (const creditItemId of creditIds) {
    const credit = credits.get(creditItemId);
    if (!credit) return refuse('credit_item_must_exist', creditItemId);
    const verdict = acceptForgetting(credit);
    if (!verdict.accepted) return verdict;
  }
  await setCustomers(
    ctx,
    creditIds.map((creditItemId) => ({ creditItemId, customerId: undefined })),
  );
  await recordAll(
    ctx,
    creditIds.map((creditItemId) => ({
      fact: 'ledger.payer_forgotten',
      customerId: credits.get(creditItemId)?.customerId,
      data: { creditItemId },
    })),
  );
  return accept(creditIds);
}

/** Of payments that came with what is allocated of them (`CreditDraft`), nothing is allocated after all. */
export function allocateNothing(ctx: Context, creditIds: readonly CreditItemId[]): Promise<void> {
  return countNothing(ctx, creditIds);
}

/** One fact for each credit: a payment is a line of the customer's timeline. */
async function book(ctx: Context, drafts: readonly CreditDraft[]): Promise<CreditItemId[]> {
  if (drafts.length === 0) return [];
  const journal = await recordAll(ctx, drafts.map(toFact));
  return insertCredits(
    ctx,
    drafts.map((draft, i) => ({ ...draft, journalId: journal[i] as JournalId })),
  );
}

function toFact(draft: CreditDraft) {
  const { kind, customerId, amount, reference, receivedOn } = draft;
  const data = {
    kind,
    reference,
    amount: moneyText(amount),
    currency: amount.currency,
    on: receivedOn,
  };
  return kind === 'payment'
    ? { fact: 'ledger.payment_received' as const, customerId, data }
    : { fact: 'ledger.credit_received' as const, customerId, data };
}
