import type { BankFileLookJson } from '@goodterms/api/cash/bank-file-look.ts';
import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';

/** What a person says of a bank file; what is not said is as proposed or as recognised. */
export type Explanation = {
  readonly account?: string;
  readonly currency?: string;
  /** What columns mean, by their header; '' is nothing. */
  readonly meanings: Readonly<Record<string, BankField | ''>>;
  readonly dayOrder?: 'DMY' | 'MDY' | 'YMD' | undefined;
  readonly decimalMark?: '.' | ',' | undefined;
  readonly signTurned?: boolean;
  readonly saveAs?: string;
};

export const NOTHING_SAID: Explanation = { meanings: {} };

type Table = NonNullable<BankFileLookJson['table']>;

/** What a column means by now. */
export function meaningOf(header: string, table: Table, { meanings }: Explanation): BankField | '' {
  return meanings[header] ?? table.columns.find((one) => one.header === header)?.field ?? '';
}

/** Whether anything of how the table is read was said, and not only whose it is. */
export function saysHowToRead(said: Explanation): boolean {
  const { meanings, dayOrder, decimalMark, signTurned } = said;
  return (
    Object.keys(meanings).length > 0 ||
    dayOrder !== undefined ||
    decimalMark !== undefined ||
    signTurned !== undefined
  );
}

/** How the table is to be read: as it was recognised, and otherwise as was said. */
export function mappingOf(table: Table, said: Explanation) {
  const { header } = table;
  return {
    header,
    columns: header.flatMap((name) => {
      const field = meaningOf(name, table, said);
      return field === '' ? [] : [{ field, header: name }];
    }),
    dayOrder: said.dayOrder,
    decimalMark: said.decimalMark,
    signTurned: said.signTurned ?? table.signTurned,
  };
}

/** What goes with the file; `first` is the look before anything was said. */
export function questionOf(said: Explanation, first: BankFileLookJson | undefined) {
  const { table } = first ?? {};
  const mapping = table && saysHowToRead(said) ? mappingOf(table, said) : undefined;
  const account = said.account?.trim();
  const currency = said.currency?.trim().toUpperCase();
  return {
    account: account || undefined,
    currency: currency !== undefined && /^[A-Z]{3}$/.test(currency) ? currency : undefined,
    mapping,
  };
}

/** As it is understood by now, so that the next table is not in doubt where this one is not. */
export function settled(said: Explanation, { table }: BankFileLookJson): Explanation {
  return {
    ...said,
    dayOrder: said.dayOrder ?? table?.dayOrder ?? undefined,
    decimalMark: said.decimalMark ?? table?.decimalMark ?? undefined,
  };
}

/** 'umsaetze' of 'umsaetze_2026-03.csv': a name to keep its columns under. */
export function nameFor(fileName: string): string {
  const stem = fileName.replace(/\.[^.]*$/, '');
  return (/\p{L}[\p{L} ]*/u.exec(stem.replace(/[_-]+/g, ' '))?.[0] ?? 'Bank table').trim();
}
