import { assert } from '@goodterms/core/kernel/assert.ts';
import type { JournalId } from '@goodterms/core/kernel/id.ts';
import { toCurrency } from '@goodterms/core/kernel/money.ts';
import { customerIdsIn, type LedgerBooks } from '@goodterms/core/ledger/ledger-books.ts';
import type { LedgerMapping } from '@goodterms/core/ledger/ledger-columns.ts';
import {
  ledgerDifference,
  type DifferenceRules,
  type LedgerDifference,
} from '@goodterms/core/ledger/ledger-difference.ts';
import type { LedgerFile, LedgerProblem } from '@goodterms/core/ledger/ledger-file.ts';
import { postingOf } from '@goodterms/core/ledger/ledger-posting.ts';
import {
  changesNothing,
  ledgerReport,
  type LedgerReport,
} from '@goodterms/core/ledger/ledger-report.ts';
import {
  readSources,
  type LedgerSource,
  type SourceQuestion,
  type SourceReading,
} from '@goodterms/core/ledger/ledger-sources.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import type { Table } from '@goodterms/formats/table/read-table.ts';
import { keepCustomerRecords } from '../customers/customer-record.actions.ts';
import type { Context } from '../platform/context.ts';
import { record, recordAll } from '../platform/journal.ts';
import { saveMapping } from '../settings/import-mapping.actions.ts';
import { readMapping } from '../settings/import-mapping.queries.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { isFirstLedger, takeFirstLedger } from './first-ledger.actions.ts';
import { loadBooks, lockImports, openNow } from './ledger-books.store.ts';
import { keepLedgerFiles, wereImported } from './ledger-file.actions.ts';
import { holdBooks, noteReading, writeDifference } from './ledger-import.store.ts';

/** A file of a ledger, read as a table; its digest says whether it was here before. */
export type LedgerUpload = LedgerSource & {
  readonly table: Table;
  readonly sha256: Uint8Array;
  readonly bytes: number;
};

export type LedgerImportRequest = {
  readonly files: readonly LedgerUpload[];
  readonly mapping?: string | undefined;
  readonly saveMapping?: string | undefined;
  /** Answers to questions of an earlier try, by their ids. */
  readonly answers?: ReadonlyMap<string, string>;
  readonly dryRun?: boolean;
  readonly closeMissing?: boolean;
  /** Takes the good lines and lists the others. */
  readonly skipBad?: boolean;
  /** Hears what is going on while many rows are worked on. */
  readonly say?: (line: string) => void;
};

/** Fewer are done before anybody wonders. */
const ROWS_WORTH_A_WORD = 20_000;

export type LedgerImportRefusal =
  | 'mapping_must_exist'
  | 'questions_must_be_answered'
  | 'lines_must_be_good';

/** What came of it. A refused import has changed nothing, and says all the same what it would do. */
export type LedgerImportReport = LedgerReport & {
  readonly importIds: readonly string[];
  readonly dryRun: boolean;
  readonly alreadyImported: boolean;
  readonly refused: LedgerImportRefusal | undefined;
  readonly questions: readonly SourceQuestion[];
  readonly sources: readonly SourceReading[];
  readonly problems: readonly LedgerProblem[];
};

/** For items without a due day, of customers without terms. */
const USUAL_TERM_DAYS = 30;

/** Takes the files of a ledger in as one: all of it or nothing, and twice is the same as once. */
export async function importLedger(
  ctx: Context,
  request: LedgerImportRequest,
): Promise<LedgerImportReport> {
  const count = request.files.reduce((sum, { table }) => sum + table.rows.length, 0);
  const say = (line: string) => (count < ROWS_WORTH_A_WORD ? undefined : request.say?.(line));
  say(`Comparing ${count} rows with the books …`);
  const { value: company } = await readSetting(ctx, COMPANY);
  const currency = toCurrency(company.currency);
  const saved = request.mapping === undefined ? [] : await mappingsNamed(ctx, request.mapping);
  const reading = readSources(request.files, {
    mappings: saved ?? [],
    answers: request.answers ?? new Map(),
    currency,
  });
  if (!request.dryRun) await lockImports(ctx);
  const rules = {
    today: ctx.today,
    termDays: USUAL_TERM_DAYS,
    closeMissing: request.closeMissing ?? false,
    isExcerpt: request.files.every(({ isExcerpt }) => isExcerpt),
    currency,
    language: 'en',
  };
  const { file, questions } = reading;
  const refused = refusalOf({ request, saved, questions, problems: file.problems });
  const { books, difference, change, journalId } = await compare(ctx, file, rules, {
    dryRun: request.dryRun ?? false,
    isTaken: refused === undefined && !request.dryRun,
    files: request.files.length,
  });
  const problems = [...file.problems, ...difference.problems];
  const report = {
    ...change,
    importIds: [],
    dryRun: request.dryRun ?? false,
    alreadyImported: await wereImported(ctx, request.files),
    refused: refusalOf({ request, saved, questions, problems }),
    questions,
    sources: reading.sources,
    problems,
  };
  if (request.saveMapping !== undefined && report.refused === undefined && !request.dryRun)
    await saveMapping(ctx, {
      name: request.saveMapping,
      kind: 'ledger',
      value: reading.sources.map(({ mapping }) => mapping),
    });
  if (report.dryRun || report.refused !== undefined) return report;
  await noteReading(ctx);
  if (changesNothing(report)) return report;
  if (journalId === undefined) say('Writing …');
  const written = journalId ?? (await write(ctx, { request, file, books, difference }));
  return { ...report, importIds: await keepLedgerFiles(ctx, request.files, report, written) };
}

