import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { doneReply, momentJson } from '../fields.ts';

const sender = z.strictObject({
  name: z.string().max(120),
  address: z.string().max(254),
  replyTo: z.string().max(254),
  host: z.string().max(253),
  port: z.number().int().min(1).max(65535),
  security: z.enum(['tls', 'starttls', 'none_on_this_machine']),
  user: z.string().max(254),
  testRecipient: z.string().max(254),
  maxPerHour: z.number().int().min(1).max(10000),
});
export type SenderJson = z.output<typeof sender>;

const senderState = z.object({
  sender,
  hasPassword: z.boolean(),
  verifiedAt: momentJson.nullable(),
  isDemo: z.boolean(),
  stopped: z.boolean(),
  stoppedBy: z.string().nullable(),
  /** On only when a sender is verified and nobody has stopped sending. */
  sending: z.object({ on: z.boolean(), because: z.string().nullable() }),
  sentThisHour: z.number(),
  /** The code on its way to the sender's mailbox: when it was asked for, and how far it came. */
  verification: z.object({ askedAt: momentJson, sentence: z.string() }).nullable(),
});

export const readSender = endpoint({
  method: 'GET',
  path: '/settings/sender',
  summary: 'From whom and through which server mail leaves, and whether it may.',
  permission: 'settings.read',
  reply: senderState,
  refusals: [],
});
export const changeSender = endpoint({
  method: 'PUT',
  path: '/settings/sender',
  summary: 'Changes the sender; it must be verified again before anything leaves.',
  permission: 'settings.write',
  body: z.strictObject({ sender, password: z.string().max(500).optional() }),
  reply: senderState,
  refusals: ['address_must_be_valid', 'host_must_be_allowed'],
});
export const askSenderVerification = endpoint({
  method: 'POST',
  path: '/settings/sender/verification',
  summary: "Mails a code to the sender's own address.",
  permission: 'settings.write',
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['address_must_be_valid'],
});
export const verifySender = endpoint({
  method: 'PUT',
  path: '/settings/sender/verification',
  summary: 'Types the code back; from then on mail may leave.',
  permission: 'settings.write',
  body: z.strictObject({ code: z.string().max(20) }),
  reply: senderState,
  refusals: ['code_must_fit'],
});
export const stopSending = endpoint({
  method: 'PUT',
  path: '/sending/stop',
  summary: 'Stops everything that would leave, within a second.',
  permission: 'messaging.write',
  body: z.strictObject({ reason: z.string().max(300) }),
  reply: doneReply,
  refusals: [],
});
export const resumeSending = endpoint({
  method: 'PUT',
  path: '/sending/resumption',
  summary: 'Lets messages leave again.',
  permission: 'messaging.approve',
  body: z.strictObject({}),
  reply: doneReply,
  refusals: [],
});
