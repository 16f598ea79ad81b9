import type { DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import type { DayOrder } from '@goodterms/core/kernel/written-day.ts';
import type { BankField } from './vocabulary.ts';

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
