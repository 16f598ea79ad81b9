import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { readAmount, type DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import { readDay, type DayOrder } from '@goodterms/core/kernel/written-day.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { fieldWords, readAs } from './field-words.ts';
import styles from './imports.module.css';

type FileJson = LedgerReportJson['files'][number];

/** The first rows as they are understood; what stands in the file shows where it is another. */
export function ImportPreview({
  file,
  problems,
}: {
  readonly file: FileJson;
  readonly problems: LedgerReportJson['problems'];
}) {
  const kept = file.header.flatMap((header, at) => {
    const field = file.columns.find((column) => column.header === header)?.field ?? null;
    return field === null ? [] : [{ header, at, field }];
  });
  const refused = new Set(
    problems
      .filter(({ severity }) => severity === 'error')
      .flatMap(({ where }) => Number(/line (\d+)/.exec(where)?.[1] ?? Number.NaN)),
  );
  if (kept.length === 0) return null;
  return (
    <details open>
      <summary>The first {file.preview.length} rows, as they are understood</summary>
      <Table
        caption="The first rows"
        rows={file.preview}
        rowKey={({ line }) => String(line)}
        columns={[
          {
            key: 'line',
            head: 'Line',
            cell: ({ line }) =>
              refused.has(line) ? <StateWord state="ours">{line} refused</StateWord> : line,
          },
          ...kept.map(({ header, at, field }) => ({
            key: header,
            head: fieldWords(field),
            right: readAs(field) === 'amount',
            cell: ({ cells }: FileJson['preview'][number]) => (
              <Cell written={cells[at]?.trim() ?? ''} field={field} file={file} />
            ),
          })),
        ]}
      />
    </details>
  );
}

function Cell({
  written,
  field,
  file,
}: {
  readonly written: string;
  readonly field: string;
  readonly file: FileJson;
}) {
  if (written === '') return <span className={styles.faint}>–</span>;
  const kind = readAs(field);
  if (kind === 'text') return written;
  const read =
    kind === 'day'
      ? readDay(written, file.dateStyle as DayOrder)
      : readAmount(written, file.decimalStyle as DecimalMark);
  if (read === undefined)
    return (
      <StateWord state="ours">
        {written} is no {kind}
      </StateWord>
    );
  return <span title={`In the file: ${written}`}>{read}</span>;
}
