import * as api from '@goodterms/api/ledger/import-history.ts';
import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer, NOT_FOUND } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { importedFile, importFiles, type ImportLine } from '../settings/import-file.queries.ts';

/** Every file that was taken in, of the ledger and of the bank, with what came of it. */
export function importHistoryRoutes() {
  return [
    answer(api.listImports, async (ctx, { query }) => {
      const { kind, cursor, limit = PAGE_SIZE } = query;
      const page = await importFiles(ctx, { kind, cursor, limit });
      return accept({ rows: page.rows.map(rowJson), nextCursor: page.nextCursor });
    }),
    answer(api.readImport, async (ctx, { params }) => {
      const file = await importedFile(ctx, params.importId);
      if (!file) return NOT_FOUND;
      const { counts, amounts, told, problems } = file.result as KeptResult;
      return accept({
        ...rowJson(file),
        counts: Array.isArray(counts) ? counts.map((count) => ({ ...NOTHING, ...count })) : [],
        amounts: amounts ?? [],
        problems: told ?? (Array.isArray(problems) ? problems : []),
      });
    }),
  ];
}

/** As the rooms keep it with the file: a ledger counts by noun, a bank file its lines. */
type KeptResult = {
  readonly counts?: LedgerReportJson['counts'] | BankCounts;
  readonly amounts?: LedgerReportJson['amounts'];
  /** The first problems in words. */
  readonly told?: LedgerReportJson['problems'];
  readonly problems?: number | LedgerReportJson['problems'];
};
type BankCounts = {
  readonly statements: number;
  readonly lines: number;
  readonly added: number;
  readonly pending: number;
  readonly notImportable: number;
};

function rowJson({ id, kind, name, bytes, importedAt, by, result }: ImportLine) {
  const { counts = [] } = result as KeptResult;
  return {
    id,
    kind,
    name,
    bytes: Number(bytes),
    importedAt: importedAt.toISOString(),
    by,
    sentence: isOfBank(counts) ? bankSentence(counts) : ledgerSentence(counts),
  };
}

function isOfBank(counts: NonNullable<KeptResult['counts']>): counts is BankCounts {
  return !Array.isArray(counts);
}

const NOTHING = { added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0, refused: 0 };
const CHANGES = ['added', 'changed', 'closed', 'missing'] as const;

/** '3 invoices added, 1 closed.' */
function ledgerSentence(counts: LedgerReportJson['counts']): string {
  const parts = counts.flatMap((count) =>
    CHANGES.flatMap((change) =>
      count[change] > 0 ? [`${counted(count[change], count.noun)} ${change}`] : [],
    ),
  );
  return parts.length === 0 ? 'Nothing new.' : `${parts.join(', ')}.`;
}

/** '10 lines of 1 statement, 9 of them new.' */
function bankSentence({ statements, lines, added, pending, notImportable }: BankCounts): string {
  const parts = [
    `${counted(lines, 'line')} of ${counted(statements, 'statement')}, ${added} of them new`,
    ...(pending > 0 ? [`${pending} not booked yet`] : []),
    ...(notImportable > 0 ? [`${notImportable} could not be taken in`] : []),
  ];
  return `${parts.join(', ')}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun.replaceAll('_', ' ')}${count === 1 ? '' : 's'}`;
}
