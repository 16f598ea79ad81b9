import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import type { LedgerMapping } from '@goodterms/core/ledger/ledger-columns.ts';
import type { LedgerProblem } from '@goodterms/core/ledger/ledger-file.ts';
import type { SourceReading } from '@goodterms/core/ledger/ledger-sources.ts';
import type { LedgerImportReport, LedgerUpload } from './ledger-import.actions.ts';

/** What an import came to, as the API and the command tell it. */
export function ledgerReportJson(
  report: LedgerImportReport,
  uploads: readonly LedgerUpload[],
): LedgerReportJson {
  const { counts, amounts, questions, examples, problems } = report;
  const refused = problems.filter(({ severity }) => severity === 'error').length;
  return {
    importId: report.importIds[0] ?? null,
    dryRun: report.dryRun,
    alreadyImported: report.alreadyImported,
    files: report.sources.map((source, i) => fileJson(source, uploads[i])),
    questions: questions.map(({ id, text, choices, proposed }) => ({
      id,
      text,
      choices: [...choices],
      proposed: proposed ?? null,
    })),
    counts: [
      ...counts.map((count) => ({ ...count, refused: 0 })),
      ...(refused === 0 ? [] : [{ ...NOTHING, noun: 'line', refused }]),
    ],
    amounts: amounts.map(({ before, after }) => ({
      currency: before.currency,
      openBefore: moneyText(before),
      openAfter: moneyText(after),
    })),
    examples: [...examples],
    problems: [...uploads.flatMap(tableProblems), ...problems.map(problemJson)],
  };
}

const NOTHING = { added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };

function fileJson({ name, mapping, unused, samples, rows }: SourceReading, upload?: LedgerUpload) {
  const sampleOf = (header: string) => samples.get(header) ?? '';
  return {
    name,
    kind: kindOf(mapping),
    encoding: upload?.table.encoding ?? 'utf-8',
    delimiter: upload?.table.delimiter ?? '',
    decimalStyle: mapping.decimalMark,
    dateStyle: mapping.dayOrder,
    columns: [
      ...mapping.columns.map(({ header, field }) => ({ header, field, sample: sampleOf(header) })),
      ...unused.map((header) => ({ header, field: null, sample: sampleOf(header) })),
    ],
    rows,
  };
}

/** What the columns let a file say. */
function kindOf({ columns }: LedgerMapping): string {
  const has = new Set(columns.map(({ field }) => field));
  if (!has.has('reference')) return 'customers';
  if (has.has('customerNumber') || has.has('customerName')) return 'items';
  return 'allocations';
}

function tableProblems({ name, table }: LedgerUpload) {
  return (table.problems ?? []).map((problem) => ({
    ...problem,
    where: `${name}, ${problem.where}`,
  }));
}

function problemJson({ where, what, advice, severity }: LedgerProblem) {
  return { where, what, advice, severity };
}

const CHANGES = ['added', 'changed', 'closed', 'missing'] as const;

/** '3 invoices added, 1 closed.': what an import came to, from the counts that were kept of it. */
export function importSentence(result: unknown): string {
  const { counts = [] } = result as { counts?: unknown };
  if (!Array.isArray(counts)) return '';
  const parts = (counts as Record<string, unknown>[]).flatMap((count) =>
    CHANGES.flatMap((change) => {
      const number = Number(count[change] ?? 0);
      const noun = String(count['noun']).replaceAll('_', ' ');
      return number > 0 ? [`${number} ${noun}${number === 1 ? '' : 's'} ${change}`] : [];
    }),
  );
  return parts.length === 0 ? 'Nothing new.' : `${parts.join(', ')}.`;
}
