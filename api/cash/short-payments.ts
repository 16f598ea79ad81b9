import { SHORT_PAYMENT_ANSWERS } from '@goodterms/core/cash/short-payment.ts';
import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { disputeReason } from '../disputes/dispute.ts';
import { dayJson, doneReply, idField, momentJson, moneyJson, pageFields } from '../fields.ts';

const answer = z.enum(SHORT_PAYMENT_ANSWERS);

/** What a payment left open of an item, and what may be said about it. */
export const shortPaymentJson = z.object({
  id: z.string(),
  lineId: z.string(),
  bookedOn: dayJson,
  payerName: z.string().nullable(),
  paid: moneyJson,
  customer: z.object({ id: z.string(), name: z.string() }),
  item: z.object({ id: z.string(), reference: z.string(), dueOn: dayJson, amount: moneyJson }),
  missing: moneyJson,
  /** What of it is still open. */
  open: moneyJson,
  kind: z.enum(['discount_in_time', 'discount_late', 'rounding', 'bank_fee', 'short_payment']),
  /** What it looks like, as a sentence. */
  sentence: z.string(),
  discountUntil: dayJson.nullable(),
  foundOn: dayJson,
  /** Nobody has said why yet, and it is not asked for. */
  isWaiting: z.boolean(),
  /** What may be answered by who is asking; otherwise why not. */
  answers: z.array(z.object({ answer, whyNot: z.string().nullable() })),
  answered: z
    .object({
      answer,
      sentence: z.string(),
      by: z.string(),
      at: momentJson,
      disputeId: z.string().nullable(),
    })
    .nullable(),
});
export type ShortPaymentJson = z.output<typeof shortPaymentJson>;

export const listShortPayments = endpoint({
  method: 'GET',
  path: '/short-payments',
  summary: 'Payments that left a part open, until somebody has said why.',
  permission: 'cash.read',
  query: z.strictObject({
    ...pageFields,
    state: z.enum(['waiting', 'answered', 'all']).optional(),
    lineId: idField<'bank line'>().optional(),
    customerId: idField<'customer'>().optional(),
  }),
  reply: z.object({
    waiting: z.number(),
    rows: z.array(shortPaymentJson),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});

const shortPaymentParams = z.strictObject({ shortPaymentId: idField<'short payment'>() });

export const answerShortPayment = endpoint({
  method: 'PUT',
  path: '/short-payments/:shortPaymentId/answer',
  summary:
    'Says why a payment was less: a deduction or a dispute with its reason, a discount, a small amount that is waived, or still due.',
  permission: 'cash.write',
  params: shortPaymentParams,
  body: z.strictObject({
    answer,
    reason: disputeReason.optional(),
    said: z.string().max(2000).optional(),
  }),
  reply: doneReply,
  refusals: [
    'short_payment_must_wait',
    'open_item_must_be_open',
    'reason_must_be_given',
    'discount_must_be_agreed',
    'write_off_must_be_within_tolerance',
    'write_off_must_be_within_authority',
    'open_amount_must_cover',
  ],
});

export const undoShortPaymentAnswer = endpoint({
  method: 'PUT',
  path: '/short-payments/:shortPaymentId/undoing',
  summary: 'Takes an answer back: what it settled is open again, and the question waits once more.',
  permission: 'cash.write',
  params: shortPaymentParams,
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['short_payment_must_be_answered'],
});

const limits = z.record(z.string().length(3), z.string().max(20));
const rules = z.strictObject({
  grantsDiscountInTime: z.boolean(),
  discountGraceDays: z.number().int().min(0).max(30),
  roundingUpTo: limits,
  bankFeeUpTo: limits,
  tolerance: limits,
  authority: z.strictObject({
    owner: limits.optional(),
    manager: limits.optional(),
    collector: limits.optional(),
    clerk: limits.optional(),
    viewer: limits.optional(),
  }),
});
export type ShortPaymentRulesJson = z.output<typeof rules>;

const changed = {
  version: z.number(),
  changedAt: momentJson.nullable(),
  changedBy: z.string().nullable(),
};

export const readShortPaymentRules = endpoint({
  method: 'GET',
  path: '/settings/short-payments',
  summary: 'What may be waived, by whom, and what is settled without asking.',
  permission: 'settings.read',
  reply: z.object({ ...changed, rules }),
  refusals: [],
});
export const changeShortPaymentRules = endpoint({
  method: 'PUT',
  path: '/settings/short-payments',
  summary: 'Changes what may be waived, by whom, and what is settled without asking.',
  permission: 'cash.approve',
  body: z.strictObject({ rules }),
  reply: z.object({ ...changed, rules }),
  refusals: ['limits_must_be_amounts'],
});
