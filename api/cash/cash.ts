import { NOT_RECEIVABLE } from '@goodterms/core/cash/bank-line.ts';
import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import {
  dayJson,
  fileProblemJson,
  doneReply,
  idField,
  momentJson,
  moneyField,
  moneyJson,
  pageFields,
} from '../fields.ts';
import { saidOfFileFields } from './bank-file-look.ts';
import { LISTED_STATES, lineFilterFields } from './bank-line-filter.ts';

/** A piece of evidence; `from` and `until` point into the text that `where` names. */
export const evidenceJson = z.object({
  kind: z.string(),
  sentence: z.string(),
  voice: z.enum(['for', 'against']),
  from: z.number().nullable(),
  until: z.number().nullable(),
  value: z.string(),
  /** The field of the line that it was found in, when it was found in one. */
  where: z
    .enum(['remittance', 'structured', 'end_to_end', 'customer_reference', 'part'])
    .nullable(),
});

const lineItem = z.object({
  openItemId: z.string(),
  reference: z.string(),
  /** Who owes it; a payment may settle what several customers owe. */
  customerName: z.string(),
  dueOn: dayJson,
  open: moneyJson,
  applied: moneyJson,
  /** The credit note that settles this part; null when the payment itself does. */
  creditNote: z.object({ id: z.string(), reference: z.string() }).nullable(),
});

export const bankLineJson = z.object({
  id: z.string(),
  statementId: z.string(),
  account: z.string(),
  bookedOn: dayJson,
  valueOn: dayJson.nullable(),
  amount: moneyJson,
  runningBalance: moneyJson.nullable(),
  payerName: z.string().nullable(),
  payerAccount: z.string().nullable(),
  remittance: z.string(),
  /** What the payer's bank carried beside the free text. */
  references: z.object({
    structured: z.string().nullable(),
    endToEnd: z.string().nullable(),
    customer: z.string().nullable(),
  }),
  state: z.enum(['matched', 'proposed', 'on_account', 'unapplied', 'set_aside', 'returned']),
  /** Why it is in this state, as a sentence. */
  sentence: z.string(),
  customer: z.object({ id: z.string(), name: z.string() }).nullable(),
  match: z
    .object({
      id: z.string(),
      tier: z.string(),
      by: z.string(),
      /** No person had to look at it. */
      byRule: z.boolean(),
      at: momentJson,
      evidence: z.array(evidenceJson),
      items: z.array(lineItem),
    })
    .nullable(),
  proposals: z.array(
    z.object({
      customerId: z.string(),
      customerName: z.string(),
      sentence: z.string(),
      evidence: z.array(evidenceJson),
      items: z.array(lineItem),
      rest: moneyJson,
    }),
  ),
  unallocated: moneyJson.nullable(),
});
export type BankLineJson = z.output<typeof bankLineJson>;

export const bankImportReport = z.object({
  importId: z.string().nullable(),
  alreadyImported: z.boolean(),
  format: z.string(),
  name: z.string(),
  statements: z.array(
    z.object({
      id: z.string().nullable(),
      account: z.string(),
      currency: z.string(),
      reference: z.string().nullable(),
      openingOn: dayJson.nullable(),
      opening: moneyJson.nullable(),
      closingOn: dayJson.nullable(),
      closing: moneyJson.nullable(),
      lines: z.number(),
      addsUp: z.boolean().nullable(),
    }),
  ),
  counts: z.object({
    lines: z.number(),
    added: z.number(),
    alreadyHere: z.number(),
    matched: z.number(),
    proposed: z.number(),
    unapplied: z.number(),
    setAside: z.number(),
    pending: z.number(),
    notImportable: z.number(),
  }),
  received: z.array(moneyJson),
  applied: z.array(moneyJson),
  problems: z.array(fileProblemJson),
});
export type BankImportReportJson = z.output<typeof bankImportReport>;

export const importBankFile = endpoint({
  method: 'POST',
  path: '/bank-imports',
  summary: 'Takes in a bank file; lines that are here already change nothing.',
  permission: 'cash.write',
  upload: { maxBytes: 50_000_000 },
  body: z
    .strictObject({
      ...saidOfFileFields,
      /** Keeps the mapping under this name: the next table with the same columns is read by it. */
      saveMapping: z.string().trim().min(1).max(80).optional(),
    })
    .refine(
      ({ mapping, saveMapping }) => saveMapping === undefined || mapping?.header !== undefined,
      {
        path: ['saveMapping'],
        message: 'needs a mapping with its header to keep',
      },
    ),
  reply: bankImportReport,
  refusals: ['columns_must_be_known', 'file_must_be_readable', 'file_must_say_its_account'],
});

const bankFreshness = z.object({
  importedAt: momentJson.nullable(),
  asOf: dayJson.nullable(),
  from: z.enum(['bank', 'ledger', 'nowhere']),
  fresh: z.boolean(),
  /** Statements of the last two months that were never taken in. */
  missing: z.number(),
  sentence: z.string(),
});
export const readBankFreshness = endpoint({
  method: 'GET',
  path: '/bank-freshness',
  summary: 'As of when the bank data are, and whether anybody may be written to on their ground.',
  permission: 'cash.read',
  reply: bankFreshness,
  refusals: [],
});

