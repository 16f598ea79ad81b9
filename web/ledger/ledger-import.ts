import { importLedger, type LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { useState } from 'react';
import { useWrite } from '../asking.ts';

export type ImportOptions = {
  readonly mapping: string;
  readonly saveMapping: string;
  readonly closeMissing: boolean;
  readonly skipBad: boolean;
  readonly answers: Readonly<Record<string, string>>;
};

const AT_FIRST: ImportOptions = {
  mapping: '',
  saveMapping: '',
  closeMissing: false,
  skipBad: false,
  answers: {},
};

/**
 * A ledger file on its way in: first what it would change, asked again at every change of how it is
 * read, then the change itself. Of several files one comes after the other.
 */
export function useLedgerImport() {
  const [files, setFiles] = useState<readonly File[]>([]);
  const [options, setOptions] = useState(AT_FIRST);
  const [report, setReport] = useState<LedgerReportJson>();
  const [sent, setSent] = useState(0);
  const look = useWrite(importLedger, { onSent: setSent });
  const take = useWrite(importLedger, { onSent: setSent });
  const [file, ...others] = files;

  const lookAt = (one: File, by: ImportOptions) =>
    look.mutate(asked(one, by, 'look'), { onSuccess: setReport });
  const begin = (chosen: readonly File[]) => {
    const [first] = chosen;
    setFiles(chosen);
    setOptions(AT_FIRST);
    setReport(undefined);
    setSent(0);
    look.reset();
    take.reset();
    if (first) lookAt(first, AT_FIRST);
  };

  return {
    file,
    others,
    options,
    report,
    sent,
    isReading: look.isPending,
    isTaking: take.isPending,
    isTaken: take.data !== undefined,
    error: take.error ?? look.error,
    begin,
    leave: () => begin([]),
    next: () => begin(others),
    change: (part: Partial<ImportOptions>) => {
      const next = { ...options, ...part };
      setOptions(next);
      if (file && !('saveMapping' in part)) lookAt(file, next);
    },
    take: () => file && take.mutate(asked(file, options, 'take'), { onSuccess: setReport }),
  };
}

export type LedgerImport = ReturnType<typeof useLedgerImport>;

/** Says that a column holds a field, or with no field that it is left out. */
export function meaning(
  { answers }: ImportOptions,
  column: { readonly header: string; readonly field: string | null },
  field: string,
  table = '',
): ImportOptions['answers'] {
  const others = Object.entries(answers).filter(
    ([id, header]) => header !== column.header || !id.endsWith(table),
  );
  const before = column.field === null ? {} : { [column.field + table]: '' };
  const after = field === '' ? {} : { [field + table]: column.header };
  return { ...before, ...Object.fromEntries(others), ...after };
}

/** What ends the ids of questions about one of several tables. */
export function tableSuffix(name: string, tables: number): string {
  return tables > 1 ? `@${name}` : '';
}

function asked(file: File, options: ImportOptions, how: 'look' | 'take') {
  return {
    file,
    query: {
      dryRun: how === 'look' ? ('true' as const) : undefined,
      mapping: options.mapping || undefined,
      saveMapping: (how === 'take' && options.saveMapping.trim()) || undefined,
      closeMissing: options.closeMissing ? ('true' as const) : undefined,
      skipBad: options.skipBad ? ('true' as const) : undefined,
      answers:
        Object.entries(options.answers)
          .map((pair) => pair.map((part) => encodeURIComponent(part)).join('='))
          .join(',') || undefined,
    },
  };
}
