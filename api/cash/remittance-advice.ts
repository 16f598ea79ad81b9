import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayJson, fileProblemJson, idField, moneyJson, pageFields } from '../fields.ts';

/** What a payer says that a payment is for. */
export const remittanceAdviceJson = z.object({
  id: z.string(),
  fileName: z.string(),
  payerName: z.string().nullable(),
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  paidOn: dayJson.nullable(),
  receivedOn: dayJson,
  total: moneyJson.nullable(),
  reference: z.string().nullable(),
  /** The bank line that it announced, when that has come. */
  lineId: z.string().nullable(),
  lines: z.array(
    z.object({
      reference: z.string(),
      amount: moneyJson.nullable(),
      deductionReason: z.string().nullable(),
      /** The open item of that number, when it is the customer's. */
      openItemId: z.string().nullable(),
    }),
  ),
});
export type RemittanceAdviceJson = z.output<typeof remittanceAdviceJson>;

const takenAdvice = z.object({
  alreadyHere: z.boolean(),
  advice: remittanceAdviceJson,
  problems: z.array(fileProblemJson),
});
export type TakenAdviceJson = z.output<typeof takenAdvice>;

export const importRemittance = endpoint({
  method: 'POST',
  path: '/remittance-imports',
  summary:
    'Takes in a remittance advice (PDF text, CSV, XLSX, XML) or a mail with such; the same content again changes nothing.',
  permission: 'cash.write',
  upload: { maxBytes: 20_000_000 },
  query: z.strictObject({}),
  reply: takenAdvice.extend({
    /** What else hung on the mail and is an advice as well. */
    others: z.array(takenAdvice),
    /** What hung on the mail and is none. */
    unread: z.array(z.object({ name: z.string(), what: z.string(), advice: z.string() })),
  }),
  refusals: ['file_must_be_readable'],
});
export type RemittanceReportJson = z.output<typeof importRemittance.reply>;

export const listAnnouncedPayments = endpoint({
  method: 'GET',
  path: '/announced-payments',
  summary:
    'Payments that payers have announced and that have not come yet, the newest first; or what was announced of one line.',
  permission: 'cash.read',
  query: z.strictObject({
    ...pageFields,
    customerId: idField<'customer'>().optional(),
    lineId: idField<'bank line'>().optional(),
  }),
  reply: z.object({ rows: z.array(remittanceAdviceJson), nextCursor: z.string().nullable() }),
  refusals: [],
});
