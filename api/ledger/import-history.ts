import { z } from 'zod';
import { endpoint } from '../agreement.ts';
import { idField, momentJson, pageFields } from '../fields.ts';
import { ledgerReport } from './ledger.ts';

const importRow = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  bytes: z.number(),
  importedAt: momentJson,
  by: z.string(),
  sentence: z.string(),
});

export const listImports = endpoint({
  method: 'GET',
  path: '/imports',
  summary: 'The files that were taken in, newest first.',
  permission: 'ledger.read',
  query: z.strictObject({ ...pageFields, kind: z.enum(['ledger', 'bank']).optional() }),
  reply: z.object({
    rows: z.array(importRow),
    nextCursor: z.string().nullable(),
  }),
  refusals: [],
});

export const readImport = endpoint({
  method: 'GET',
  path: '/imports/:importId',
  summary: 'What came of a file that was taken in, with the problems it was taken in with.',
  permission: 'ledger.read',
  params: z.strictObject({ importId: idField<'import'>() }),
  reply: z.object({
    ...importRow.shape,
    counts: ledgerReport.shape.counts,
    amounts: ledgerReport.shape.amounts,
    problems: ledgerReport.shape.problems,
  }),
  refusals: [],
});
