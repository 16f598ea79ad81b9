import type { OpenItemId } from '../kernel/id.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import type { BankLine } from './bank-line.ts';
import type { Evidence } from './evidence.ts';
import type { HabitSigns } from './lesson.ts';
import type { MatchShare } from './match-shares.ts';

/**
 * What a confirmed payment says about how its customer pays. `openBefore` is what the customer owed
 * in this currency before it.
 */
export function habitSigns(
  { bookedOn }: Pick<BankLine, 'bookedOn'>,
  shares: readonly MatchShare[],
  evidence: readonly Evidence[],
  openBefore: readonly OpenItem[],
): HabitSigns | undefined {
  const paid = new Set(shares.map(({ openItemId }) => openItemId));
  if (paid.size === 0) return undefined;
  return {
    items: paid.size,
    withoutReference: !evidence.some(({ kind }) => kind === 'reference_quoted'),
    everything: paid.size < 2 ? undefined : everythingOf(paid, bookedOn, openBefore),
  };
}

function everythingOf(
  paid: ReadonlySet<OpenItemId>,
  bookedOn: string,
  open: readonly OpenItem[],
): HabitSigns['everything'] {
  const areAll = (items: readonly OpenItem[]) =>
    items.length === paid.size && items.every(({ id }) => paid.has(id));
  if (areAll(open.filter(({ dueOn }) => dueOn <= bookedOn))) return 'due';
  if (areAll(open)) return 'open';
  const months = new Set(
    open.filter(({ id }) => paid.has(id)).map(({ issuedOn }) => issuedOn.slice(0, 7)),
  );
  return months.size === 1 &&
    areAll(open.filter(({ issuedOn }) => months.has(issuedOn.slice(0, 7))))
    ? 'month'
    : undefined;
}
