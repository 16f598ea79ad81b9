import { parseCurrency } from '../kernel/money.ts';
import {
  recogniseDecimalMark,
  type Certainty,
  type DecimalMark,
} from '../kernel/written-amount.ts';
import { recogniseDayOrder, type DayOrder } from '../kernel/written-day.ts';
import type { AmountUnit } from './ledger-file.ts';
import { AMOUNTS, DAYS, recogniseColumns, type LedgerColumn } from './column-meaning.ts';
import { lesserAmount, partsOfAmount } from './amounts-by-values.ts';
import { currencyInHeader } from './ledger-headers.ts';
import type { LedgerField } from './ledger-vocabulary.ts';
import type { LedgerTable } from './ledger-table.ts';
import { withoutSide } from './sided-amount.ts';
import { orderByTerms } from './terms-check.ts';

/**
 * How a ledger file is to be read: which column is what, and how its days and amounts are
 * written. Plain data, saved under a name; columns are named by their header, so a later file may
 * arrange them otherwise.
 */
export type LedgerMapping = {
  readonly columns: readonly LedgerColumn[];
  readonly dayOrder: DayOrder;
  readonly decimalMark: DecimalMark;
  /** 'minor' when the file counts cents, as payment providers do; never guessed. */
  readonly amountUnit?: AmountUnit;
  /** For rows that state no currency. */
  readonly currency: string | undefined;
};

/** What a person confirms before the file is taken over. */
export type LedgerQuestion = {
  readonly about:
    | 'day_order'
    | 'decimal_mark'
    | 'currency'
    | 'columns'
    | 'customer_number'
    | 'openAmount';
  readonly certainty: Certainty;
  readonly what: string;
  readonly advice: string;
  readonly choices?: readonly string[];
};

export type RecognisedLedger = {
  readonly mapping: LedgerMapping;
  readonly questions: readonly LedgerQuestion[];
  /** Headers of columns that say nothing we keep. */
  readonly unused: readonly string[];
};

/** Enough rows to see how a column is written; the reading itself looks at every row. */
const SAMPLE_ROWS = 2_000;

export function recogniseLedger(table: LedgerTable): RecognisedLedger {
  const sample = table.rows.slice(0, SAMPLE_ROWS);
  const columns = recogniseColumns(table.header, sample);
  const textsOf = (fields: readonly LedgerField[]) => textsIn(table, columns, fields);
  const amounts = recogniseDecimalMark(textsOf(AMOUNTS).map(withoutSide));
  const questions: LedgerQuestion[] = [];

  if (amounts.certainty !== 'certain') {
    questions.push({
      about: 'decimal_mark',
      certainty: amounts.certainty,
      what: `'${amounts.doubtful}' can be read with a decimal point or a decimal comma`,
      advice: `Confirm that '${amounts.mark}' is the decimal mark, or name the other.`,
    });
  }
  const dayOrder = recogniseOrder(table, columns, questions);
  const currency = columnOf(columns, 'currency') ? undefined : currencyOfHeaders(columns);
  questions.push(...questionsAboutColumns(columns, currency));
  const parts = partsOfAmount(columns, table.header, sample);
  const lesser = lesserAmount(columns, table.header, sample);
  questions.push(...(parts ? [questionAboutParts(parts)] : lesser ? [questionAbout(lesser)] : []));
  const used = new Set(columns.map(({ header }) => header));
  return {
    mapping: { columns, dayOrder, decimalMark: amounts.mark, currency },
    questions,
    unused: table.header.filter((header) => header !== '' && !used.has(header)),
  };
}

function recogniseOrder(
  table: LedgerTable,
  columns: readonly LedgerColumn[],
  questions: LedgerQuestion[],
): DayOrder {
  const written = recogniseDayOrder(textsIn(table, columns, DAYS));
  if (written.certainty === 'certain') return written.order;
  const issued = indexOfField(table, columns, 'issuedOn');
  const due = indexOfField(table, columns, 'dueOn');
  const terms = table.rows
    .slice(0, SAMPLE_ROWS)
    .map((row) => ({ issued: row[issued] ?? '', due: row[due] ?? '' }))
    .filter((term) => term.issued !== '' && term.due !== '');
  const byTerms = terms.length >= 3 ? orderByTerms(terms) : undefined;
  const order = byTerms ?? written.order;
  // Dots between the numbers and terms that make sense leave nothing to ask.
  if (written.certainty === 'likely' && order === written.order) return order;
  questions.push({
    about: 'day_order',
    certainty: byTerms === undefined ? written.certainty : 'likely',
    what: byTerms
      ? `'${written.doubtful}' can be read in two ways; only ${ORDER_WORDS[order]} gives possible payment terms`
      : `'${written.doubtful}' can be read with the day or the month first`,
    advice: `Confirm that days are written with ${ORDER_WORDS[order]}, or name the other order.`,
  });
  return order;
}

