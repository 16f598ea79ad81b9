import type { Day } from '../kernel/day.ts';
import type { CustomerId, DisputeId, OpenItemId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';

/** Why customers say no. The list is the profession's; each reason belongs to one department. */
export const DISPUTE_REASONS = {
  price: { title: 'price', owner: 'sales' },
  quantity_short: { title: 'quantity short', owner: 'logistics' },
  damaged: { title: 'damaged goods', owner: 'logistics' },
  wrong_goods: { title: 'wrong goods', owner: 'logistics' },
  late: { title: 'late delivery', owner: 'logistics' },
  not_received: { title: 'not received', owner: 'logistics' },
  duplicate_invoice: { title: 'invoiced twice', owner: 'billing' },
  purchase_order: { title: 'purchase order missing or wrong', owner: 'billing' },
  tax: { title: 'tax', owner: 'billing' },
  terms: { title: 'terms of payment', owner: 'sales' },
  discount: { title: 'discount', owner: 'sales' },
  rebate: { title: 'rebate', owner: 'sales' },
  quality: { title: 'quality', owner: 'product' },
  service_level: { title: 'service level', owner: 'product' },
  contract: { title: 'contract', owner: 'sales' },
  billed_entity: { title: 'billed to the wrong company', owner: 'billing' },
  already_paid: { title: 'paid already', owner: 'credit' },
  freight: { title: 'freight', owner: 'logistics' },
  credit_note_awaited: { title: 'credit note awaited', owner: 'billing' },
  unknown: { title: 'reason not known yet', owner: 'credit' },
} as const;
export type DisputeReason = keyof typeof DISPUTE_REASONS;

/** The customer was right, was not, or does not say so any more. */
export type Verdict = 'valid' | 'not_valid' | 'withdrawn';

/** What a customer does not accept: an item, or a part of it. That part alone is not asked for. */
export type Dispute = {
  readonly id: DisputeId;
  readonly openItemId: OpenItemId;
  /** Undefined: the whole item, whatever is open of it. */
  readonly amount: Money | undefined;
  readonly openedOn: Day;
  readonly isClosed: boolean;
};

export type DisputeDraft = {
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId;
  readonly amount: Money | undefined;
  readonly reason: DisputeReason;
  readonly said: string;
  /** Who says so: the customer, unless it is named. */
  readonly origin?: DisputeOrigin;
};

/** `short_payment`: they kept it back from a payment, and have not said so otherwise. */
export type DisputeOrigin = 'customer' | 'short_payment';

export type DisputeRefusal =
  | 'open_item_must_exist'
  | 'open_item_must_be_open'
  | 'amount_must_be_positive'
  | 'currencies_must_match'
  | 'open_amount_must_cover';

/** `open` is what is open of the item, undefined when there is no such item; `disputed` is disputed of it already. */
export function acceptDispute(
  draft: DisputeDraft,
  open: Money | undefined,
  disputed: bigint,
): Outcome<DisputeDraft, DisputeRefusal> {
  if (open === undefined) return refuse('open_item_must_exist');
  if (open.minor <= 0n) return refuse('open_item_must_be_open');
  if (disputed >= open.minor) return refuse('open_amount_must_cover');
  if (draft.amount === undefined) return accept(draft);
  if (draft.amount.minor <= 0n) return refuse('amount_must_be_positive');
  if (draft.amount.currency !== open.currency) return refuse('currencies_must_match');
  if (draft.amount.minor > open.minor - disputed) return refuse('open_amount_must_cover');
  return accept(draft);
}

export function acceptVerdict(dispute: Dispute): Outcome<Dispute, 'dispute_must_be_open'> {
  return dispute.isClosed ? refuse('dispute_must_be_open') : accept(dispute);
}

/** The part of an open amount that is disputed; several disputes of one item add up to all of it at most. */
export function disputedOf(disputes: readonly Dispute[], open: bigint): bigint {
  let disputed = 0n;
  for (const dispute of disputes) {
    if (dispute.isClosed) continue;
    if (dispute.amount === undefined) return open;
    disputed += dispute.amount.minor;
  }
  return disputed < open ? disputed : open;
}