export const listStatements = endpoint({
  method: 'GET',
  path: '/bank-statements',
  summary: 'Statements, newest first, with how many of their lines are open.',
  permission: 'cash.read',
  query: z.strictObject({ ...pageFields }),
  reply: z.object({
    bank: bankFreshness,
    totals: z.object({
      lines: z.number(),
      byThemselves: z.number(),
      confirmed: z.number(),
      open: z.number(),
      unapplied: z.array(moneyJson),
    }),
    /** Statements that were never taken in; gone when their file has come. */
    gaps: z.array(
      z.object({
        /** 'Statement 13', 'A statement'. */
        title: z.string(),
        because: z.enum(['balances', 'numbers', 'days']),
        account: z.string(),
        currency: z.string(),
        from: dayJson,
        until: dayJson,
        /** Between the balances on both sides; null when they are not stated. */
        difference: moneyJson.nullable(),
      }),
    ),
    rows: z.array(
      z.object({
        id: z.string(),
        account: z.string(),
        currency: z.string(),
        reference: z.string().nullable(),
        fileName: z.string(),
        openingOn: dayJson.nullable(),
        opening: moneyJson.nullable(),
        closingOn: dayJson.nullable(),
        closing: moneyJson.nullable(),
        /** The sum of the lines it shows. */
        moved: moneyJson,
        lines: z.number(),
        matched: z.number(),
        open: z.number(),
        addsUp: z.boolean().nullable(),
        importedAt: momentJson,
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});

export const listBankLines = endpoint({
  method: 'GET',
  path: '/bank-lines',
  summary:
    'Lines of a statement in their order, or open lines of all statements, best proposals first.',
  permission: 'cash.read',
  query: z.strictObject({
    ...pageFields,
    ...lineFilterFields,
    state: z.enum(LISTED_STATES).optional(),
  }),
  reply: z.object({
    rows: z.array(bankLineJson),
    /** How many of the open lines have a proposal; only where open lines are listed. */
    open: z.object({ proposed: z.number(), unclear: z.number() }).nullable(),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});

const lineParams = z.strictObject({ lineId: idField<'bank line'>() });

export const readBankLine = endpoint({
  method: 'GET',
  path: '/bank-lines/:lineId',
  summary: 'One line, as lists show it.',
  permission: 'cash.read',
  params: lineParams,
  reply: bankLineJson,
  refusals: [],
});
export const confirmMatch = endpoint({
  method: 'PUT',
  path: '/bank-lines/:lineId/match',
  summary: 'A person says what a line pays: a proposal, or items chosen by hand.',
  permission: 'cash.write',
  params: lineParams,
  body: z.strictObject({
    customerId: idField<'customer'>(),
    items: z
      .array(
        z.strictObject({
          openItemId: idField<'open item'>(),
          amount: moneyField,
          creditNoteId: idField<'credit item'>().optional(),
        }),
      )
      .max(500),
  }),
  reply: doneReply,
  refusals: [
    'line_must_be_open',
    'customer_must_exist',
    'amount_must_be_positive',
    'credit_item_must_exist',
    'open_item_must_exist',
    'customer_must_be_known',
    'customers_must_match',
    'currencies_must_match',
    'unallocated_must_cover',
    'open_amount_must_cover',
  ],
});
export const putOnAccount = endpoint({
  method: 'PUT',
  path: '/bank-lines/:lineId/customer',
  summary: 'Says whose money it is without setting it against an item.',
  permission: 'cash.write',
  params: lineParams,
  body: z.strictObject({ customerId: idField<'customer'>() }),
  reply: doneReply,
  refusals: ['line_must_be_open', 'customer_must_exist'],
});
export const setLineAside = endpoint({
  method: 'PUT',
  path: '/bank-lines/:lineId/setting-aside',
  summary: 'This money is no receivable, and what it is instead.',
  permission: 'cash.write',
  params: lineParams,
  body: z.strictObject({ kind: z.enum(NOT_RECEIVABLE).optional() }),
  reply: doneReply,
  refusals: ['line_must_be_open'],
});
export const undoMatch = endpoint({
  method: 'PUT',
  path: '/bank-lines/:lineId/undoing',
  summary: 'Takes back what was decided about a line; its items are open as before.',
  permission: 'cash.write',
  params: lineParams,
  body: z.strictObject({}),
  reply: doneReply,
  refusals: ['line_must_be_decided'],
});
export const nameReturnedPayment = endpoint({
  method: 'PUT',
  path: '/bank-lines/:lineId/returned-payment',
  summary: 'Says which payment it was that the bank took back; what it had settled is open again.',
  permission: 'cash.write',
  params: lineParams,
  body: z.strictObject({ paymentLineId: idField<'bank line'>() }),
  reply: doneReply,
  refusals: ['line_must_be_open', 'payment_must_be_in_the_books', 'amounts_must_match'],
});
export const findReturnedPayments = endpoint({
  method: 'GET',
  path: '/bank-lines/:lineId/returned-payments',
  summary: 'Payments of the amount that the bank took back, newest first.',
  permission: 'cash.read',
  params: lineParams,
  reply: z.object({
    payments: z.array(
      z.object({
        lineId: z.string(),
        bookedOn: dayJson,
        amount: moneyJson,
        payerName: z.string().nullable(),
        remittance: z.string(),
        customerName: z.string().nullable(),
      }),
    ),
  }),
  refusals: [],
});
export const findCandidates = endpoint({
  method: 'GET',
  path: '/bank-lines/:lineId/candidates',
  summary: 'Open items that fit some words, for choosing by hand.',
  permission: 'cash.read',
  params: lineParams,
  query: z.strictObject({ search: z.string().max(100).optional() }),
  reply: z.object({
    items: z.array(
      z.object({
        openItemId: z.string(),
        reference: z.string(),
        customerId: z.string(),
        customerName: z.string(),
        dueOn: dayJson,
        open: moneyJson,
      }),
    ),
  }),
  refusals: [],
});