const ORDER_WORDS: Readonly<Record<DayOrder, string>> = {
  DMY: 'the day first',
  MDY: 'the month first',
  YMD: 'the year first',
};

function questionsAboutColumns(
  columns: readonly LedgerColumn[],
  currency: string | undefined,
): LedgerQuestion[] {
  const has = (field: LedgerField) => columnOf(columns, field) !== undefined;
  const questions: LedgerQuestion[] = [];
  if (!has('customerNumber') && has('customerName')) {
    questions.push({
      about: 'customer_number',
      certainty: 'likely',
      what: 'no column holds a customer number',
      advice: 'Confirm that the name serves as number; customers of the same name become one.',
    });
  }
  if (!has('customerNumber') && !has('customerName')) {
    questions.push({
      about: 'columns',
      certainty: 'undecided',
      what: 'no column says which customer a row belongs to',
      advice: 'Name the column with the customer number.',
    });
  }
  const holdsAmounts = has('amount') || has('openAmount') || has('debit');
  const hasNumber = has('reference') || has('creditNoteNumber') || has('paymentNumber');
  if (holdsAmounts && !hasNumber && !has('paidOn')) {
    questions.push({
      about: 'columns',
      certainty: 'undecided',
      what: 'no column holds the number of the invoice or document',
      advice: 'Name the column with the invoice number.',
    });
  }
  const isDocument = has('dueOn') || (has('reference') && has('issuedOn'));
  const isPayment = !has('dueOn') && has('paidAmount');
  if (isDocument && !holdsAmounts && !has('credit') && !isPayment) {
    questions.push({
      about: 'columns',
      certainty: 'undecided',
      what: 'no column holds the amount of the documents',
      advice: 'Name the column with the amount, or leave the day out if these are customers alone.',
    });
  }
  if (holdsAmounts && !has('currency') && currency === undefined) {
    questions.push({
      about: 'currency',
      certainty: 'undecided',
      what: 'no column says the currency',
      advice: "Confirm that all amounts are in the company's own currency, or name another.",
    });
  }
  return questions;
}

function questionAboutParts(parts: readonly [string, string]): LedgerQuestion {
  const [one, other] = parts;
  return {
    about: 'openAmount',
    certainty: 'undecided',
    what: `'${one}' and '${other}' make the amount together`,
    advice: 'Say which of them is still open.',
    choices: parts,
  };
}

function questionAbout(lesser: string): LedgerQuestion {
  return {
    about: 'openAmount',
    certainty: 'undecided',
    what: `'${lesser}' is the amount or less of it`,
    advice: 'Name the column with what is still open, or none.',
    choices: [lesser],
  };
}

function currencyOfHeaders(columns: readonly LedgerColumn[]): string | undefined {
  const codes = columns
    .filter(({ field }) => AMOUNTS.includes(field))
    .map(({ header }) => currencyInHeader(header))
    .filter((code) => code !== undefined && parseCurrency(code) !== undefined);
  return new Set(codes).size === 1 ? codes[0] : undefined;
}

function columnOf(columns: readonly LedgerColumn[], field: LedgerField): LedgerColumn | undefined {
  return columns.find((column) => column.field === field);
}

function indexOfField(
  table: LedgerTable,
  columns: readonly LedgerColumn[],
  field: LedgerField,
): number {
  const column = columnOf(columns, field);
  return column === undefined ? -1 : table.header.indexOf(column.header);
}

function textsIn(
  table: LedgerTable,
  columns: readonly LedgerColumn[],
  fields: readonly LedgerField[],
): string[] {
  const places = fields.map((field) => indexOfField(table, columns, field)).filter((at) => at >= 0);
  const texts: string[] = [];
  for (const at of places) {
    let above: string | undefined;
    for (const row of table.rows) {
      const text = row[at] ?? '';
      if (text !== above) texts.push(text);
      above = text;
    }
  }
  return texts;
}
