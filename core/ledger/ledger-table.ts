/** A table of text as it came out of a file. `lines` says on which line of the file a row began. */
export type LedgerTable = {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly lines: readonly number[];
};
