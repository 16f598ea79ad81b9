import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { moneyText, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { LedgerBooks } from '@goodterms/core/ledger/ledger-books.ts';
import { compareCustomers } from '@goodterms/core/ledger/ledger-customers.ts';
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
import { keepImportedFile } from '../settings/import-file.actions.ts';
import { importedBefore } from '../settings/import-file.queries.ts';
import { saveMapping } from '../settings/import-mapping.actions.ts';
import { readMapping } from '../settings/import-mapping.queries.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { loadBooks, lockImports, openNow } from './ledger-books.store.ts';
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
    currency,
    language: 'en',
  };
  const { file, questions } = reading;
  const refused = refusalOf({ request, saved, questions, problems: file.problems });
  const { books, difference, added } = await compare(ctx, file, rules, {
    dryRun: request.dryRun ?? false,
    isTaken: refused === undefined && !request.dryRun,
  });
  const problems = [...file.problems, ...difference.problems];
  const report = {
    ...ledgerReport(difference, books, await openNow(ctx)),
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
  say('Writing …');
  return { ...report, importIds: await write(ctx, { request, books, difference, report, added }) };
}

type Comparison = {
  readonly books: LedgerBooks;
  readonly difference: LedgerDifference;
  /** The ids of new customers by number, when they are in already. */
  readonly added: ReadonlyMap<string, CustomerId> | undefined;
};

/**
 * Compares, and holds what is about to change. Somebody may have allocated between the two; then
 * the file is compared again with the books as they are now. With empty books no document can
 * clash: a file that is taken as far as it was read is taken, so its customers go in while its
 * documents are compared.
 */
async function compare(
  ctx: Context,
  file: LedgerFile,
  rules: DifferenceRules,
  { dryRun, isTaken }: { readonly dryRun: boolean; readonly isTaken: boolean },
): Promise<Comparison> {
  for (let attempt = 1; ; attempt += 1) {
    const books = await loadBooks(ctx, file);
    if (isTaken && books.items.size + books.credits.size === 0) {
      const customers = compareCustomers(file, books, rules);
      const { ids: added, made: difference } = await keepCustomerRecords(ctx, customers, () =>
        ledgerDifference(file, books, rules, customers),
      );
      assert(difference.problems.length === 0, 'nothing that clashes with empty books');
      return { books, difference, added };
    }
    const difference = ledgerDifference(file, books, rules);
    if (dryRun || (await holdBooks(ctx, difference, books)))
      return { books, difference, added: undefined };
    assert(attempt < TRIES_MAX, 'books that stand still while they are held');
  }
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
  readonly books: LedgerBooks;
  readonly difference: LedgerDifference;
  readonly report: LedgerImportReport;
  readonly added: Comparison['added'];
};

const NO_CHANGE = { added: 0, changed: 0, closed: 0, unchanged: 0, missing: 0 };

/** So many problems are kept in words with the file, for who looks at the history. */
const PROBLEMS_KEPT = 100;

async function write(ctx: Context, { request, books, difference, report, added }: Writing) {
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
  };
  const told = report.problems
    .slice(0, PROBLEMS_KEPT)
    .map(({ where, what, advice, severity }) => ({ where, what, advice, severity }));
  const journalId = await record(ctx, {
    fact: 'ledger.imported',
    data: { files: request.files.length, ...result },
  });
  const post = () => postingOf(difference, ctx.today, journalId);
  const { ids, made: posting } = added
    ? { ids: added, made: post() }
    : await keepCustomerRecords(ctx, difference.customers, post);
  await writeDifference(ctx, {
    difference,
    posting,
    books,
    journalId,
    customerIds: customerIds(books, ids),
  });
  await recordItemChanges(ctx, difference, books);
  const importIds: string[] = [];
  const kept = new Map(request.files.map((file) => [digestText(file.sha256), file]));
  for (const { name, sha256, bytes } of kept.values())
    importIds.push(
      await keepImportedFile(ctx, {
        kind: 'ledger',
        name,
        sha256,
        bytes,
        result: { ...result, told },
        journalId,
      }),
    );
  return importIds;
}

/** The tables of one workbook are one file. */
function digestText(sha256: Uint8Array): string {
  return Buffer.from(sha256).toString('hex');
}

/** Of the customers that the file names, and of those whose items it closes. */
function customerIds(books: LedgerBooks, added: ReadonlyMap<string, CustomerId>) {
  const ids = new Map(added);
  for (const { number, id } of books.customers.values()) ids.set(number, id);
  for (const { customerNumber, customerId } of books.items.values())
    ids.set(customerNumber, customerId);
  return ids;
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
        items: theirs.map(({ id, dueOn, orderReference }) => ({ id, dueOn, orderReference })),
      },
    })),
  );
}

async function mappingsNamed(
  ctx: Context,
  name: string,
): Promise<readonly LedgerMapping[] | undefined> {
  const saved = await readMapping(ctx, name);
  return Array.isArray(saved) ? (saved as LedgerMapping[]) : undefined;
}

async function wereImported(ctx: Context, files: readonly LedgerUpload[]): Promise<boolean> {
  for (const { sha256 } of files)
    if ((await importedBefore(ctx, 'ledger', sha256)) === undefined) return false;
  return files.length > 0;
}
