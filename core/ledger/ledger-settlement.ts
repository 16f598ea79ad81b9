import { laterDay, type Day } from '../kernel/day.ts';
import type { Currency } from '../kernel/money.ts';
import type { CreditItemKind } from './credit-item.ts';
import type { DocumentMap } from './document-map.ts';
import { itemKey, shareKey, type ItemEnd, type ItemRef, type ItemSlot } from './ledger-books.ts';
import type { OpenItemKind } from './open-item.ts';

/**
 * A ledger file says what is open and which payments there are, and often not which payment settled
 * what. Here the two sides are brought together: first as the file says, then by the same amount,
 * then oldest first within a customer; what no payment explains was settled elsewhere.
 */

/** A debit with what of it this file says was settled. */
export type Need = {
  readonly customerNumber: string;
  readonly currency: Currency;
  readonly ref: ItemRef;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  /** The day the file says it was settled, or today. */
  readonly settledOn: Day;
  /** What must still be settled so that our open amount is the file's. */
  need: bigint;
  /** What is open, slot by slot. */
  readonly slots: Slot[];
  /** False when the file does not say what is open: then only the allocations it names count. */
  readonly isStated: boolean;
};

export type Slot = ItemEnd & { open: bigint };

/** Every debit of the file and each that it names. */
export type Needs = DocumentMap<OpenItemKind, Need>;

/** A credit that is set against something. */
export type CreditEnd = {
  readonly naturalKey: string;
  /** By number among the credits that a file adds, from nought; undefined in the books. */
  readonly place: number | undefined;
};

/** A credit with what of it this file says, or allows us to think, was used. */
export type Use = CreditEnd & {
  readonly kind: CreditItemKind;
  readonly reference: string;
  readonly customerNumber: string;
  readonly currency: Currency;
  readonly receivedOn: Day;
  /** Used without fail, because the file says what is left. */
  forced: bigint;
  /** May be used as far as it is needed. */
  free: bigint;
};

export type Share = {
  readonly credit: CreditEnd;
  readonly item: ItemEnd;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly on: Day;
};

/** The part of a credit that the file says is set against one item. */
export type StatedShare = { readonly use: Use; readonly need: Need; readonly amount: bigint };

export type SettledElsewhere = { readonly need: Need; readonly slots: readonly ItemSlot[] };

export type Settlement = {
  readonly shares: readonly Share[];
  readonly elsewhere: readonly SettledElsewhere[];
  /** Credits that were used for something that is not in our books. */
  readonly usedElsewhere: readonly { readonly use: Use; readonly amount: bigint }[];
};

export type SettlementQuestion = {
  readonly needs: { values(): Iterable<Need> };
  /** By natural key. */
  readonly uses: ReadonlyMap<string, Use>;
  readonly stated: readonly StatedShare[];
  /** Credits of our own books that the file does not name, and that wait to be used. */
  readonly waiting: readonly Use[];
  readonly allocated: ReadonlyMap<string, bigint>;
};

export function settle(question: SettlementQuestion): Settlement {
  const shares: Share[] = [];
  shareAsStated(question, shares);
  shareByAmount(question, shares);
  shareOldestFirst(question, shares);
  const elsewhere: SettledElsewhere[] = [];
  for (const need of question.needs.values())
    if (isWanting(need)) elsewhere.push({ need, slots: drawFrom(need.slots, need.need) });
  const usedElsewhere: { use: Use; amount: bigint }[] = [];
  for (const use of question.uses.values())
    if (use.forced > 0n) usedElsewhere.push({ use, amount: use.forced });
  return { shares, elsewhere, usedElsewhere };
}

function shareAsStated({ stated, allocated }: SettlementQuestion, shares: Share[]) {
  for (const { use, need, amount } of stated) {
    if (use.currency !== need.currency) continue;
    const limit = need.isStated ? need.need : openOf(need);
    const part = least(amount - alreadyShared(allocated, use, need), use.forced + use.free);
    share({ use, need, amount: least(part, limit) }, shares);
  }
}