type Comparison = {
  readonly books: LedgerBooks;
  readonly difference: LedgerDifference;
  /** For a person to read. */
  readonly change: LedgerReport;
  /** Of a file that was taken in while it was compared. */
  readonly journalId: JournalId | undefined;
};

/**
 * Compares, and holds what is about to change. Somebody may have allocated between the two; then
 * the file is compared again with the books as they are now. The first ledger of a company is taken
 * in on the way.
 */
async function compare(
  ctx: Context,
  file: LedgerFile,
  rules: DifferenceRules,
  request: { readonly dryRun: boolean; readonly isTaken: boolean; readonly files: number },
): Promise<Comparison> {
  for (let attempt = 1; ; attempt += 1) {
    const books = await loadBooks(ctx, file);
    if (request.isTaken && isFirstLedger(file, books)) {
      const journalId = await recordImport(ctx, file, request.files);
      return { books, journalId, ...(await takeFirstLedger(ctx, file, books, rules, journalId)) };
    }
    const difference = ledgerDifference(file, books, rules);
    if (request.dryRun || (await holdBooks(ctx, difference, books))) {
      const change = ledgerReport(difference, books, await openNow(ctx));
      return { books, difference, change, journalId: undefined };
    }
    assert(attempt < TRIES_MAX, 'books that stand still while they are held');
  }
}

/** What was read; what it changes is kept with the files. */
function recordImport(ctx: Context, file: LedgerFile, files: number): Promise<JournalId> {
  const { customers, contacts, bankAccounts, items, allocations } = file;
  return record(ctx, {
    fact: 'ledger.imported',
    data: {
      files,
      customers: customers.length,
      contacts: contacts.length,
      bankAccounts: bankAccounts.length,
      items: items.length,
      allocations: allocations.length,
    },
  });
}

const TRIES_MAX = 5;

type Findings = {
  readonly request: LedgerImportRequest;
  readonly saved: readonly LedgerMapping[] | undefined;
  readonly questions: readonly SourceQuestion[];
  readonly problems: readonly LedgerProblem[];
};

function refusalOf({
  request,
  saved,
  questions,
  problems,
}: Findings): LedgerImportRefusal | undefined {
  if (saved === undefined) return 'mapping_must_exist';
  if (questions.some((question) => question.isBlocking)) return 'questions_must_be_answered';
  const isBad = problems.some(({ severity }) => severity === 'error');
  return isBad && !request.skipBad ? 'lines_must_be_good' : undefined;
}

type Writing = {
  readonly request: LedgerImportRequest;
  readonly file: LedgerFile;
  readonly books: LedgerBooks;
  readonly difference: LedgerDifference;
};

async function write(ctx: Context, { request, file, books, difference }: Writing) {
  const journalId = await recordImport(ctx, file, request.files.length);
  const { ids, made: posting } = await keepCustomerRecords(ctx, difference.customers, () =>
    postingOf(difference, { today: ctx.today, mark: journalId }),
  );
  await writeDifference(ctx, {
    difference,
    posting,
    books,
    journalId,
    customerIds: customerIdsIn(books, ids),
  });
  await recordItemChanges(ctx, difference, books);
  return journalId;
}

/** One fact for each customer: what of which item was otherwise before. */
async function recordItemChanges(
  ctx: Context,
  { items }: LedgerDifference,
  { customers }: LedgerBooks,
): Promise<void> {
  const changes = items.flatMap(({ change }) => change ?? []);
  await recordAll(
    ctx,
    [...Map.groupBy(changes, (change) => change.customerNumber)].map(([number, theirs]) => ({
      fact: 'ledger.items_changed',
      customerId: customers.get(number)?.id,
      data: {
        items: theirs.map(({ id, dueOn, orderReference, paymentReference }) => ({
          id,
          dueOn,
          orderReference,
          paymentReference,
        })),
      },
    })),
  );
}

async function mappingsNamed(
  ctx: Context,
  name: string,
): Promise<readonly LedgerMapping[] | undefined> {
  const saved = await readMapping(ctx, { name, kind: 'ledger' });
  return Array.isArray(saved) ? (saved as LedgerMapping[]) : undefined;
}
