import { saidAccount } from '@goodterms/core/customers/account-key.ts';
import { BANK_FIELDS } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { dayJson, fileProblemJson } from '../fields.ts';

const accountField = z.string().trim().min(1).max(64).transform(saidAccount);

const currencyField = z.string().transform((text, check) => {
  const currency = parseCurrency(text);
  if (currency === undefined)
    check.addIssue({ code: 'custom', message: 'is not a currency like EUR' });
  return currency ?? z.NEVER;
});

const mapping = z.strictObject({
  columns: z.array(z.strictObject({ field: z.enum(BANK_FIELDS), header: z.string() })).min(1),
  dayOrder: z.enum(['DMY', 'MDY', 'YMD']).optional(),
  decimalMark: z.enum(['.', ',']).optional(),
  currency: currencyField.optional(),
  signTurned: z.boolean().optional(),
  /** All columns of the table, when it is to be kept. */
  header: z.array(z.string()).optional(),
});

/** What a person says of a bank file that it does not say itself. */
export const saidOfFileFields = {
  account: accountField.optional(),
  currency: currencyField.optional(),
  /** Of a table which column is what; goes before what is saved and what is recognised. */
  mapping: mapping.optional(),
};

const bankFileLook = z.object({
  name: z.string(),
  /** Null when it is not read. */
  format: z.string().nullable(),
  /** Why it cannot be taken in as it is read by now, and what to do; null when it can. */
  problem: z.string().nullable(),
  /** What a person must say before it can be taken in. */
  lacks: z.array(z.enum(['columns', 'account', 'currency'])),
  /** Where it is a table of columns. */
  table: z
    .object({
      header: z.array(z.string()),
      /** The first ones, as they stand in the file. */
      rows: z.array(z.array(z.string())),
      rowCount: z.number(),
      columns: z.array(z.object({ field: z.enum(BANK_FIELDS), header: z.string() })),
      dayOrder: z.enum(['DMY', 'MDY', 'YMD']).nullable(),
      decimalMark: z.enum(['.', ',']).nullable(),
      signTurned: z.boolean(),
    })
    .nullable(),
  /** The account that such files were of before; a proposal. */
  account: z.string().nullable(),
  currency: z.string().nullable(),
  /** The accounts whose statements came before. */
  accounts: z.array(z.object({ account: z.string(), currency: z.string() })),
  lineCount: z.number(),
  /** The first movements, as they are understood. */
  lines: z.array(
    z.object({
      bookedOn: dayJson.nullable(),
      /** Exact decimal text; negative is money out. Null where none can be read. */
      amount: z.string().nullable(),
      currency: z.string().nullable(),
      name: z.string().nullable(),
      text: z.string().nullable(),
      pending: z.boolean(),
    }),
  ),
  problems: z.array(fileProblemJson),
});
export type BankFileLookJson = z.output<typeof bankFileLook>;

export const lookAtBankFile = endpoint({
  method: 'POST',
  path: '/bank-imports/look',
  summary: 'Says how a bank file is understood and what it leaves unsaid; nothing is taken in.',
  permission: 'cash.read',
  upload: { maxBytes: 50_000_000 },
  body: z.strictObject(saidOfFileFields),
  reply: bankFileLook,
  refusals: [],
});
