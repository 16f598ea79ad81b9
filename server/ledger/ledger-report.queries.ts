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
    questions: questions.map(({ id, text, choices, proposed, isBlocking }) => ({
      id,
      text,
      choices: [...choices],
      proposed: proposed ?? null,
      mustBeAnswered: isBlocking,
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
  const columnJson = (header: string, field: string | null) => ({
    header,
    field,
    sample: shortCell(samples.get(header)),
    samples: samplesOf(upload, header),
  });
  return {
    name,
    kind: kindOf(mapping),
    isKnown: upload?.mapping !== undefined,
    encoding: upload?.table.encoding ?? 'utf-8',
    delimiter: upload?.table.delimiter ?? '',
    decimalStyle: mapping.decimalMark,
    dateStyle: mapping.dayOrder,
    currency: mapping.currency ?? null,
    columns: [
      ...mapping.columns.map(({ header, field }) => columnJson(header, field)),
      ...unused.map((header) => columnJson(header, null)),
    ],
    rows,
    ...previewOf(upload),
  };
}

const PREVIEW_ROWS = 20;

/** The first rows, so that a person sees what stands under which heading. */
function previewOf(upload: LedgerUpload | undefined) {
  const { header = [], rows = [], lines = [] } = upload?.table ?? {};
  const preview = rows
    .slice(0, PREVIEW_ROWS)
    .map((cells, at) => ({ line: lines[at] ?? 0, cells: cells.map(shortCell) }));
  return { header: [...header], preview };
}

const SAMPLES = 3;
const SAMPLED_ROWS = 200;

function samplesOf(upload: LedgerUpload | undefined, header: string): string[] {
  const at = upload?.table.header.indexOf(header) ?? -1;
  if (upload === undefined || at < 0) return [];
  const cells = upload.table.rows.slice(0, SAMPLED_ROWS).flatMap((row) => shortCell(row[at]) || []);
  return [...new Set(cells)].slice(0, SAMPLES);
}

const SAMPLE_CHARACTERS = 120;

function shortCell(cell = ''): string {
  return cell.slice(0, SAMPLE_CHARACTERS).trim();
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
