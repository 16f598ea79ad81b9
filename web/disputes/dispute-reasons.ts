import type { disputeReason } from '@goodterms/api/disputes/dispute.ts';

type Reason = (typeof disputeReason.options)[number];

/** The reason catalogue in the words of a customer. */
export const DISPUTE_REASONS: Readonly<Record<Reason, string>> = {
  price: 'The price is not what was agreed',
  quantity_short: 'Less was delivered',
  damaged: 'The goods were damaged',
  wrong_goods: 'The wrong goods came',
  late: 'It was delivered late',
  not_received: 'Nothing was received',
  duplicate_invoice: 'Invoiced twice',
  purchase_order: 'Purchase order missing or wrong',
  tax: 'Tax is wrong',
  terms: 'Terms or due day are wrong',
  discount: 'A discount is missing',
  rebate: 'A rebate is missing',
  quality: 'The quality is not right',
  service_level: 'The service was not as agreed',
  contract: 'The contract says otherwise',
  billed_entity: 'The wrong company was billed',
  already_paid: 'It was paid already',
  freight: 'Freight is wrong',
  credit_note_awaited: 'They wait for a credit note',
  unknown: 'Not known yet',
};

export function disputeReasonSaid(reason: string): string {
  return DISPUTE_REASONS[reason as Reason] ?? reason.replaceAll('_', ' ');
}
