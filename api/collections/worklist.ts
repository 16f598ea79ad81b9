import { NEXT_TASKS } from '@goodterms/core/collections/worklist.ts';
import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { customerParams } from '../customers/customers.ts';
import {
  dayField,
  dayJson,
  doneReply,
  momentJson,
  moneyJson,
  pageFields,
  trueFalseField,
} from '../fields.ts';

const worklistRow = z.object({
  customerId: z.string(),
  number: z.string(),
  name: z.string(),
  tier: z.number(),
  sentence: z.string(),
  chaseable: z.array(moneyJson),
  overdue: z.array(moneyJson),
  /** Open amounts by age in the first currency, not due to over 90 days, for the small strip. */
  ageStrip: z.array(z.number()),
  action: z.enum(['remind', 'wait', 'person']),
  /** The next step as a verb for the button. */
  nextAction: z.string(),
  nextTask: z.enum(NEXT_TASKS),
  collectorName: z.string().nullable(),
  done: z.boolean(),
  nextOn: dayJson.nullable(),
});
export type WorklistRowJson = z.output<typeof worklistRow>;

export const readWorklist = endpoint({
  method: 'GET',
  path: '/worklist',
  summary: 'What there is to do today, best first, one row per customer, with the reason.',
  permission: 'collections.read',
  query: z.strictObject({
    ...pageFields,
    collector: z.string().max(64).optional(),
    search: z.string().max(100).optional(),
  }),
  reply: z.object({
    on: dayJson,
    decidedAt: momentJson.nullable(),
    bank: z.object({
      importedAt: momentJson.nullable(),
      asOf: dayJson.nullable(),
      from: z.enum(['bank', 'ledger', 'nowhere']),
      fresh: z.boolean(),
      sentence: z.string(),
    }),
    tiers: z.array(z.object({ tier: z.number(), title: z.string(), count: z.number() })),
    rows: z.array(worklistRow),
    doneCount: z.number(),
    heldBack: z.array(
      z.object({
        reason: z.string(),
        title: z.string(),
        customers: z.number(),
        amounts: z.array(moneyJson),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});
export type WorklistJson = z.output<typeof readWorklist.reply>;

export const markWorklistRow = endpoint({
  method: 'PUT',
  path: '/worklist/:customerId/mark',
  summary: 'Marks a row as done for today, or names the next day.',
  permission: 'collections.write',
  params: customerParams,
  body: z.strictObject({ done: z.boolean(), nextOn: dayField.optional() }),
  reply: doneReply,
  refusals: ['customer_must_exist', 'day_must_not_be_past'],
});
export const unmarkWorklistRow = endpoint({
  method: 'DELETE',
  path: '/worklist/:customerId/mark',
  summary: 'Puts a row back on the list.',
  permission: 'collections.write',
  params: customerParams,
  reply: doneReply,
  refusals: ['customer_must_exist'],
});

export const runMorning = endpoint({
  method: 'POST',
  path: '/morning-runs',
  summary: 'Decides for every customer; what was decided today already is only brought up to date.',
  permission: 'collections.write',
  query: z.strictObject({ dryRun: trueFalseField }),
  body: z.strictObject({}),
  reply: z.object({
    on: dayJson,
    customers: z.number(),
    remind: z.number(),
    wait: z.number(),
    person: z.number(),
    queued: z.number(),
    withdrawn: z.number(),
    byReason: z.array(z.object({ reason: z.string(), title: z.string(), customers: z.number() })),
  }),
  refusals: [],
});

export const readHeldBack = endpoint({
  method: 'GET',
  path: '/held-back',
  summary: 'Who is not written to today although something is overdue, and why.',
  permission: 'collections.read',
  query: z.strictObject({ ...pageFields, reason: z.string().max(60).optional() }),
  reply: z.object({
    on: dayJson,
    rows: z.array(
      z.object({
        customerId: z.string(),
        name: z.string(),
        reason: z.string(),
        sentence: z.string(),
        amounts: z.array(moneyJson),
        untilOn: dayJson.nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});
