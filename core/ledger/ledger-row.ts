import { addDays, type Day } from '../kernel/day.ts';
import {
  isBookable,
  money,
  parseCurrency,
  parseMoney,
  type Currency,
  type Money,
} from '../kernel/money.ts';
import { dueByMonth } from '../kernel/month-terms.ts';
import { readDay } from '../kernel/written-day.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type { LedgerProblem, WrittenAmount } from './ledger-file.ts';
import {
  documentStatusOf,
  isVoided,
  paymentStatusOf,
  type DocumentStatus,
} from './document-status.ts';
import { LEDGER_FIELDS } from './ledger-headers.ts';
import { itemKindOf, type LedgerItemKind } from './ledger-kinds.ts';
import type { LedgerField } from './ledger-vocabulary.ts';
import type { LedgerTable } from './ledger-table.ts';
import { withoutFloatNoise } from './float-noise.ts';
import { netDays, withoutDiscount } from './payment-terms.ts';
import { readSidedAmount } from './sided-amount.ts';

/** One row of the file, asked by meaning instead of by column. */
export type LedgerRow = {
  readonly line: number;
  readonly customerNumber: string;
  readonly cells: readonly string[];
  readonly reading: Reading;
};

type Reading = {
  readonly places: Places;
  readonly mapping: LedgerMapping;
  /** A ledger has few different days, currencies and terms, so each text is read once. */
  readonly days: Map<string, Day>;
  readonly currencies: Map<string, Currency | undefined>;
  readonly terms: Map<string, number | undefined>;
  readonly monthTerms: Map<string, Day | undefined>;
  readonly kinds: Map<string, LedgerItemKind | undefined>;
  readonly statuses: Map<string, DocumentStatus | undefined>;
};

type Places = Readonly<Record<LedgerField, { readonly at: number; readonly header: string }>>;

/** Every row, whoever it belongs to; what cannot be kept becomes a problem. */
export function allRowsOf(
  table: LedgerTable,
  mapping: LedgerMapping,
  problems: LedgerProblem[],
): LedgerRow[] {
  const reading = readingOf(table, mapping);
  const texts = textPlacesOf(reading);
  return table.rows.flatMap((cells, at) => {
    const line = table.lines[at] ?? 0;
    const long = longCell(cells, texts);
    if (long === undefined) return [{ line, customerNumber: '', cells, reading }];
    problems.push(tooLong({ line, reading }, long));
    return [];
  });
}

/** Rows that belong to a customer; the others become problems. */
export function rowsOf(
  table: LedgerTable,
  mapping: LedgerMapping,
  problems: LedgerProblem[],
): LedgerRow[] {
  const reading = readingOf(table, mapping);
  const { customerNumber: number, customerName: name } = reading.places;
  const texts = textPlacesOf(reading);
  const rows: LedgerRow[] = [];
  for (const [at, cells] of table.rows.entries()) {
    const line = table.lines[at] ?? 0;
    const long = longCell(cells, texts);
    if (long !== undefined) {
      problems.push(tooLong({ line, reading }, long));
      continue;
    }
    const customerNumber = textAt(cells, number.at) ?? textAt(cells, name.at);
    if (customerNumber !== undefined) rows.push({ line, customerNumber, cells, reading });
    else if (cells.some((cell) => cell.trim() !== '')) {
      problems.push(
        problemAt({ line, reading }, undefined, 'error', {
          what: 'the row does not say which customer it belongs to',
          advice: 'Fill in the customer number, or leave the row out.',
        }),
      );
    }
  }
  return rows;
}

/** What names something is looked up by the database, which cannot look up whole pages. */
const NAMES: readonly LedgerField[] = [
  'customerNumber',
  'parentNumber',
  'reference',
  'orderReference',
  'paymentReference',
  'paymentNumber',
  'creditNoteNumber',
  'against',
  'legalId',
];
const LONGEST_NAME = 200;
const LONGEST_TEXT = 1000;

type TextPlace = { readonly field: LedgerField; readonly at: number; readonly longest: number };

function textPlacesOf({ places }: Reading): TextPlace[] {
  return LEDGER_FIELDS.flatMap((field) => {
    const { at } = places[field];
    return at < 0
      ? []
      : [{ field, at, longest: NAMES.includes(field) ? LONGEST_NAME : LONGEST_TEXT }];
  });
}

/** The first cell with a whole text in the place of a word. */
function longCell(cells: readonly string[], texts: readonly TextPlace[]): TextPlace | undefined {
  return texts.find(({ at, longest }) => (cells[at]?.length ?? 0) > longest);
}

function tooLong(
  row: Pick<LedgerRow, 'line' | 'reading'>,
  { field, longest }: TextPlace,
): LedgerProblem {
  return problemAt(row, field, 'error', {
    what: `the text is longer than the ${longest} characters that are kept`,
    advice: 'Shorten it. A quotation mark that is never closed makes one cell of many.',
  });
}

function readingOf(table: LedgerTable, mapping: LedgerMapping): Reading {
  return {
    places: placesOf(table, mapping),
    mapping,
    days: new Map(),
    currencies: new Map(),
    terms: new Map(),
    monthTerms: new Map(),
    kinds: new Map(),
    statuses: new Map(),
  };
}

