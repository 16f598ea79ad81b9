import { parseCurrency, type Currency } from '../kernel/money.ts';
import type { LedgerColumn } from './column-meaning.ts';
import { isAllocationTable } from './ledger-allocations.ts';
import { recogniseLedger, type LedgerMapping, type LedgerQuestion } from './ledger-columns.ts';
import type { ExchangedDays, LedgerFile, LedgerProblem } from './ledger-file.ts';
import { LEDGER_FIELDS } from './ledger-headers.ts';
import type { LedgerField } from './ledger-vocabulary.ts';
import type { LedgerTable } from './ledger-table.ts';
import { merge } from './merged-files.ts';
import { readLedger } from './read-ledger.ts';

/** One file of a ledger: customers, invoices, payments … or all in one. */
export type LedgerSource = {
  readonly name: string;
  readonly table: LedgerTable;
  /** How it is to be read, when that is known: nothing is recognised and nothing asked. */
  readonly mapping?: LedgerMapping | undefined;
  /** Single documents and no list: of what it does not name it says nothing. */
  readonly isExcerpt?: boolean;
};

/** A source beside how it was read, for a person to confirm. */
export type SourceReading = {
  readonly name: string;
  readonly mapping: LedgerMapping;
  readonly unused: readonly string[];
  readonly samples: ReadonlyMap<string, string>;
  readonly rows: number;
};

/** Something that can be read in more than one way. It is answered by its id. */
export type SourceQuestion = {
  readonly id: string;
  readonly text: string;
  readonly choices: readonly string[];
  readonly proposed: string | undefined;
  /** Without an answer nothing is taken in. */
  readonly isBlocking: boolean;
};

export type SourceOptions = {
  /** Saved ways to read; the one whose columns are all there is used. */
  readonly mappings: readonly LedgerMapping[];
  /** By question id; a field's name as id says which column holds it. */
  readonly answers: ReadonlyMap<string, string>;
  readonly currency: Currency;
};

export type SourcesReading = {
  readonly file: LedgerFile;
  readonly questions: readonly SourceQuestion[];
  readonly sources: readonly SourceReading[];
};

/** Reads the files of a ledger as one. */
export function readSources(
  sources: readonly LedgerSource[],
  options: SourceOptions,
): SourcesReading {
  const several = sources.length > 1;
  const read = sources.map((source) => readSource(source, options, several));
  return {
    file: merge(read.map(({ file }) => file)),
    questions: read.flatMap(({ questions }) => questions),
    sources: read.map(({ reading }) => reading),
  };
}

function readSource(
  { name, table, mapping: given }: LedgerSource,
  options: SourceOptions,
  several: boolean,
) {
  const { answers, currency } = options;
  const idOf = (about: string) => (several ? `${about}@${name}` : about);
  const answerTo = (about: string) => answers.get(idOf(about)) ?? answers.get(about);
  const {
    mapping: recognised,
    asked,
    unused,
  } = recogniseOrReuse(table, given ? [given] : options.mappings);
  const unanswered = { ...recognised, currency: recognised.currency ?? currency };
  const mapping = answered(unanswered, answerTo, new Set(table.header));

  const raw = readLedger(table, mapping);
  const exchanged = exchangeable(raw.problems);
  const answer = answerTo('exchanged_days');
  const file = answer === 'exchange' ? withDaysExchanged(raw, exchanged) : raw;

  const questions = asked
    .filter(({ about }) => answerTo(about) === undefined && !isSettled(about, mapping))
    .map((question) => toQuestion(question, { id: idOf(question.about), mapping }));
  if (exchanged.size > 0 && answer === undefined)
    questions.push(aboutExchangedDays(idOf('exchanged_days'), exchanged));
  const named = questions.map((question) =>
    several ? { ...question, text: `${name}: ${question.text}` } : question,
  );
  const reading = { name, mapping, unused, samples: samplesOf(table), rows: table.rows.length };
  return { file: several ? inFile(file, name) : file, questions: named, reading };
}

/** A saved mapping fits when every column it names is there; of several, the one that names most. */
function recogniseOrReuse(table: LedgerTable, mappings: readonly LedgerMapping[]) {
  const headers = new Set(table.header);
  const [fitting] = mappings
    .filter(({ columns }) => columns.every(({ header }) => headers.has(header)))
    .toSorted((a, b) => b.columns.length - a.columns.length);
  if (fitting === undefined) {
    const { mapping, questions, unused } = recogniseLedger(table);
    return { mapping, asked: questions, unused };
  }
  const used = new Set(fitting.columns.map(({ header }) => header));
  return {
    mapping: fitting,
    asked: [] as readonly LedgerQuestion[],
    unused: table.header.filter((header) => !used.has(header)),
  };
}

