import { disputedOf, type Dispute } from '../disputes/dispute.ts';
import type { Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { CollectionSettings } from './collection-settings.ts';
import type {
  ContactPicture,
  ItemInPicture,
  ProbablePayment,
  ShortPaid,
} from './contact-picture.ts';
import { holds, type DunningHold } from './dunning-hold.ts';
import { judge, stillToCome, type PromiseToPay } from './promise-to-pay.ts';

/** Why an item, or a part of it, is not asked for. The order is the order in which parts are taken. */
export type ExclusionReason =
  | 'paid'
  | 'not_due'
  | 'insolvent'
  | 'dunning_hold'
  | 'disputed'
  | 'short_paid'
  | 'promised'
  | 'payment_to_confirm'
  | 'unapplied_credit'
  | 'below_minimum';

export type Exclusion = {
  readonly reason: ExclusionReason;
  readonly amount: bigint;
  /** The hold's last day, the promised day, the day the dispute was opened or the payment came, the due day. */
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
  const exceptions = exceptionsOf(picture, openPromises);
  const parts: Remainder[] = [];
  for (const item of picture.items) {
    const part = new Remainder(item);
    parts.push(part);
    if (item.open.minor <= 0n) part.settle();
    else if (item.dueOn >= today) part.take('not_due', part.askable, item.dueOn);
    else if (picture.insolventOn !== undefined)
      part.take('insolvent', part.askable, picture.insolventOn);
    else if (held) part.take('dunning_hold', part.askable, held.untilOn);
    else takeExceptions(part, exceptions.get(item.id));
  }
  for (const promise of openPromises) {
    if (promise.items.length > 0) continue;
    takeOldestFirst(parts, promise.amount.currency, stillToCome(promise), (part, amount) =>
      part.take('promised', amount, promise.promisedFor),
    );
  }
  for (const credit of picture.unallocated)
    takeOldestFirst(parts, credit.currency, credit.minor - counted(parts, credit), (part, amount) =>
      part.take('unapplied_credit', amount),
    );
  takeSmallSums(parts, settings);
  return parts;
}

/** What is said about one item in particular. */
type Exceptions = {
  hold?: DunningHold;
  readonly disputes: Dispute[];
  readonly shortPaid: ShortPaid[];
  readonly promised: { readonly amount: bigint; readonly on: Day }[];
  readonly probable: ProbablePayment[];
};

function exceptionsOf(
  picture: ContactPicture,
  openPromises: readonly PromiseToPay[],
): ReadonlyMap<OpenItemId, Exceptions> {
  const exceptions = new Map<OpenItemId, Exceptions>();
  const of = (id: OpenItemId): Exceptions => {
    let found = exceptions.get(id);
    if (!found)
      exceptions.set(id, (found = { disputes: [], shortPaid: [], promised: [], probable: [] }));
    return found;
  };
  for (const hold of picture.holds)
    if (hold.openItemId !== undefined && holds(hold, picture.today))
      of(hold.openItemId).hold ??= hold;
  for (const dispute of picture.disputes) of(dispute.openItemId).disputes.push(dispute);
  for (const short of picture.shortPaid) of(short.openItemId).shortPaid.push(short);
  for (const promise of openPromises)
    for (const item of promise.items)
      of(item.openItemId).promised.push({ amount: stillToCome(item), on: promise.promisedFor });
  for (const payment of picture.probablePayments) of(payment.openItemId).probable.push(payment);
  return exceptions;
}

function takeExceptions(part: Remainder, exceptions: Exceptions | undefined): void {
  if (exceptions === undefined) return;
  const { hold, disputes, shortPaid, promised, probable } = exceptions;
  if (hold) part.take('dunning_hold', part.askable, hold.untilOn);
  if (disputes.length > 0)
    part.take('disputed', disputedOf(disputes, part.askable), earliest(disputes));
  for (const { amount, foundOn } of shortPaid) part.take('short_paid', amount.minor, foundOn);
  for (const { amount, on } of promised) part.take('promised', amount, on);
  for (const payment of probable) part.takeProbable(payment);
}

/** What of a credit has been counted already, as a payment that probably settles certain items. */
function counted(parts: readonly Remainder[], { currency }: Money): bigint {
  return parts.reduce(
    (sum, { item, theirs }) => (item.open.currency === currency ? sum + theirs : sum),
    0n,
  );
}

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
    if (part.askable === 0n || part.item.open.currency !== currency) continue;
    const taken = part.askable < left ? part.askable : left;
    take(part, taken);
    left -= taken;
  }
}

/** What is left of a currency in all, net of everything above, must be worth a letter. */
function takeSmallSums(parts: readonly Remainder[], { minimums }: CollectionSettings): void {
  for (const { currency, minor } of sumsByCurrency(parts, askableOf)) {
    if (minor >= (minimums.get(currency) ?? 0n)) continue;
    for (const part of parts)
      if (part.open.currency === currency) part.take('below_minimum', part.askable);
  }
}

export function askableOf({ askable }: ItemAnswer): bigint {
  return askable;
}

/** One amount a currency, those above zero only, in the order of the codes. */
export function sumsByCurrency(
  items: readonly ItemAnswer[],
  of: (item: ItemAnswer) => bigint,
): readonly Money[] {
  const totals: { minor: bigint; currency: Currency }[] = [];
  for (const item of items) {
    const minor = of(item);
    if (minor <= 0n) continue;
    const { currency } = item.open;
    const total = totals.find((one) => one.currency === currency);
    if (total) total.minor += minor;
    else totals.push({ minor, currency });
  }
  return totals.length > 1 ? totals.toSorted((a, b) => (a.currency < b.currency ? -1 : 1)) : totals;
}

/** The answer about an item while parts are taken away from it. */
class Remainder implements ItemAnswer {
  readonly id: OpenItemId;
  readonly item: ItemInPicture;
  readonly open: Money;
  askable: bigint;
  exclusions: readonly Exclusion[] = NOTHING_EXCLUDED;
  /** Of probable payments, what is among the customer's unallocated money as well. */
  theirs = 0n;

  constructor(item: ItemInPicture) {
    this.id = item.id;
    this.item = item;
    this.open = item.open;
    this.askable = item.open.minor;
  }

  take(reason: ExclusionReason, amount: bigint, on?: Day): void {
    const taken = amount < this.askable ? amount : this.askable;
    if (taken <= 0n) return;
    this.askable -= taken;
    this.exclude({ reason, amount: taken, on });
  }

  takeProbable({ amount, isTheirs, on }: ProbablePayment): void {
    const before = this.askable;
    this.take('payment_to_confirm', amount.minor, on);
    if (isTheirs) this.theirs += before - this.askable;
  }

  settle(): void {
    this.askable = 0n;
    this.exclude({ reason: 'paid', amount: 0n });
  }

  private exclude(part: Exclusion): void {
    this.exclusions = this.exclusions === NOTHING_EXCLUDED ? [part] : [...this.exclusions, part];
  }
}

/** Most items have no exclusion at all, and need no list of their own for it. */
const NOTHING_EXCLUDED: readonly Exclusion[] = [];

export function isOverdue(item: ItemInPicture, today: Day): boolean {
  return item.dueOn < today && item.open.minor > 0n;
}
