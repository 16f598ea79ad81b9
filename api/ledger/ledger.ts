import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { customerParams } from '../customers/customers.ts';
import {
  dayField,
  dayJson,
  fileProblemJson,
  doneReply,
  idField,
  madeReply,
  momentJson,
  moneyField,
  moneyJson,
  pageFields,
  trueFalseField,
} from '../fields.ts';

export const listItems = endpoint({
  method: 'GET',
  path: '/customers/:customerId/items',
  summary: 'Invoices and other debits of a customer, open or settled, newest first.',
  permission: 'ledger.read',
  params: customerParams,
  query: z.strictObject({ ...pageFields, state: z.enum(['open', 'settled', 'all']).optional() }),
  reply: z.object({
    rows: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        reference: z.string(),
        issuedOn: dayJson,
        dueOn: dayJson,
        amount: moneyJson,
        open: moneyJson,
        settledAt: momentJson.nullable(),
        allocations: z.array(
          z.object({
            id: z.string(),
            creditItemId: z.string(),
            amount: moneyJson,
            on: dayJson,
            reference: z.string(),
            reversed: z.boolean(),
          }),
        ),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  refusals: ['customer_must_exist'],
});

export const readAgeing = endpoint({
  method: 'GET',
  path: '/ageing',
  summary:
    'Open amounts by days overdue, per currency, as of any day; rebuilt from allocations for a past one.',
  permission: 'ledger.read',
  query: z.strictObject({ on: dayField.optional(), byCustomer: trueFalseField }),
  reply: z.object({
    on: dayJson,
    basis: z.string(),
    buckets: z.array(z.string()),
    rows: z.array(
      z.object({
        customerId: z.string().nullable(),
        name: z.string().nullable(),
        currency: z.string(),
        total: z.string(),
        amounts: z.array(z.string()),
        credits: z.string(),
      }),
    ),
  }),
  refusals: [],
});

export const allocate = endpoint({
  method: 'POST',
  path: '/allocations',
  summary: 'Sets a payment or credit note against items.',
  permission: 'ledger.write',
  body: z.strictObject({
    creditItemId: idField<'credit item'>(),
    parts: z
      .array(z.strictObject({ openItemId: idField<'open item'>(), amount: moneyField }))
      .min(1)
      .max(500),
  }),
  reply: z.object({ ids: z.array(z.string()) }),
  refusals: [
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
export const reverseAllocation = endpoint({
  method: 'PUT',
  path: '/allocations/:allocationId/reversal',
  summary: 'Takes an allocation back; the item and the payment are as before.',
  permission: 'ledger.write',
  params: z.strictObject({ allocationId: idField<'allocation'>() }),
  body: z.strictObject({ reason: z.string().max(300) }),
  reply: madeReply,
  refusals: [
    'allocation_must_exist',
    'allocation_must_be_in_force',
    'adjustment_must_be_taken_back_with_its_reason',
  ],
});

/** What a ledger file says, and what taking it in changes; a dry run answers the same. */
export const ledgerReport = z.object({
  importId: z.string().nullable(),
  dryRun: z.boolean(),
  alreadyImported: z.boolean(),
  files: z.array(
    z.object({
      name: z.string(),
      kind: z.string(),
      /** An audit file or invoices: its columns are known, and nothing of it can be read otherwise. */
      isKnown: z.boolean(),
      encoding: z.string(),
      delimiter: z.string(),
      decimalStyle: z.string(),
      dateStyle: z.string(),
      columns: z.array(
        z.object({
          header: z.string(),
          field: z.string().nullable(),
          sample: z.string(),
          /** The first few that differ. */
          samples: z.array(z.string()),
        }),
      ),
      currency: z.string().nullable(),
      rows: z.number(),
      /** The first rows as they stand in the file, by the line on which each begins. */
      header: z.array(z.string()),
      preview: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
    }),
  ),
  /** What must be confirmed before it is taken in, such as a date order that could be either. */
  questions: z.array(
    z.object({
      id: z.string(),
      text: z.string(),
      choices: z.array(z.string()),
      proposed: z.string().nullable(),
      /** Without an answer nothing is taken in. */
      mustBeAnswered: z.boolean(),
    }),
  ),
  counts: z.array(
    z.object({
      noun: z.string(),
      added: z.number(),
      changed: z.number(),
      closed: z.number(),
      unchanged: z.number(),
      missing: z.number(),
      refused: z.number(),
    }),
  ),
  amounts: z.array(
    z.object({ currency: z.string(), openBefore: z.string(), openAfter: z.string() }),
  ),
  examples: z.array(
    z.object({
      noun: z.string(),
      change: z.enum(['added', 'changed', 'closed', 'unchanged', 'missing']),
      reference: z.string(),
      customer: z.string(),
      sentence: z.string(),
    }),
  ),
  problems: z.array(fileProblemJson),
});
export type LedgerReportJson = z.output<typeof ledgerReport>;

export const importLedger = endpoint({
  method: 'POST',
  path: '/ledger-imports',
  summary: 'Takes in a ledger file, or says what it would change (dryRun).',
  permission: 'ledger.write',
  upload: { maxBytes: 50_000_000 },
  query: z.strictObject({
    dryRun: trueFalseField,
    mapping: z.string().max(80).optional(),
    saveMapping: z.string().max(80).optional(),
    closeMissing: trueFalseField,
    skipBad: trueFalseField,
    /** Answers to the report's questions, `id=choice`, separated by commas; a choice may be percent-encoded. */
    answers: z.string().max(8000).optional(),
  }),
  reply: ledgerReport,
  refusals: [
    'file_must_be_readable',
    'mapping_must_exist',
    'questions_must_be_answered',
    'lines_must_be_good',
  ],
});

/** Of which files a saved way to read them is. */
const mappingKind = z.enum(['ledger', 'bank']);

export const listMappings = endpoint({
  method: 'GET',
  path: '/import-mappings',
  summary: 'Saved ways to read files.',
  permission: 'ledger.read',
  reply: z.object({
    mappings: z.array(z.object({ name: z.string(), kind: mappingKind, changedAt: momentJson })),
  }),
  refusals: [],
});
export const dropMapping = endpoint({
  method: 'DELETE',
  path: '/import-mappings/:name',
  summary: 'Forgets a saved way to read files.',
  permission: 'ledger.write',
  params: z.strictObject({ name: z.string().max(80) }),
  /** Without a kind: of ledger files. */
  query: z.strictObject({ kind: mappingKind.optional() }),
  reply: doneReply,
  refusals: ['mapping_must_exist'],
});
