import { pairReturns, RETURNED_WITHIN_DAYS } from '@goodterms/core/cash/returned-payment.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { addDays, earlierDay, type Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
import type { LineWithMatch } from './match.store.ts';
import type { Returned } from './returned-payment.actions.ts';
import {
  asEarlierPayment,
  paymentsOf,
  returnsSince,
  type PaymentInBooks,
  type ReturnInBooks,
} from './returned-payment.store.ts';

/** Which returns are told apart otherwise, now that new lines are here. */
export type ReturnsPlan = {
  readonly found: readonly Returned[];
  /** Another payment may be meant as well, or another return was before. */
  readonly dissolved: readonly Returned[];
};

const NOTHING: ReturnsPlan = { found: [], dissolved: [] };

/**
 * Pairs returns and payments as if all that is known had come at once: the new returns, and of those
 * in the books the ones that new lines of the same amount may have changed. A payment only concerns
 * returns of its day or later, so what lies before the first new line stays as it is.
 */
export async function planReturns(
  ctx: Context,
  payments: readonly LineWithMatch[],
  returns: readonly BookedLine[],
): Promise<ReturnsPlan> {
  const fresh = [...payments, ...returns];
  const [one] = fresh;
  if (!one) return NOTHING;
  const first = fresh.reduce<Day>((day, line) => earlierDay(day, line.bookedOn), one.bookedOn);
  const known = await returnsSince(ctx, first);
  if (returns.length + known.length === 0) return NOTHING;

  const changed = new Set(fresh.map(({ line }) => size(line.amount.minor)));
  const asked = [...returns.map(notYetFound), ...known].filter(({ line }) =>
    changed.has(size(line.amount.minor)),
  );
  const possible = await possiblePayments(ctx, payments, asked);
  const pairs = pairReturns(
    asked.map(({ id, account, movement, occurrence, line }) => ({
      ...line,
      id,
      account,
      movement,
      occurrence,
    })),
    [...possible.values()].map(asEarlierPayment),
  );
  const named = (takenBack: ReturnInBooks, id: BankLineId): Returned => {
    const payment = possible.get(id);
    assert(payment !== undefined, 'a payment for everything that was found');
    return { takenBack, payment };
  };
  const moved = asked.filter(({ id, paymentId }) => pairs.get(id) !== paymentId);
  return {
    found: moved.flatMap((line) => {
      const paymentId = pairs.get(line.id);
      return paymentId === undefined ? [] : [named(line, paymentId)];
    }),
    dissolved: moved.flatMap((line) =>
      line.paymentId === undefined ? [] : [named(line, line.paymentId)],
    ),
  };
}

/** The payments that returns may mean; those that others have taken back are none of them. */
async function possiblePayments(
  ctx: Context,
  payments: readonly LineWithMatch[],
  asked: readonly ReturnInBooks[],
): Promise<Map<BankLineId, LineWithMatch | PaymentInBooks>> {
  const [one] = asked;
  if (!one) return new Map();
  const amounts = new Set(asked.map(({ line }) => size(line.amount.minor)));
  const since = asked.reduce<Day>((day, line) => earlierDay(day, line.bookedOn), one.bookedOn);
  const stored = await paymentsOf(ctx, [...amounts], addDays(since, -RETURNED_WITHIN_DAYS));
  const again = new Set(asked.map(({ id }) => id));
  return new Map(
    [
      ...payments.filter(({ line }) => amounts.has(line.amount.minor)),
      ...stored.filter(({ takenBackBy }) => takenBackBy === undefined || again.has(takenBackBy)),
    ].map((payment) => [payment.id, payment]),
  );
}

function notYetFound(line: BookedLine): ReturnInBooks {
  return { ...line, paymentId: undefined };
}

function size(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}
