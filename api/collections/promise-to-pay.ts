import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { customerParams } from '../customers/customers.ts';
import { dayField, doneReply, idField, madeReply, moneyField } from '../fields.ts';

export const makePromise = endpoint({
  method: 'POST',
  path: '/customers/:customerId/promises-to-pay',
  summary:
    "Keeps a customer's word: this much by that day. The promised part is not chased until then.",
  permission: 'collections.write',
  params: customerParams,
  body: z.strictObject({
    amount: moneyField,
    promisedFor: dayField,
    saidBy: z.string().max(120).optional(),
    said: z.string().max(2000).optional(),
    channel: z.enum(['call', 'mail', 'portal', 'visit', 'other']).optional(),
    openItemIds: z.array(idField<'open item'>()).max(500).optional(),
  }),
  reply: madeReply,
  refusals: [
    'customer_must_exist',
    'amount_must_be_positive',
    'day_must_not_be_past',
    'day_must_be_within_horizon',
    'open_amount_must_cover',
  ],
});

export const cancelPromise = endpoint({
  method: 'PUT',
  path: '/promises-to-pay/:promiseId/cancellation',
  summary: 'Takes a promise back that was noted in error or replaced by another.',
  permission: 'collections.write',
  params: z.strictObject({ promiseId: idField<'promise to pay'>() }),
  body: z.strictObject({ note: z.string().max(500) }),
  reply: doneReply,
  refusals: ['promise_must_exist', 'promise_must_be_open'],
});
