import { assert } from '@goodterms/core/kernel/assert.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import { accept, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { AllocationRefusal } from '@goodterms/core/ledger/allocation.ts';
import type { AdjustmentKind, CreditRefusal } from '@goodterms/core/ledger/credit-item.ts';
import type { Context } from '../platform/context.ts';
import { allocateAll } from './allocation.actions.ts';
import { receiveCredits } from './payment.actions.ts';

export type AdjustmentDraft = {
  readonly kind: AdjustmentKind;
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId;
  readonly naturalKey: string;
  readonly reference: string;
  readonly on: Day;
  readonly amount: Money;
};

export type Adjustment = {
  readonly creditItemId: CreditItemId;
  readonly allocationId: AllocationId;
};

/** Grants discounts and waives small amounts, many at once: each is used up by its own item. */
export async function bookAdjustments(
  ctx: Context,
  drafts: readonly AdjustmentDraft[],
): Promise<Outcome<readonly Adjustment[], AllocationRefusal | CreditRefusal>> {
  if (drafts.length === 0) return accept([]);
  const received = await receiveCredits(
    ctx,
    drafts.map(({ kind, naturalKey, customerId, reference, on, amount }) => ({
      kind,
      naturalKey,
      customerId,
      reference,
      receivedOn: on,
      amount,
      method: undefined,
    })),
  );
  if (!received.accepted) return received;
  const creditIds = received.value.map(({ id }) => id);
  const allocated = await allocateAll(
    ctx,
    drafts.map(({ openItemId, amount }, i) => {
      const creditItemId = creditIds[i];
      assert(creditItemId !== undefined, 'a credit for every adjustment');
      return { creditItemId, openItemId, amount };
    }),
    { adjustments: new Set(creditIds) },
  );
  if (!allocated.accepted) return allocated;
  return accept(
    creditIds.map((creditItemId, i) => {
      const allocationId = allocated.value[i];
      assert(allocationId !== undefined, 'an allocation for every adjustment');
      return { creditItemId, allocationId };
    }),
  );
}
