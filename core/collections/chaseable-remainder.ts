import { disputedOf, type Dispute } from '../disputes/dispute.ts';
import type { Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { CollectionSettings } from './collection-settings.ts';
import type { ContactPicture, ItemInPicture } from './contact-picture.ts';
import { holds } from './dunning-hold.ts';
import { judge, stillToCome, type PromiseToPay } from './promise-to-pay.ts';

/** Why an item, or a part of it, is not asked for. The order is the order in which parts are taken. */
export type ExclusionReason =
  | 'paid'
  | 'not_due'
  | 'insolvent'
  | 'dunning_hold'
  | 'disputed'
  | 'promised'
  | 'unapplied_credit'
  | 'below_minimum';

export type Exclusion = {
  readonly reason: ExclusionReason;
  readonly amount: bigint;
  /** The hold's last day, the promised day, the day the dispute was opened, the due day. */
  readonly on?: Day | undefined;
};

/** One item: `open` = `askable` and the exclusions together, always. */
export type ItemAnswer = {
  readonly id: OpenItemId;
  readonly item: ItemInPicture;
  readonly open: Money;
  readonly askable: bigint;
  readonly exclusions: readonly Exclusion[];
};

/** Takes away from each item what may not be asked for, layer by layer. */
export function askItems(picture: ContactPicture, settings: CollectionSettings): ItemAnswer[] {
  const { today } = picture;
  const held = picture.holds.find((hold) => hold.openItemId === undefined && holds(hold, today));
  const openPromises = picture.promises.filter(
    (promise) => judge(promise, settings.promises, settings.calendar, today) === 'open',
  );
  const parts = picture.items.map((item) => new Remainder(item));
  for (const part of parts) {
    const { item } = part;
    if (item.open.minor <= 0n) part.exclusions.push({ reason: 'paid', amount: 0n });
    else if (item.dueOn >= today) part.take('not_due', part.left, item.dueOn);
    else if (picture.insolventOn !== undefined)
      part.take('insolvent', part.left, picture.insolventOn);
    else if (held) part.take('dunning_hold', part.left, held.untilOn);
    else takeOfItem(part, picture, openPromises);
  }
  for (const promise of openPromises) {
    if (promise.items.length > 0) continue;
    takeOldestFirst(parts, promise.amount.currency, stillToCome(promise), (part, amount) =>
      part.take('promised', amount, promise.promisedFor),
    );
  }
  for (const credit of picture.unallocated)
    takeOldestFirst(parts, credit.currency, credit.minor, (part, amount) =>
      part.take('unapplied_credit', amount),
    );
  takeSmallSums(parts, settings);
  return parts.map((part) => part.answer());
}

function takeOfItem(
  part: Remainder,
  { holds: holdsOfCustomer, disputes, today }: ContactPicture,
  openPromises: readonly PromiseToPay[],
): void {
  const { item } = part;
  const hold = holdsOfCustomer.find((one) => one.openItemId === item.id && holds(one, today));
  if (hold) return part.take('dunning_hold', part.left, hold.untilOn);

  const own =
    disputes.length === 0 ? NO_DISPUTES : disputes.filter((one) => one.openItemId === item.id);
  if (own.length > 0) part.take('disputed', disputedOf(own, part.left), earliest(own));
  for (const promise of openPromises)
    for (const promised of promise.items)
      if (promised.openItemId === item.id)
        part.take('promised', stillToCome(promised), promise.promisedFor);
}

const NO_DISPUTES: readonly Dispute[] = [];

function earliest(disputes: readonly Dispute[]): Day | undefined {
  return disputes.map((dispute) => dispute.openedOn).toSorted()[0];
}

function takeOldestFirst(
  parts: readonly Remainder[],
  currency: Currency,
  amount: bigint,
  take: (part: Remainder, amount: bigint) => void,
): void {
  let left = amount;
  for (const part of parts) {
    if (left <= 0n) return;
    if (part.left === 0n || part.item.open.currency !== currency) continue;
    const taken = part.left < left ? part.left : left;
    take(part, taken);
    left -= taken;
  }
}

/** What is left of a currency in all, net of everything above, must be worth a letter. */
function takeSmallSums(parts: readonly Remainder[], { minimums }: CollectionSettings): void {
  const totals = new Map<Currency, bigint>();
  for (const { left, item } of parts)
    if (left > 0n) totals.set(item.open.currency, (totals.get(item.open.currency) ?? 0n) + left);
  for (const [currency, total] of totals) {
    if (total >= (minimums.get(currency) ?? 0n)) continue;
    for (const part of parts)
      if (part.item.open.currency === currency) part.take('below_minimum', part.left);
  }
}

/** What is left of an item while parts are taken away. */
class Remainder {
  readonly item: ItemInPicture;
  left: bigint;
  readonly exclusions: Exclusion[] = [];

  constructor(item: ItemInPicture) {
    this.item = item;
    this.left = item.open.minor;
  }

  take(reason: ExclusionReason, amount: bigint, on?: Day): void {
    const taken = amount < this.left ? amount : this.left;
    if (taken <= 0n) return;
    this.left -= taken;
    this.exclusions.push({ reason, amount: taken, on });
  }

  answer(): ItemAnswer {
    const { item, left, exclusions } = this;
    return { id: item.id, item, open: item.open, askable: left, exclusions };
  }
}

export function isOverdue(item: ItemInPicture, today: Day): boolean {
  return item.dueOn < today && item.open.minor > 0n;
}
