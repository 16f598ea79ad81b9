import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayJson, doneReply, idField, momentJson, moneyJson, pageFields } from '../fields.ts';

export const messageState = z.enum([
  'waiting',
  'claimed',
  'data',
  'accepted',
  'refused',
  'unknown',
  'withdrawn',
  'quarantined',
  'failed',
]);

const messageRow = z.object({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  purpose: z.string(),
  level: z.number().nullable(),
  template: z.string(),
  language: z.string(),
  recipient: z.string().nullable(),
  contactName: z.string().nullable(),
  state: messageState,
  /** Why it is in this state, as a sentence. */
  sentence: z.string(),
  amounts: z.array(moneyJson),
  itemCount: z.number(),
  businessDay: dayJson,
  queuedAt: momentJson,
  sentAt: momentJson.nullable(),
  /** Of a message that waits: the first moment at which the gate is asked whether it may leave. */
  leavesAt: momentJson.nullable(),
  /** Of a message that waits: it was held up before, and the sentence says by what. */
  wasHeldUp: z.boolean(),
});
export type MessageRowJson = z.output<typeof messageRow>;

const gateCheck = z.object({ check: z.string(), passed: z.boolean(), sentence: z.string() });

const messageParams = z.strictObject({ messageId: idField<'message'>() });

export const listMessages = endpoint({
  method: 'GET',
  path: '/messages',
  summary: 'Messages by state, newest first, with the number in each state.',
  permission: 'messaging.read',
  query: z.strictObject({
    ...pageFields,
    box: z.enum(['outgoing', 'sent', 'withdrawn', 'to_resolve']).optional(),
    search: z.string().max(100).optional(),
  }),
  reply: z.object({
    rows: z.array(messageRow),
    counts: z.object({
      outgoing: z.number(),
      sent: z.number(),
      withdrawn: z.number(),
      toResolve: z.number(),
    }),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});

export const readMessage = endpoint({
  method: 'GET',
  path: '/messages/:messageId',
  summary:
    'One message: its text (as it left, or as it would read now), every attempt and the proof.',
  permission: 'messaging.read',
  params: messageParams,
  reply: z.object({
    ...messageRow.shape,
    subject: z.string(),
    bodyText: z.string(),
    bodyHtml: z.string(),
    /** What the completeness and tone check found; empty when all is well. */
    findings: z.array(z.string()),
    /** What the gate says at this moment about a message that waits. */
    gateNow: z
      .object({ go: z.boolean(), because: z.string().nullable(), checks: z.array(gateCheck) })
      .nullable(),
    attempts: z.array(
      z.object({
        startedAt: momentJson,
        stage: z.string(),
        outcome: z.string().nullable(),
        detail: z.string().nullable(),
        checks: z.array(gateCheck),
        items: z.array(
          z.object({ reference: z.string(), dueOn: dayJson, open: moneyJson, asked: moneyJson }),
        ),
      }),
    ),
  }),
  refusals: [],
});

export const withdrawMessage = endpoint({
  method: 'PUT',
  path: '/messages/:messageId/withdrawal',
  summary: 'Takes a message back that has not left.',
  permission: 'messaging.write',
  params: messageParams,
  body: z.strictObject({ reason: z.string().max(300) }),
  reply: doneReply,
  refusals: ['message_must_not_have_left'],
});
export const resolveMessage = endpoint({
  method: 'PUT',
  path: '/messages/:messageId/resolution',
  summary: 'A person says whether a message with unknown outcome arrived, and how they know.',
  permission: 'messaging.write',
  params: messageParams,
  body: z.strictObject({ arrived: z.boolean(), evidence: z.string().min(3).max(500) }),
  reply: doneReply,
  refusals: ['outcome_must_be_unknown'],
});
export const releaseMessage = endpoint({
  method: 'PUT',
  path: '/messages/:messageId/release',
  summary: 'Lets a message go that a restore has put into quarantine; the gate is asked again.',
  permission: 'messaging.approve',
  params: messageParams,
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['message_must_be_in_quarantine', 'no_other_message_may_wait'],
});
export const tryMessageAgain = endpoint({
  method: 'PUT',
  path: '/messages/:messageId/new-try',
  summary: 'Sends a message that was refused or failed once more; the gate is asked again.',
  permission: 'messaging.write',
  params: messageParams,
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['message_must_have_failed', 'no_other_message_may_wait'],
});

export const listMailbox = endpoint({
  method: 'GET',
  path: '/mailbox',
  summary: 'The built-in mailbox of the demo, newest first.',
  permission: 'messaging.read',
  query: z.strictObject({ ...pageFields }),
  reply: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        sender: z.string(),
        recipient: z.string(),
        subject: z.string(),
        receivedAt: momentJson,
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});
export const readMail = endpoint({
  method: 'GET',
  path: '/mailbox/:mailId',
  summary: 'One mail of the built-in mailbox.',
  permission: 'messaging.read',
  params: z.strictObject({ mailId: idField<'mail'>() }),
  reply: z.object({
    id: z.string(),
    sender: z.string(),
    recipient: z.string(),
    subject: z.string(),
    bodyText: z.string(),
    bodyHtml: z.string(),
    headerId: z.string(),
    receivedAt: momentJson,
  }),
  refusals: [],
});

const template = z.object({
  name: z.string(),
  language: z.string(),
  version: z.number(),
  subject: z.string(),
  bodyText: z.string(),
  bodyHtml: z.string(),
  findings: z.array(z.string()),
  /** Null for the text that every company starts with. */
  changedAt: momentJson.nullable(),
});
export const listTemplates = endpoint({
  method: 'GET',
  path: '/templates',
  summary: 'The newest version of every template, with what the tone check says.',
  permission: 'messaging.read',
  reply: z.object({
    templates: z.array(template),
    variables: z.array(z.object({ name: z.string(), means: z.string() })),
  }),
  refusals: [],
});
export const changeTemplate = endpoint({
  method: 'PUT',
  path: '/templates/:name/:language',
  summary: 'Writes a new version of a template.',
  permission: 'messaging.approve',
  params: z.strictObject({ name: z.string().max(60), language: z.string().max(5) }),
  body: z.strictObject({
    subject: z.string().min(1).max(200),
    bodyText: z.string().min(1).max(20000),
    bodyHtml: z.string().min(1).max(40000),
  }),
  reply: template,
  refusals: ['template_must_exist', 'template_must_render'],
});
export const previewTemplate = endpoint({
  method: 'POST',
  path: '/templates/preview',
  summary: 'Renders a draft with an invented customer.',
  permission: 'messaging.read',
  body: z.strictObject({
    language: z.string().max(5),
    subject: z.string().max(200),
    bodyText: z.string().max(20000),
    bodyHtml: z.string().max(40000),
  }),
  reply: z.object({
    subject: z.string(),
    bodyText: z.string(),
    bodyHtml: z.string(),
    findings: z.array(z.string()),
  }),
  refusals: ['template_must_render'],
});
