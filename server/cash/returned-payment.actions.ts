import { assert } from '@goodterms/core/kernel/assert.ts';
import { allocateAll } from '../ledger/allocation.actions.ts';
import { creditItemsById } from '../ledger/credit-item.queries.ts';
import { bookOpenItems } from '../ledger/open-item.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { takeBackMatches, matchedItem } from './taking-back.actions.ts';
import type { BookedLine } from './bank-line.queries.ts';
import {
  BY_RULE,
  insertMatches,
  setCreditItem,
  setLinesAside,
  type LineWithMatch,
} from './match.store.ts';

/** A payment that the bank took back, and the line that says so. */
export type Returned = {
  readonly takenBack: BookedLine;
  readonly payment: LineWithMatch;
};

/** What returned payments had settled is open again, at once and before anything else is settled. */
export async function reopenReturned(ctx: Context, returned: readonly Returned[]): Promise<void> {
  await takeBackMatches(
    ctx,
    returned.map(({ payment }) => payment),
    'the_payment_was_returned',
  );
}

/**
 * Closes both sides of a returned payment: the money went back, so a debit of the same amount uses
 * it up and it never counts as unallocated again.
 */
export async function closeReturned(
  ctx: Context,
  { takenBack, payment }: Returned,
  by = BY_RULE,
): Promise<void> {
  const { creditItemId } = payment;
  assert(creditItemId !== undefined, 'a payment that is booked');
  const credit = (await creditItemsById(ctx, [creditItemId])).get(creditItemId);
  assert(credit !== undefined, 'the payment of a bank line');
  await setCreditItem(ctx, takenBack.id, creditItemId);
  await setLinesAside(ctx, [takenBack.id, payment.id], 'reversal');
  const journalId = await record(ctx, {
    fact: 'cash.payment_returned',
    customerId: credit.customerId,
    data: { lineId: takenBack.id, paymentLineId: payment.id, creditItemId },
  });
  if (credit.customerId === undefined) return;

  const on = takenBack.bookedOn;
  const debit = await bookOpenItems(ctx, [
    {
      customerId: credit.customerId,
      kind: 'correction',
      reference: `Returned payment ${takenBack.id}`,
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