function alreadyShared(allocated: ReadonlyMap<string, bigint>, use: Use, need: Need): bigint {
  if (allocated.size === 0) return 0n;
  return allocated.get(shareKey(use.naturalKey, itemKey(need.ref))) ?? 0n;
}

function isWanting(need: Need): boolean {
  return need.isStated && need.need > 0n;
}

/** A payment on account that is exactly what the file says was settled is that settlement. */
function shareByAmount({ needs, waiting }: SettlementQuestion, shares: Share[]) {
  if (waiting.length === 0) return;
  const byAmount = Map.groupBy(waiting, (use) => amountKey(use, use.free));
  for (const need of needs.values()) {
    if (!isWanting(need)) continue;
    const use = byAmount.get(amountKey(need, need.need))?.shift();
    if (use) share({ use, need, amount: need.need }, shares);
  }
}

function shareOldestFirst({ needs, uses }: SettlementQuestion, shares: Share[]) {
  const open: Need[] = [];
  for (const need of needs.values()) if (isWanting(need)) open.push(need);
  if (open.length === 0) return;
  const unused: Use[] = [];
  for (const use of uses.values()) if (use.forced > 0n || use.free > 0n) unused.push(use);
  const credits = Map.groupBy(unused, purseKey);
  for (const [purse, theirs] of Map.groupBy(open, purseKey)) {
    const purseful = (credits.get(purse) ?? []).toSorted(byNecessityAndDay);
    let at = 0;
    for (const need of theirs.toSorted(byDueDay)) {
      for (let use = purseful[at]; use && need.need > 0n; use = purseful[at]) {
        share({ use, need, amount: least(need.need, use.forced + use.free) }, shares);
        if (use.forced + use.free === 0n) at += 1;
      }
    }
  }
}

function share({ use, need, amount }: { use: Use; need: Need; amount: bigint }, shares: Share[]) {
  if (amount <= 0n) return;
  const on = laterDay(use.receivedOn, need.issuedOn);
  draw(need.slots, amount, (item, part) =>
    shares.push({ credit: use, item, currency: need.currency, amount: part, on }),
  );
  need.need -= amount;
  if (use.forced === 0n) {
    use.free -= amount;
    return;
  }
  const forced = least(use.forced, amount);
  use.forced -= forced;
  use.free -= amount - forced;
}

/** Takes an amount out of the slots, the item itself before what was added to it. */
export function drawFrom(slots: readonly Slot[], amount: bigint): ItemSlot[] {
  const drawn: ItemSlot[] = [];
  draw(slots, amount, ({ ref, place }, open) => drawn.push({ ref, place, open }));
  return drawn;
}

function draw(
  slots: readonly Slot[],
  amount: bigint,
  take: (slot: ItemEnd, part: bigint) => void,
): void {
  let left = amount;
  for (const slot of slots) {
    const part = least(slot.open, left);
    if (part <= 0n) continue;
    slot.open -= part;
    left -= part;
    take(slot, part);
  }
}

function openOf(need: Need): bigint {
  let open = 0n;
  for (const slot of need.slots) open += slot.open;
  return open;
}

type Purse = { readonly customerNumber: string; readonly currency: Currency };

function purseKey({ customerNumber, currency }: Purse): string {
  return `${currency} ${customerNumber}`;
}

function amountKey(purse: Purse, amount: bigint): string {
  return `${amount} ${purseKey(purse)}`;
}

function byDueDay(a: Need, b: Need): number {
  return order(a.dueOn, b.dueOn) || order(a.ref.reference, b.ref.reference);
}

function byNecessityAndDay(a: Use, b: Use): number {
  return (
    Number(b.forced > 0n) - Number(a.forced > 0n) ||
    order(a.receivedOn, b.receivedOn) ||
    order(a.naturalKey, b.naturalKey)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a === b ? 0 : 1;
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
