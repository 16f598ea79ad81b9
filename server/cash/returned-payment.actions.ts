import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CreditItemId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { isPositive } from '@goodterms/core/kernel/money.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import { allocateAll, reverseThoseInForce } from '../ledger/allocation.actions.ts';
import { creditItemsById } from '../ledger/credit-item.queries.ts';
import { bookOpenItems } from '../ledger/open-item.actions.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import { forgetPayers, identifyPayments, receiveCredits } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { takeBackMatches, matchedItem } from './taking-back.actions.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { BY_RULE, insertMatches, lockLines, type LineWithMatch } from './match.store.ts';
import { allocationsInForce, tieReturn, untieReturn } from './returned-payment.store.ts';

/** A payment that the bank took back, and the line that says so. */
export type Returned = {
  readonly takenBack: BookedLine;
  readonly payment: LineWithMatch;
};

/** What returned payments had settled is open again, at once and before anything else is settled. */
export async function reopenReturned(ctx: Context, returned: readonly Returned[]): Promise<void> {
  const payments = returned.map(({ payment }) => payment);
  await takeBackMatches(ctx, payments, 'the_payment_was_returned');
  const credits = payments.flatMap(({ creditItemId }) => creditItemId ?? []);
  if (credits.length === 0) return;
  const byHand = await allocationsInForce(ctx, credits);
  if (byHand.length > 0) await reverseThoseInForce(ctx, byHand, 'the_payment_was_returned');
}

/**
 * Closes both sides of a returned payment: the money went back, so a debit of the same amount uses
 * it up and it never counts as unallocated again.
 */
export async function closeReturned(
  ctx: Context,
  { takenBack, payment }: Returned,
  by: string,
): Promise<void> {
  const { creditItemId } = payment;
  assert(creditItemId !== undefined, 'a payment that is booked');
  const credit = await creditOf(ctx, creditItemId);
  await tieReturn(ctx, takenBack.id, { id: payment.id, creditItemId });
  const journalId = await record(ctx, {
    fact: 'cash.payment_returned',
    customerId: credit.customerId,
    data: { lineId: takenBack.id, paymentLineId: payment.id, creditItemId },
  });
  if (credit.customerId === undefined) return;
  assert(isPositive(credit.unallocated), 'a payment that settles nothing any more');

  const on = takenBack.bookedOn;
  const debit = await bookOpenItems(ctx, [
    {
      customerId: credit.customerId,
      kind: 'correction',
      reference: `Returned payment ${journalId}`,
      issuedOn: on,
      dueOn: on,
      amount: credit.unallocated,
      orderReference: undefined,
    },
  ]);
  assert(debit.accepted, 'a debit for a returned payment');
  const [openItemId] = debit.value;
  assert(openItemId !== undefined, 'an id for the debit');
  const draft = { creditItemId, openItemId, amount: credit.unallocated };
  const allocated = await allocateAll(ctx, [draft]);
  assert(allocated.accepted, 'a returned payment that settles its own debit');
  await insertMatches(ctx, [
    {
      lineId: takenBack.id,
      customerId: credit.customerId,
      tier: 'returned_payment',
      evidence: [
        { kind: 'original_payment_found', matched: credit.reference, value: payment.bookedOn },
      ],
      items: [matchedItem(draft, allocated.value[0])],
      matchedBy: by,
      journalId,
    },
  ]);
}

/** The payment is money again, and its return waits: another payment may have been meant. */
export async function dissolveReturned(
  ctx: Context,
  { takenBack, payment }: Returned,
  by: string,
): Promise<void> {
  const because = by === BY_RULE ? 'another_payment_may_be_meant' : 'a_person_took_it_back';
  const locked = await lockLines(ctx, [takenBack.id, payment.id]);
  const found = locked.get(takenBack.id);
  assert(found !== undefined, 'the line that says that a payment went back');
  await takeBackMatches(ctx, [found], because, by);
  await cancelDebits(ctx, found);
  await untieReturn(ctx, takenBack.id, payment.id);
  await record(ctx, {
    fact: 'cash.return_undone',
    customerId: payment.customerId,
    data: { lineId: takenBack.id, paymentLineId: payment.id, because },
  });
}

/** Nobody owes the debit any more: a correction settles it, since nothing is ever deleted. */
async function cancelDebits(ctx: Context, { match, bookedOn }: LineWithMatch): Promise<void> {
  const items = await openItemsById(
    ctx,
    (match?.items ?? []).map(({ openItemId }) => openItemId),
  );
  const debits = [...items.values()].filter(({ openAmount }) => isPositive(openAmount));
  const corrections = await receiveCredits(
    ctx,
    debits.map(({ id, customerId, reference, openAmount }) => ({
      kind: 'correction',
      naturalKey: `return undone ${id}`,
      customerId,
      reference,
      receivedOn: bookedOn,
      amount: openAmount,
      method: undefined,
    })),
  );
  assert(corrections.accepted, 'a correction of what is open');
  const allocated = await allocateAll(
    ctx,
    debits.map(({ id, openAmount }, i) => ({
      creditItemId: corrections.value[i]?.id as CreditItemId,
      openItemId: id,
      amount: openAmount,
    })),
  );
  assert(allocated.accepted, 'a correction that settles its debit');
}

/** Says whose money a returned payment was. What settles something by hand stays whose it is. */
export async function sayWhoSent(
  ctx: Context,
  { creditItemId, customerId: before }: LineWithMatch,
  customerId: CustomerId | undefined,
): Promise<void> {
  if (creditItemId === undefined || before === customerId) return;
  if (customerId === undefined) await forgetPayers(ctx, [creditItemId]);
  else await identifyPayments(ctx, [{ creditItemId, customerId }]);
}

async function creditOf(ctx: Context, id: CreditItemId): Promise<CreditItem> {
  const credit = (await creditItemsById(ctx, [id])).get(id);
  assert(credit !== undefined, 'the payment of a bank line');
  return credit;
}
