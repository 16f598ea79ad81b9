import type { DecimalMark } from './written-amount.ts';
import type { DayOrder } from './written-day.ts';

/** What a column of a bank's table may mean. */
export type BankField = (typeof BANK_FIELDS)[number];

export const BANK_FIELDS = [
  'bookedOn',
  'valueOn',
  'amount',
  'debit',
  'credit',
  'indicator',
  'balance',
  'currency',
  'account',
  'name',
  'payer',
  'recipient',
  'counterAccount',
  'payerAccount',
  'recipientAccount',
  'remittance',
  'type',
  'state',
  'endToEnd',
  'customerReference',
  'bankReference',
  'originalAmount',
  'fee',
  'cardHolder',
] as const;

/**
 * How a bank's table is to be read. Plain data: it can be shown, corrected, saved under a name and
 * given again. Columns are named by their header ('column 3' where there is none); a field may
 * have several, whose texts are joined or of which the first filled one counts.
 */
export type BankTableMapping = {
  readonly columns: readonly { readonly field: BankField; readonly header: string }[];
  readonly dayOrder?: DayOrder | undefined;
  readonly decimalMark?: DecimalMark | undefined;
  /** For rows that state no currency. */
  readonly currency?: string | undefined;
  /** For a card, whose purchases are positive. */
  readonly signTurned?: boolean | undefined;
  /** All columns of the table that it was made for: one with the same columns is read by it. */
  readonly header?: readonly string[] | undefined;
  /** The account of tables that name none; proposed the next time, never taken for granted. */
  readonly account?: string | undefined;
};

/** Whether a mapping was made for tables with these columns. */
export function isMadeFor({ header }: BankTableMapping, columns: readonly string[]): boolean {
  return (
    header !== undefined &&
    header.length === columns.length &&
    header.every((name, at) => name === columns[at])
  );
}

/** A mapping from outside, checked; undefined when it is none. */
export function parseBankTableMapping(given: unknown): BankTableMapping | undefined {
  if (!isRecord(given) || !Array.isArray(given['columns'])) return undefined;
  const { columns: listed, dayOrder, decimalMark, currency, signTurned, header, account } = given;
  const columns = listed.flatMap((each: unknown) => {
    if (!isRecord(each) || typeof each['header'] !== 'string') return [];
    const field = BANK_FIELDS.find((known) => known === each['field']);
    return field === undefined ? [] : [{ field, header: each['header'] }];
  });
  const isSound =
    columns.length > 0 &&
    columns.length === listed.length &&
    oneOf(dayOrder, ['DMY', 'MDY', 'YMD', undefined]) &&
    oneOf(decimalMark, ['.', ',', undefined]) &&
    oneOf(typeof currency, ['string', 'undefined']) &&
    oneOf(typeof signTurned, ['boolean', 'undefined']) &&
    oneOf(typeof account, ['string', 'undefined']) &&
    (header === undefined ||
      (Array.isArray(header) && header.every((name) => typeof name === 'string')));
  return isSound ? { ...given, columns } : undefined;
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function oneOf(value: unknown, known: readonly unknown[]): boolean {
  return known.includes(value);
}
