import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { customerParams } from '../customers/customers.ts';
import { doneReply, idField, madeReply, moneyField } from '../fields.ts';

/** The reason catalogue; core/disputes/dispute says what each means and who owns it. */
export const disputeReason = z.enum([
  'price',
  'quantity_short',
  'damaged',
  'wrong_goods',
  'late',
  'not_received',
  'duplicate_invoice',
  'purchase_order',
  'tax',
  'terms',
  'discount',
  'rebate',
  'quality',
  'service_level',
  'contract',
  'billed_entity',
  'already_paid',
  'freight',
  'credit_note_awaited',
  'unknown',
]);

export const openDispute = endpoint({
  method: 'POST',
  path: '/customers/:customerId/disputes',
  summary: 'The customer does not accept an item, or a part of it; that part is not chased.',
  permission: 'disputes.write',
  params: customerParams,
  body: z.strictObject({
    openItemId: idField<'open item'>(),
    amount: moneyField.optional(),
    reason: disputeReason,
    said: z.string().max(2000).optional(),
  }),
  reply: madeReply,
  refusals: [
    'open_item_must_exist',
    'open_item_must_be_open',
    'amount_must_be_positive',
    'currencies_must_match',
    'open_amount_must_cover',
  ],
});

export const closeDispute = endpoint({
  method: 'PUT',
  path: '/disputes/:disputeId/verdict',
  summary: 'Closes a dispute: the customer was right, was not, or has withdrawn it.',
  permission: 'disputes.write',
  params: z.strictObject({ disputeId: idField<'dispute'>() }),
  body: z.strictObject({
    verdict: z.enum(['valid', 'not_valid', 'withdrawn']),
    note: z.string().max(2000).optional(),
  }),
  reply: doneReply,
  refusals: ['dispute_must_be_open'],
});
