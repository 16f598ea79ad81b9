import type { Day } from '../kernel/day.ts';
import { parseCurrency, parseMoney, type Currency, type Money } from '../kernel/money.ts';
import { readAmount } from '../kernel/written-amount.ts';
import { readDay } from '../kernel/written-day.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type { LedgerProblem } from './ledger-file.ts';
import { LEDGER_FIELDS, type LedgerField } from './ledger-headers.ts';
import type { LedgerTable } from './ledger-table.ts';

/** One row, asked by meaning instead of by column. */
export type LedgerRow = {
  readonly line: number;
  readonly customerNumber: string;
  readonly holds: (field: LedgerField) => boolean;
  readonly text: (field: LedgerField) => string | undefined;
  readonly currency: () => Currency | undefined;
  /** `unreadable` when there is a text that is no day. */
  readonly day: (field: LedgerField) => Day | undefined | 'unreadable';
  readonly amount: (field: LedgerField, currency: Currency) => Money | undefined | 'unreadable';
  readonly problem: (
    field: LedgerField | undefined,
    severity: LedgerProblem['severity'],
    words: { what: string; advice: string },
  ) => LedgerProblem;
};

/** Rows that belong to a customer; the others become problems. */
export function rowsOf(
  table: LedgerTable,
  mapping: LedgerMapping,
  problems: LedgerProblem[],
): LedgerRow[] {
  const places = placesOf(table, mapping);
  const days = new Map<string, Day | undefined>();
  const rows: LedgerRow[] = [];
  for (const [at, cells] of table.rows.entries()) {
    const row = toRow(cells, table.lines[at] ?? 0, { places, mapping, days });
    if (row.customerNumber !== '') rows.push(row);
    else if (cells.some((cell) => cell.trim() !== '')) {
      problems.push(
        row.problem(undefined, 'error', {
          what: 'the row does not say which customer it belongs to',
          advice: 'Fill in the customer number, or leave the row out.',
        }),
      );
    }
  }
  return rows;
}

type Places = Readonly<Record<LedgerField, { readonly at: number; readonly header: string }>>;

type Reading = {
  readonly places: Places;
  readonly mapping: LedgerMapping;
  /** A ledger has few different days, so each text is read once. */
  readonly days: Map<string, Day | undefined>;
};

function placesOf(table: LedgerTable, mapping: LedgerMapping): Places {
  const entries = LEDGER_FIELDS.map((field) => {
    const header = mapping.columns.find((column) => column.field === field)?.header ?? '';
    return [field, { at: header === '' ? -1 : table.header.indexOf(header), header }];
  });
  return Object.fromEntries(entries) as Places;
}

function toRow(cells: readonly string[], line: number, reading: Reading): LedgerRow {
  const { places, mapping, days } = reading;
  const text = (field: LedgerField): string | undefined => {
    const at = places[field].at;
    const cell = at < 0 ? '' : (cells[at] ?? '').trim();
    return cell === '' ? undefined : cell;
  };
  return {
    line,
    customerNumber: text('customerNumber') ?? text('customerName') ?? '',
    holds: (field) => places[field].at >= 0,
    text,
    currency: () => currencyOf(text('currency')),
    day: (field) => {
      const written = text(field);
      if (written === undefined) return undefined;
      if (!days.has(written)) days.set(written, readDay(written, mapping.dayOrder));
      return days.get(written) ?? 'unreadable';
    },
    amount: (field, currency) => {
      const written = text(field);
      if (written === undefined) return undefined;
      const exact = readAmount(written, mapping.decimalMark);
      return (exact && parseMoney(withoutFloatNoise(exact), currency)) || 'unreadable';
    },
    problem: (field, severity, { what, advice }) => ({
      line,
      where:
        field && places[field].at >= 0
          ? `line ${line}, column '${places[field].header}'`
          : `line ${line}`,
      what,
      advice,
      severity,
    }),
  };
}

/**
 * A spreadsheet that counts in binary writes 19.99 as 19.990000000000002. Nine or more decimals
 * that begin with six noughts or nines after the third are that noise and no fractions of a cent.
 */
function withoutFloatNoise(exact: string): string {
  const [whole = '', fraction = ''] = exact.split('.');
  if (fraction.length < 9) return exact;
  if (/^\d{3}0{6}/.test(fraction)) return `${whole}.${fraction.slice(0, 3)}`;
  if (!/^\d{3}9{6}/.test(fraction)) return exact;
  const thousandths = BigInt(whole.replace('-', '') + fraction.slice(0, 3)) + 1n;
  const digits = thousandths.toString().padStart(4, '0');
  return `${exact.startsWith('-') ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  zł: 'PLN',
};

function currencyOf(text: string | undefined): Currency | undefined {
  return text === undefined ? undefined : parseCurrency(SIGNS[text] ?? text.toUpperCase());
}
