import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { contactJson, customerParams } from '../customers/customers.ts';
import { dayJson, momentJson, moneyJson } from '../fields.ts';

export const exclusionJson = z.object({
  reason: z.string(),
  amount: moneyJson,
  sentence: z.string(),
});
export const checkJson = z.object({ check: z.string(), passed: z.boolean(), sentence: z.string() });

/** One open item with what the gate says about it now. */
export const gatedItemJson = z.object({
  id: z.string(),
  reference: z.string(),
  kind: z.string(),
  issuedOn: dayJson,
  dueOn: dayJson,
  daysOverdue: z.number(),
  amount: moneyJson,
  open: moneyJson,
  askable: moneyJson,
  lastLevel: z.number().nullable(),
  lastLevelOn: dayJson.nullable(),
  exclusions: z.array(exclusionJson),
});
export type GatedItemJson = z.output<typeof gatedItemJson>;

export const explanationJson = z.object({
  customerId: z.string(),
  customerName: z.string(),
  on: dayJson,
  mayContact: z.boolean(),
  action: z.enum(['remind', 'wait', 'person']),
  /** The reason in one sentence that a customer could read. */
  sentence: z.string(),
  level: z.number().nullable(),
  nextOn: dayJson.nullable(),
  chaseable: z.array(moneyJson),
  overdue: z.array(moneyJson),
  open: z.array(moneyJson),
  credits: z.array(moneyJson),
  items: z.array(gatedItemJson),
  checks: z.array(checkJson),
});
export type ExplanationJson = z.output<typeof explanationJson>;

export const promiseJson = z.object({
  id: z.string(),
  amount: moneyJson,
  promisedFor: dayJson,
  madeOn: dayJson,
  saidBy: z.string(),
  said: z.string(),
  channel: z.string(),
  state: z.enum(['open', 'kept', 'partly_kept', 'broken', 'cancelled']),
  references: z.array(z.string()),
});
export const disputeJson = z.object({
  id: z.string(),
  openItemId: z.string(),
  reference: z.string(),
  amount: moneyJson.nullable(),
  reason: z.string(),
  said: z.string(),
  openedOn: dayJson,
  openedBy: z.string(),
  verdict: z.string().nullable(),
  closedAt: momentJson.nullable(),
});
export const holdJson = z.object({
  id: z.string(),
  openItemId: z.string().nullable(),
  reference: z.string().nullable(),
  reason: z.string(),
  note: z.string(),
  fromOn: dayJson,
  untilOn: dayJson,
  setBy: z.string(),
  liftedAt: momentJson.nullable(),
});

/** A paid or open invoice as a dot of "how they pay". */
export const paymentDotJson = z.object({
  reference: z.string(),
  dueOn: dayJson,
  paidOn: dayJson.nullable(),
  amount: moneyJson,
});

export const readCustomerPage = endpoint({
  method: 'GET',
  path: '/customers/:customerId',
  summary: 'Everything about one customer on one page, with what may be said to them now.',
  permission: 'collections.read',
  params: customerParams,
  reply: z.object({
    id: z.string(),
    number: z.string(),
    name: z.string(),
    country: z.string().nullable(),
    language: z.string(),
    timeZone: z.string(),
    localTime: z.string(),
    parent: z.object({ id: z.string(), name: z.string() }).nullable(),
    subsidiaries: z.array(z.object({ id: z.string(), name: z.string() })),
    collector: z.object({ userId: z.string(), name: z.string() }).nullable(),
    sponsor: z.string().nullable(),
    personal: z.boolean(),
    insolventOn: dayJson.nullable(),
    termDays: z.number().nullable(),
    creditLimit: moneyJson.nullable(),
    customerSince: dayJson.nullable(),
    contacts: z.array(contactJson),
    explanation: explanationJson,
    promises: z.array(promiseJson),
    disputes: z.array(disputeJson),
    holds: z.array(holdJson),
    credits: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        reference: z.string(),
        receivedOn: dayJson,
        amount: moneyJson,
        unallocated: moneyJson,
      }),
    ),
    paymentDots: z.array(paymentDotJson),
    waitingMessage: z
      .object({ id: z.string(), level: z.number().nullable(), sentence: z.string() })
      .nullable(),
    lastWords: z.object({ at: momentJson, by: z.string(), text: z.string() }).nullable(),
  }),
  refusals: ['customer_must_exist'],
});
export type CustomerPageJson = z.output<typeof readCustomerPage.reply>;

export const explainCustomer = endpoint({
  method: 'GET',
  path: '/customers/:customerId/explanation',
  summary: 'What may be said to a customer now and why: every check named, in words.',
  permission: 'collections.read',
  params: customerParams,
  reply: explanationJson,
  refusals: ['customer_must_exist'],
});
