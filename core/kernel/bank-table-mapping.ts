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

/** A mapping from outside, checked; undefined when it is none. What it says besides is left out. */
export function parseBankTableMapping(given: unknown): BankTableMapping | undefined {
  if (!isRecord(given) || !Array.isArray(given['columns'])) return undefined;
  const { columns: listed, dayOrder, decimalMark, currency, signTurned, header, account } = given;
  const columns = listed.flatMap((each: unknown) => {
    if (!isRecord(each) || !isText(each['header'])) return [];
    const field = BANK_FIELDS.find((known) => known === each['field']);
    return field === undefined ? [] : [{ field, header: each['header'] }];
  });
  if (columns.length === 0 || columns.length !== listed.length) return undefined;
  if (dayOrder !== undefined && !isOneOf(dayOrder, ['DMY', 'MDY', 'YMD'])) return undefined;
  if (decimalMark !== undefined && !isOneOf(decimalMark, ['.', ','])) return undefined;
  if (currency !== undefined && !isText(currency)) return undefined;
  if (account !== undefined && !isText(account)) return undefined;
  if (signTurned !== undefined && typeof signTurned !== 'boolean') return undefined;
  if (header !== undefined && !(Array.isArray(header) && header.every(isText))) return undefined;
  return {
    columns,
    ...(dayOrder === undefined ? {} : { dayOrder }),
    ...(decimalMark === undefined ? {} : { decimalMark }),
    ...(currency === undefined ? {} : { currency }),
    ...(signTurned === undefined ? {} : { signTurned }),
    ...(header === undefined ? {} : { header }),
    ...(account === undefined ? {} : { account }),
  };
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

/** No database keeps a text with the sign of nothing in it. */
function isText(given: unknown): given is string {
  return typeof given === 'string' && !given.includes('\u0000');
}

function isOneOf<Known extends string>(given: unknown, known: readonly Known[]): given is Known {
  return known.includes(given as Known);
}
