import { probablyPaid } from '@goodterms/core/cash/probable-payment.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { recordAll } from '../platform/journal.ts';
import { replaceProbable } from './probable-payment.store.ts';

/** A line with what it may pay; nothing once it is decided. */
export type LineWithProposals = {
  readonly lineId: BankLineId;
  readonly proposals: readonly Proposal[];
};

/** Notes which items wait for a person to confirm their payment, so that nobody is asked for them. */
export async function noteProbablePayments(
  ctx: Context,
  lines: readonly LineWithProposals[],
): Promise<void> {
  const customerIds = await replaceProbable(
    ctx,
    lines.map(({ lineId }) => lineId),
    lines.flatMap(({ lineId, proposals }) =>
      probablyPaid(proposals).map(({ openItemId, amount }) => ({ lineId, openItemId, amount })),
    ),
  );
  await recordAll(
    ctx,
    customerIds.map((customerId) => ({
      fact: 'cash.probable_payment_noted',
      customerId,
      data: {},
    })),
  );
}