function placesOf(table: LedgerTable, mapping: LedgerMapping): Places {
  const entries = LEDGER_FIELDS.map((field) => {
    const header = mapping.columns.find((column) => column.field === field)?.header ?? '';
    return [field, { at: header === '' ? -1 : table.header.indexOf(header), header }];
  });
  return Object.fromEntries(entries) as Places;
}

/** Whether the file has such a column at all. */
export function holds(row: LedgerRow, field: LedgerField): boolean {
  return row.reading.places[field].at >= 0;
}

export function textIn(row: LedgerRow, field: LedgerField): string | undefined {
  return textAt(row.cells, row.reading.places[field].at);
}

function textAt(cells: readonly string[], at: number): string | undefined {
  const cell = at < 0 ? undefined : cells[at];
  if (cell === undefined || cell === '') return undefined;
  return cell.trim() || undefined;
}

export function currencyIn(row: LedgerRow): Currency | undefined {
  const text = textIn(row, 'currency');
  if (text === undefined) return undefined;
  return once(row.reading.currencies, text, currencyOf);
}

function currencyOf(text: string): Currency | undefined {
  return parseCurrency(SIGNS[text] ?? text.toUpperCase());
}

/** Net days, of rows with terms of their own. */
export function termsIn(row: LedgerRow): number | undefined {
  const text = textIn(row, 'terms');
  return text === undefined ? undefined : once(row.reading.terms, text, netDays);
}

/** When the row falls due by its own terms: so many days, or the end of a month. */
export function dueByTermsIn(row: LedgerRow, issuedOn: Day): Day | undefined {
  const text = textIn(row, 'terms');
  if (text === undefined) return undefined;
  const byMonth = once(row.reading.monthTerms, `${issuedOn} ${text}`, () =>
    dueByMonth(withoutDiscount(text), issuedOn),
  );
  const days = byMonth === undefined ? termsIn(row) : undefined;
  return days === undefined ? byMonth : addDays(issuedOn, days);
}

/** What the row calls its document, in our words. */
export function kindIn(row: LedgerRow): LedgerItemKind | undefined {
  const text = textIn(row, 'kind');
  return text === undefined ? undefined : once(row.reading.kinds, text, itemKindOf);
}

/** What the row says of the state of its document: void before paid before the rest. */
export function statusIn(row: LedgerRow): DocumentStatus | undefined {
  const document = textIn(row, 'documentStatus');
  const payment = textIn(row, 'paymentStatus');
  const voided = textIn(row, 'voided');
  if (voided !== undefined && isVoided(voided) === true) return 'void';
  if (document === undefined && payment === undefined) return undefined;
  const { statuses } = row.reading;
  const said = [
    document && once(statuses, document, documentStatusOf),
    payment && once(statuses, `paid ${payment}`, () => paymentStatusOf(payment)),
  ];
  return (['void', 'paid', 'partly_paid', 'open'] as const).find((one) => said.includes(one));
}

const TEXTS_KEPT = 10_000;

function once<Value>(
  known: Map<string, Value | undefined>,
  text: string,
  read: (text: string) => Value | undefined,
): Value | undefined {
  const kept = known.get(text);
  if (kept !== undefined || known.has(text)) return kept;
  const value = read(text);
  if (known.size < TEXTS_KEPT) known.set(text, value);
  return value;
}

/** '00/00/0000', '0000-00-00': what programs write where there is none. */
const NO_DAY = /^(?:0{1,4}[-./]?){2,3}$/;

/** `unreadable` when there is a text that is no day. */
export function dayIn(row: LedgerRow, field: LedgerField): Day | undefined | 'unreadable' {
  const { days, mapping } = row.reading;
  const written = textIn(row, field);
  if (written === undefined || NO_DAY.test(written)) return undefined;
  const known = days.get(written);
  if (known !== undefined) return known;
  const day = readDay(written, mapping.dayOrder);
  if (day !== undefined) days.set(written, day);
  return day ?? 'unreadable';
}

/** `unreadable` when there is a text that is no exact amount of the currency. */
export function amountIn(
  row: LedgerRow,
  field: LedgerField,
  currency: Currency,
): Money | undefined | 'unreadable' {
  const written = textIn(row, field);
  if (written === undefined) return undefined;
  const { decimalMark, amountUnit = 'major' } = row.reading.mapping;
  const exact = readSidedAmount(written, decimalMark);
  return (exact && moneyWritten({ exact, unit: amountUnit }, currency)) || 'unreadable';
}

/** Undefined when it is no exact amount of the currency. */
export function moneyWritten({ exact, unit }: WrittenAmount, of: Currency): Money | undefined {
  if (unit === 'minor') {
    const amount = /^-?\d{1,18}$/.test(exact) ? money(BigInt(exact), of) : undefined;
    return amount && isBookable(amount) ? amount : undefined;
  }
  return parseMoney(withoutFloatNoise(exact), of);
}

export function problemAt(
  row: Pick<LedgerRow, 'line' | 'reading'>,
  field: LedgerField | undefined,
  severity: LedgerProblem['severity'],
  { what, advice }: { what: string; advice: string },
): LedgerProblem {
  const place = field && row.reading.places[field];
  const column = place && place.at >= 0 ? `, column '${place.header}'` : '';
  return { line: row.line, where: `line ${row.line}${column}`, what, advice, severity };
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  zł: 'PLN',
};
