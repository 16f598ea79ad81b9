import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import {
  dayJson,
  doneReply,
  idField,
  madeReply,
  momentJson,
  moneyJson,
  pageFields,
} from '../fields.ts';

export const customerParams = z.strictObject({ customerId: idField<'customer'>() });

const customerRow = z.object({
  id: z.string(),
  number: z.string(),
  name: z.string(),
  country: z.string().nullable(),
  collectorName: z.string().nullable(),
  open: z.array(moneyJson),
  overdue: z.array(moneyJson),
  oldestDueOn: dayJson.nullable(),
});

export const listCustomers = endpoint({
  method: 'GET',
  path: '/customers',
  summary: 'Customers by name or number, with what is open and overdue per currency.',
  permission: 'customers.read',
  query: z.strictObject({
    ...pageFields,
    search: z.string().max(100).optional(),
    collector: z.string().max(64).optional(),
  }),
  reply: z.object({ rows: z.array(customerRow), nextCursor: z.string().nullable() }),
  refusals: [],
});

export const searchEverything = endpoint({
  method: 'GET',
  path: '/search',
  summary: 'Customers, invoices, payments and messages that fit some words.',
  permission: 'customers.read',
  query: z.strictObject({ q: z.string().min(1).max(100) }),
  reply: z.object({
    hits: z.array(
      z.object({
        kind: z.enum(['customer', 'open_item', 'credit_item', 'contact']),
        id: z.string(),
        customerId: z.string().nullable(),
        title: z.string(),
        detail: z.string(),
      }),
    ),
  }),
  refusals: [],
});

export const contactJson = z.object({
  id: z.string(),
  name: z.string(),
  greetingName: z.string().nullable(),
  role: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  language: z.string().nullable(),
  isPrimary: z.boolean(),
  hoursFrom: z.string().nullable(),
  hoursUntil: z.string().nullable(),
  closedWeekdays: z.array(z.number()),
});
export type ContactJson = z.output<typeof contactJson>;

const contactDraft = z.strictObject({
  name: z.string().min(1).max(120),
  greetingName: z.string().max(120).optional(),
  role: z.string().max(80).optional(),
  email: z.string().max(254).optional(),
  phone: z.string().max(60).optional(),
  language: z.string().max(5).optional(),
  isPrimary: z.boolean(),
  hoursFrom: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  hoursUntil: z
    .string()
    .regex(/^\d\d:\d\d$/)
    .optional(),
  closedWeekdays: z.array(z.number().int().min(1).max(7)).max(7).optional(),
});

export const addContact = endpoint({
  method: 'POST',
  path: '/customers/:customerId/contacts',
  summary: 'Adds a person at the customer.',
  permission: 'customers.write',
  params: customerParams,
  body: contactDraft,
  reply: madeReply,
  refusals: ['customer_must_exist', 'address_must_be_valid', 'hours_must_be_a_span'],
});
export const changeContact = endpoint({
  method: 'PUT',
  path: '/contacts/:contactId',
  summary: 'Changes what we know of a person at the customer.',
  permission: 'customers.write',
  params: z.strictObject({ contactId: idField<'contact'>() }),
  body: contactDraft,
  reply: doneReply,
  refusals: ['contact_must_exist', 'address_must_be_valid', 'hours_must_be_a_span'],
});
export const writeNote = endpoint({
  method: 'POST',
  path: '/customers/:customerId/notes',
  summary: 'Writes a note, or what a call or visit came to.',
  permission: 'customers.write',
  params: customerParams,
  body: z.strictObject({
    kind: z.enum(['note', 'call', 'visit']),
    text: z.string().min(1).max(10000),
    outcome: z
      .enum([
        'reached',
        'not_reached',
        'left_message',
        'will_pay',
        'disputes',
        'asks_for_copy',
        'asks_for_time',
        'wrong_person',
        'other',
      ])
      .optional(),
  }),
  reply: madeReply,
  refusals: ['customer_must_exist'],
});
export const assignCollector = endpoint({
  method: 'PUT',
  path: '/customers/:customerId/collector',
  summary: 'Gives the customer to a colleague.',
  permission: 'customers.write',
  params: customerParams,
  body: z.strictObject({ userId: z.string().max(64).nullable() }),
  reply: doneReply,
  refusals: ['customer_must_exist', 'member_must_exist'],
});

export const readTimeline = endpoint({
  method: 'GET',
  path: '/customers/:customerId/timeline',
  summary: 'Everything that happened with a customer, newest first, in one stream.',
  permission: 'customers.read',
  params: customerParams,
  query: z.strictObject({
    ...pageFields,
    kind: z
      .enum(['message', 'payment', 'promise', 'dispute', 'hold', 'note', 'ledger', 'change'])
      .optional(),
    search: z.string().max(100).optional(),
  }),
  reply: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        at: momentJson,
        kind: z.string(),
        title: z.string(),
        detail: z.string(),
        by: z.string().nullable(),
        amount: moneyJson.nullable(),
        messageId: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: ['customer_must_exist'],
});
