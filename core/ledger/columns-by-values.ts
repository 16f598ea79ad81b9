import { daysBetween, type Day } from '../kernel/day.ts';
import { readDay, recogniseDayOrder } from '../kernel/written-day.ts';
import type { LedgerColumn } from './column-meaning.ts';
import { fieldsNamedBy, saysAnythingElse } from './ledger-headers.ts';
import { itemKindOf } from './ledger-kinds.ts';
import type { LedgerField } from './ledger-vocabulary.ts';

export type Column = {
  readonly header: string;
  readonly at: number;
  /** Of every row, the blank ones too. */
  readonly values: readonly string[];
};

type List = {
  readonly known: readonly LedgerColumn[];
  /** Columns to which no meaning was given. */
  readonly others: readonly Column[];
  readonly columnOf: (field: LedgerField) => Column | undefined;
};

/**
 * What the columns of a list must mean by what stands in them, where their names do not say it: in
 * a language or a program that nobody has taught us. Only what nothing else can be is given.
 */
export function withColumnsByValues(
  known: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): LedgerColumn[] {
  const columns = withCodeAsNumber(known, header, sample);
  for (const [field, find] of MISSING) {
    if (columns.some((column) => column.field === field)) continue;
    const found = find(listOf(columns, header, sample));
    if (found !== undefined) columns.push({ header: found.header, field });
  }
  return columns;
}

const MISSING: readonly (readonly [LedgerField, (list: List) => Column | undefined])[] = [
  ['customerName', nameBesideNumber],
  ['customerNumber', numberBesideName],
  ['reference', numberOfEachRow],
  ['kind', wordsForKinds],
  ['issuedOn', dayBeforeDue],
  ['dueOn', dayAfterIssue],
  ['paymentNumber', numberOfTheOthers],
];

export function listOf(
  known: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): List {
  const columns = header.map((name, at) => ({
    header: name,
    at,
    values: sample.map((row) => (row[at] ?? '').trim()),
  }));
  const used = new Set(known.map((column) => column.header));
  return {
    known,
    others: columns.filter((column) => column.header !== '' && !used.has(column.header)),
    columnOf: (field) => {
      const named = known.find((column) => column.field === field)?.header;
      return columns.find((column) => column.header === named);
    },
  };
}

/** Where codes are taken for names and the names stand beside them: 'Klant' and 'Naam'. */
function withCodeAsNumber(
  known: readonly LedgerColumn[],
  header: readonly string[],
  sample: readonly (readonly string[])[],
): LedgerColumn[] {
  const { others, columnOf } = listOf(known, header, sample);
  const code = columnOf('customerName');
  if (code === undefined || columnOf('customerNumber') || !code.values.every(isOneWord))
    return [...known];
  const name = others.find(
    (column) =>
      Math.abs(column.at - code.at) === 1 &&
      !column.values.every(isOneWord) &&
      fieldsNamedBy(column.header).some(({ field }) => field === 'customerName') &&
      areOneToOne(code, column),
  );
  if (name === undefined) return [...known];
  const rest = known.filter(({ field }) => field !== 'customerName');
  return [
    ...rest,
    { header: code.header, field: 'customerNumber' },
    { header: name.header, field: 'customerName' },
  ];
}

function areOneToOne(left: Column, right: Column): boolean {
  const pairs = new Set(left.values.map((value, row) => `${value} ${right.values[row]}`));
  return pairs.size === new Set(left.values).size && pairs.size === new Set(right.values).size;
}

function isOneWord(value: string): boolean {
  return ONE_WORD.test(value);
}

/** Beside the number, one text for each number, and as many texts as numbers. */
function nameBesideNumber({ others, columnOf }: List): Column | undefined {
  const number = columnOf('customerNumber');
  if (number === undefined) return undefined;
  return others.find((column) => {
    if (Math.abs(column.at - number.at) !== 1 || fieldsNamedBy(column.header).some(isSure))
      return false;
    const nameOf = new Map<string, string>();
    for (const [row, name] of column.values.entries()) {
      const key = number.values[row] ?? '';
      if (key === '') continue;
      if (!/\p{L}{2}/u.test(name) || /^\S*\d\S*$/.test(name)) return false;
      if ((nameOf.get(key) ?? name) !== name) return false;
      nameOf.set(key, name);
    }
    return nameOf.size > 1 && new Set(nameOf.values()).size === nameOf.size;
  });
}

/** Beside the name and called by the customer too: one code for each name, one name for each code. */
function numberBesideName({ others, columnOf }: List): Column | undefined {
  const name = columnOf('customerName');
  if (name === undefined) return undefined;
  return others.find((column) => {
    const isOfCustomers = fieldsNamedBy(column.header).some(
      ({ field }) => field === 'customerName' || field === 'customerNumber',
    );
    if (!isOfCustomers || Math.abs(column.at - name.at) !== 1) return false;
    return column.values.every(isOneWord) && areOneToOne(column, name);
  });
}

const ONE_WORD = /^[\p{L}\p{N}./-]{1,20}$/u;

