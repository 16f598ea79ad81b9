import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { customerParams } from '../customers/customers.ts';
import { dayField, doneReply, idField, madeReply } from '../fields.ts';

export const setHold = endpoint({
  method: 'POST',
  path: '/customers/:customerId/dunning-holds',
  summary: 'No reminders until a day, for the customer or for one item.',
  permission: 'collections.write',
  params: customerParams,
  body: z.strictObject({
    untilOn: dayField,
    reason: z.enum(['ours_to_answer', 'agreed_pause', 'hardship', 'relationship', 'other']),
    note: z.string().max(1000).optional(),
    openItemId: idField<'open item'>().optional(),
  }),
  reply: madeReply,
  refusals: [
    'customer_must_exist',
    'open_item_must_exist',
    'day_must_not_be_past',
    'hold_must_be_dated_within_limit',
  ],
});

export const liftHold = endpoint({
  method: 'PUT',
  path: '/dunning-holds/:holdId/lifting',
  summary: 'Ends a hold before its day.',
  permission: 'collections.write',
  params: z.strictObject({ holdId: idField<'dunning hold'>() }),
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['hold_must_be_in_force'],
});
