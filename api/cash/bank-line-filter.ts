import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayField, idField } from '../fields.ts';

/**
 * Where a line stands. `open` waits for a person and is either `proposed` or `unclear`; what is
 * `matched` was applied by the rule or by a person; `returned` went back to the payer.
 */
export const LISTED_STATES = [
  'open',
  'proposed',
  'unclear',
  'matched',
  'by_rule',
  'by_hand',
  'not_receivable',
  'returned',
  'set_aside',
  'all',
] as const;
export type ListedState = (typeof LISTED_STATES)[number];

const amountField = z
  .string()
  .max(24)
  .regex(/^\d{1,15}(\.\d{1,4})?$/, 'is not an exact amount like 1250.00')
  .optional();

/** What lines are narrowed to. Amounts are without their sign, in the currency of the line. */
export const lineFilterFields = {
  statementId: idField<'bank statement'>().optional(),
  account: z.string().max(64).optional(),
  from: dayField.optional(),
  until: dayField.optional(),
  amountMin: amountField,
  amountMax: amountField,
  search: z.string().max(100).optional(),
};
const lineFilter = z.strictObject(lineFilterFields);
export type LineFilter = z.output<typeof lineFilter>;

export const countBankLines = endpoint({
  method: 'GET',
  path: '/bank-line-counts',
  summary: 'How many lines stand where, of those that the filter lets through.',
  permission: 'cash.read',
  query: lineFilter,
  reply: z.object({
    open: z.number(),
    byRule: z.number(),
    byHand: z.number(),
    notReceivable: z.number(),
    returned: z.number(),
    all: z.number(),
  }),
  refusals: [],
});