/** The only column without a known name that has another word with digits in every row. */
function numberOfEachRow({ others, columnOf }: List): Column | undefined {
  if (columnOf('amount') === undefined && columnOf('openAmount') === undefined) return undefined;
  const [only, another] = others.filter(
    ({ header, values }) =>
      fieldsNamedBy(header).length === 0 &&
      !saysAnythingElse(header) &&
      values.length > 1 &&
      values.every((value) => /\d/.test(value) && value.split(' ', 3).every(isOneWord)) &&
      !values.some((value) => LOOKS_DATED.test(value) || LOOKS_COUNTED.test(value)) &&
      new Set(values).size === values.length,
  );
  return another === undefined ? only : undefined;
}

/** An amount, or the noughts and minuses of a column of age. */
const LOOKS_COUNTED = /^-|^0$|[.,]\d{1,2}$/;

function isSure({ score }: { readonly score: number }): boolean {
  return score >= 90;
}

const KINDS_MAX = 12;
const KIND_LENGTH_MAX = 30;

/** A few words without a digit, of which nearly all are called so: FATTURA, INCASSO. */
function wordsForKinds({ known, others }: List): Column | undefined {
  if (!known.some(({ field }) => field === 'reference')) return undefined;
  return others.find(({ values }) => {
    const said = values.filter((value) => value !== '');
    const words = [...new Set(said)];
    if (words.length < 2 || words.length > KINDS_MAX || said.length < values.length * 0.9)
      return false;
    if (words.some((word) => word.length > KIND_LENGTH_MAX || /\d/.test(word) || word.length < 4))
      return false;
    const kinds = words.map(itemKindOf);
    return new Set(kinds).size > 1 && kinds.every((kind) => kind !== undefined);
  });
}

/** The only other day of every row, and none of them after it falls due. */
function dayBeforeDue({ others, columnOf }: List): Column | undefined {
  const due = columnOf('dueOn');
  if (due === undefined) return undefined;
  const [only, another] = others.filter(isUnnamedDay);
  if (only === undefined || another !== undefined) return undefined;
  return termsBetween(only, due).every((days) => days !== undefined && days >= 0)
    ? only
    : undefined;
}

/** The only other day, of which nearly all stand a usual term after the issue. */
function dayAfterIssue({ others, columnOf, known }: List): Column | undefined {
  const issued = columnOf('issuedOn');
  if (issued === undefined || known.some(({ field }) => field === 'terms')) return undefined;
  const [only, another] = others.filter(isUnnamedDay);
  if (only === undefined || another !== undefined) return undefined;
  const terms = termsBetween(issued, only);
  if (!terms.every((days) => days !== undefined && days >= 0 && days <= TERM_MAX)) return undefined;
  const usual = terms.filter((days) => days !== undefined && USUAL_TERMS.has(days));
  return usual.length >= terms.length * 0.9 && terms.some((days) => (days ?? 0) >= 7)
    ? only
    : undefined;
}

const TERM_MAX = 120;
const USUAL_TERMS: ReadonlySet<number> = new Set([
  0, 7, 8, 10, 14, 15, 20, 21, 28, 29, 30, 31, 40, 45, 59, 60, 61, 62, 75, 89, 90, 91, 92, 120,
]);

function isUnnamedDay({ header, values }: Column): boolean {
  if (fieldsNamedBy(header).length > 0 || saysAnythingElse(header)) return false;
  return values.length > 0 && values.every((value) => LOOKS_DATED.test(value));
}

const LOOKS_DATED = /^\d{1,4}[-./]\s?\d{1,2}[-./]\s?\d{1,4}\.?$/;

function termsBetween(from: Column, until: Column): (number | undefined)[] {
  const { order } = recogniseDayOrder([...from.values, ...until.values]);
  return from.values.flatMap((value, row) => {
    const due = until.values[row] ?? '';
    if (value === '' || due === '') return [];
    const [start, end]: (Day | undefined)[] = [readDay(value, order), readDay(due, order)];
    return [start && end ? daysBetween(start, end) : undefined];
  });
}

/**
 * Where some rows have no number of an invoice and another column numbers all of them: the
 * vouchers of payments, in a list of what is open.
 */
function numberOfTheOthers({ others, columnOf, known }: List): Column | undefined {
  const reference = columnOf('reference');
  const isOpenList = known.some(({ field }) => field === 'dueOn' || field === 'openAmount');
  const blank = reference?.values.flatMap((value, row) => (value === '' ? [row] : [])) ?? [];
  if (!isOpenList || blank.length === 0 || blank.length === reference?.values.length)
    return undefined;
  return others.find(
    ({ header, values }) =>
      (VOUCHER.test(header) || fieldsNamedBy(header).some(({ field }) => field === 'reference')) &&
      blank.every((row) => /\d/.test(values[row] ?? '')) &&
      new Set(values).size === values.length,
  );
}

const VOUCHER = /voucher|beleg|bilag|boekstuk|pi[eè]ce|verif|journal|document|transaction/i;