function answered(
  mapping: LedgerMapping,
  answerTo: (about: string) => string | undefined,
  headers: ReadonlySet<string>,
): LedgerMapping {
  const order = ORDERS.find((one) => one === answerTo('day_order'));
  const mark = MARKS.find((one) => one === answerTo('decimal_mark'));
  const currency = parseCurrency(answerTo('currency') ?? '');
  const columns = LEDGER_FIELDS.reduce<readonly LedgerColumn[]>((known, field) => {
    const header = answerTo(field);
    const isColumn = header === '' || (header !== undefined && headers.has(header));
    return isColumn ? withColumn(known, field, header) : known;
  }, mapping.columns);
  return {
    ...mapping,
    columns,
    dayOrder: order ?? mapping.dayOrder,
    decimalMark: mark ?? mapping.decimalMark,
    currency: currency ?? mapping.currency,
  };
}

const ORDERS = ['DMY', 'MDY', 'YMD'] as const;
const MARKS = ['.', ','] as const;

function withColumn(
  columns: readonly LedgerColumn[],
  field: LedgerField,
  header: string,
): readonly LedgerColumn[] {
  const others = columns.filter((column) => column.field !== field && column.header !== header);
  return header === '' ? others : [...others, { header, field }];
}

/** Naming the columns by hand answers the question about them; allocations have no customer. */
function isSettled(about: LedgerQuestion['about'], mapping: LedgerMapping): boolean {
  if (isAllocationTable(mapping)) return about !== 'decimal_mark' && about !== 'day_order';
  if (about !== 'columns') return false;
  const has = (field: LedgerField) => mapping.columns.some((column) => column.field === field);
  return has('reference') && (has('customerNumber') || has('customerName'));
}

function toQuestion(
  { about, certainty, what, advice, choices = [] }: LedgerQuestion,
  { id, mapping }: { id: string; mapping: LedgerMapping },
): SourceQuestion {
  const text = `${what[0]?.toUpperCase()}${what.slice(1)}. ${advice}`;
  const isBlocking = certainty === 'undecided';
  switch (about) {
    case 'day_order':
      return { id, text, choices: ORDERS, proposed: mapping.dayOrder, isBlocking };
    case 'decimal_mark':
      return { id, text, choices: MARKS, proposed: mapping.decimalMark, isBlocking };
    case 'currency':
      return { id, text, choices: [], proposed: mapping.currency, isBlocking };
    case 'customer_number':
      return { id, text, choices: ['name'], proposed: 'name', isBlocking };
    case 'columns':
    case 'openAmount':
      return { id, text, choices, proposed: undefined, isBlocking };
  }
}

function aboutExchangedDays(id: string, exchanged: ReadonlyMap<number, ExchangedDays>) {
  const [first] = exchanged;
  const example = first
    ? ` Line ${first[0]} would be issued ${first[1].issuedOn} and due ${first[1].dueOn}.`
    : '';
  return {
    id,
    text: `In ${exchanged.size} rows the terms make sense only with day and month exchanged, as a spreadsheet does with days up to the 12th.${example}`,
    choices: ['exchange', 'keep'],
    proposed: 'exchange',
    isBlocking: true,
  };
}

/** By line. */
function exchangeable(problems: readonly LedgerProblem[]): Map<number, ExchangedDays> {
  return new Map(problems.flatMap(({ line, exchanged }) => (exchanged ? [[line, exchanged]] : [])));
}

function withDaysExchanged(file: LedgerFile, exchanged: ReadonlyMap<number, ExchangedDays>) {
  return {
    ...file,
    items: file.items.map((item) => ({ ...item, ...exchanged.get(item.line) })),
    problems: file.problems.filter(
      ({ line, severity }) => severity === 'error' || !exchanged.has(line),
    ),
  };
}

function samplesOf({ header, rows }: LedgerTable): Map<string, string> {
  return new Map(
    header.map((name, at) => [name, rows.find((row) => row[at]?.trim())?.[at]?.trim() ?? '']),
  );
}

function inFile(file: LedgerFile, name: string): LedgerFile {
  const problems = file.problems.map((problem) => ({
    ...problem,
    where: `${name}, ${problem.where}`,
  }));
  return { ...file, problems };
}
