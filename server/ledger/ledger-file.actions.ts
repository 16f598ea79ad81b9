import type { JournalId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import type { LedgerProblem } from '@goodterms/core/ledger/ledger-file.ts';
import type { LedgerReport } from '@goodterms/core/ledger/ledger-report.ts';
import type { Context } from '../platform/context.ts';
import { keepImportedFile } from '../settings/import-file.actions.ts';
import { importedBefore } from '../settings/import-file.queries.ts';

type KeptFile = { readonly name: string; readonly sha256: Uint8Array; readonly bytes: number };

/** Whether each of them was taken in before, byte for byte. */
export async function wereImported(ctx: Context, files: readonly KeptFile[]): Promise<boolean> {
  for (const { sha256 } of files)
    if ((await importedBefore(ctx, 'ledger', sha256)) === undefined) return false;
  return files.length > 0;
}

const NO_CHANGE = { added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };

/** So many problems are kept in words with the file, for who looks at the history. */
const PROBLEMS_KEPT = 100;

/** Keeps that the files were taken in, and what they changed; answers their ids. */
export async function keepLedgerFiles(
  ctx: Context,
  files: readonly KeptFile[],
  report: LedgerReport & { readonly problems: readonly LedgerProblem[] },
  journalId: JournalId,
): Promise<string[]> {
  const refused = report.problems.filter(({ severity }) => severity === 'error').length;
  const result = {
    counts: [
      ...report.counts.map((count) => ({ ...count, refused: 0 })),
      ...(refused === 0 ? [] : [{ ...NO_CHANGE, noun: 'line', refused }]),
    ],
    amounts: report.amounts.map(({ before, after }) => ({
      currency: before.currency,
      openBefore: moneyText(before),
      openAfter: moneyText(after),
    })),
    problems: report.problems.length,
    told: report.problems
      .slice(0, PROBLEMS_KEPT)
      .map(({ where, what, advice, severity }) => ({ where, what, advice, severity })),
  };
  const importIds: string[] = [];
  const kept = new Map(files.map((file) => [digestText(file.sha256), file]));
  for (const { name, sha256, bytes } of kept.values())
    importIds.push(
      await keepImportedFile(ctx, { kind: 'ledger', name, sha256, bytes, result, journalId }),
    );
  return importIds;
}

/** The tables of one workbook are one file. */
function digestText(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('hex');
}
