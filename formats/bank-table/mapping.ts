import type { DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import type { DayOrder } from '@goodterms/core/kernel/written-day.ts';
import { BANK_FIELDS, type BankField } from './vocabulary.ts';

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
};

/** A mapping from outside, checked; undefined when it is none. */
export function parseBankTableMapping(given: unknown): BankTableMapping | undefined {
  if (!isRecord(given) || !Array.isArray(given['columns'])) return undefined;
  const { columns: listed, dayOrder, decimalMark, currency, signTurned } = given;
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
    oneOf(typeof signTurned, ['boolean', 'undefined']);
  return isSound ? { ...given, columns } : undefined;
}

function isRecord(given: unknown): given is Record<string, unknown> {
  return typeof given === 'object' && given !== null && !Array.isArray(given);
}

function oneOf(value: unknown, known: readonly unknown[]): boolean {
  return known.includes(value);
}
