import { listMappings, type LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { readDay, type DayOrder } from '@goodterms/core/kernel/written-day.ts';
import { readAmount, type DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { dayInFull } from '@goodterms/ui/day-words.ts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import { FIELD_WORDS, readAs } from './field-words.ts';
import styles from './imports.module.css';
import { ImportPreview } from './import-preview.tsx';
import { meaning, tableSuffix, type LedgerImport } from './ledger-import.ts';

type FileJson = LedgerReportJson['files'][number];

const ORDERS = [
  { value: 'DMY', label: 'day, month, year' },
  { value: 'MDY', label: 'month, day, year' },
  { value: 'YMD', label: 'year, month, day' },
] as const;
const MARKS = [
  { value: '.', label: 'a point: 1,250.00' },
  { value: ',', label: 'a comma: 1.250,00' },
] as const;
const DELIMITERS: Readonly<Record<string, string>> = {
  ',': 'commas',
  ';': 'semicolons',
  '\t': 'tabulators',
  '|': 'bars',
};

/** How a file is read, and where a person can say it otherwise. */
export function ImportReading({
  work,
  report,
}: {
  readonly work: LedgerImport;
  readonly report: LedgerReportJson;
}) {
  return (
    <section className={styles.part} aria-label="How it is read">
      <h3>How it is read</h3>
      <Questions work={work} report={report} />
      {report.files.map((file) => {
        const table = tableSuffix(file.name, report.files.length);
        return (
          <div key={file.name} className={styles.part}>
            {table !== '' && <h4>{file.name}</h4>}
            {!file.isKnown && (
              <>
                <Styles work={work} file={file} table={table} />
                <Columns work={work} file={file} table={table} />
              </>
            )}
            <ImportPreview file={file} problems={report.problems} />
          </div>
        );
      })}
    </section>
  );
}

/** What can be read in more than one way; one click says which. */
function Questions({
  work,
  report,
}: {
  readonly work: LedgerImport;
  readonly report: LedgerReportJson;
}) {
  const { answers } = work.options;
  const answer = (id: string, choice: string) =>
    work.change({ answers: { ...answers, [id]: choice } });
  return report.questions.map(({ id, text, choices, proposed, mustBeAnswered }) => (
    <div key={id} className={mustBeAnswered ? styles.asked : styles.confirmed}>
      <p>
        <StateWord state={mustBeAnswered ? 'ours' : 'overdue'}>
          <span className={styles.ink}>{text}</span>
        </StateWord>
      </p>
      <div className={styles.choices}>
        {(choices.length === 0 && proposed !== null ? [proposed] : choices).map((choice) => (
          <Button
            key={choice}
            look={choice === proposed ? 'main' : 'plain'}
            onClick={() => answer(id, choice)}
          >
            {choiceWords(choice)}
          </Button>
        ))}
      </div>
    </div>
  ));
}

function choiceWords(choice: string): string {
  const order = ORDERS.find(({ value }) => value === choice);
  const mark = MARKS.find(({ value }) => value === choice);
  return order?.label ?? mark?.label ?? choice.replaceAll('_', ' ');
}

type OneTable = {
  readonly work: LedgerImport;
  readonly file: FileJson;
  /** Ends the ids of what is asked about this table, where there are several. */
  readonly table: string;
};

function Styles({ work, file, table }: OneTable) {
  const { options, change } = work;
  const saved = useQuery(asking(listMappings, {})).data?.mappings ?? [];
  const mappings = saved.filter(({ kind }) => kind === 'ledger');
  const say = (id: string, choice: string) =>
    change({ answers: { ...options.answers, [id + table]: choice } });
  const hasCurrency = file.columns.some(({ field }) => field === 'currency');
  return (
    <>
      <FieldRow>
        {mappings.length > 0 && (
          <Choice
            label="Read it as"
            value={options.mapping}
            options={[
              { value: '', label: 'As recognised' },
              ...mappings.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={(event) => change({ mapping: event.target.value, answers: {} })}
          />
        )}
        <Choice
          label="Days are written"
          value={file.dateStyle}
          options={ORDERS}
          hint={dayExample(file)}
          onChange={(event) => say('day_order', event.target.value)}
        />
        <Choice
          label="Decimals stand after"
          value={file.decimalStyle}
          options={MARKS}
          hint={amountExample(file)}
          onChange={(event) => say('decimal_mark', event.target.value)}
        />
        {!hasCurrency && (
          <TextField
            key={file.currency}
            label="Currency"
            defaultValue={file.currency ?? ''}
            maxLength={3}
            hint="No column says it."
            onBlur={(event) => {
              const code = event.target.value.trim().toUpperCase();
              if (/^[A-Z]{3}$/.test(code) && code !== file.currency) say('currency', code);
            }}
          />
        )}
      </FieldRow>
      <p className={styles.soft}>
        {file.delimiter === ''
          ? 'A workbook'
          : `Columns apart by ${DELIMITERS[file.delimiter] ?? file.delimiter}, encoding ${file.encoding}`}
        ; taken for {file.kind.replaceAll('_', ' ')}.
      </p>
    </>
  );
}

/** '“03/04/2026” is Friday 3 April 2026' */
function dayExample(file: FileJson): string | undefined {
  const written = sampleOf(file, 'day');
  if (written === undefined) return undefined;
  const day = readDay(written, file.dateStyle as DayOrder);
  return day ? `“${written}” is ${dayInFull(day)}.` : `“${written}” is no day like that.`;
}

function amountExample(file: FileJson): string | undefined {
  const written = sampleOf(file, 'amount');
  if (written === undefined) return undefined;
  const amount = readAmount(written, file.decimalStyle as DecimalMark);
  return amount ? `“${written}” is ${amount}.` : `“${written}” is no amount like that.`;
}

function sampleOf({ columns }: FileJson, kind: 'day' | 'amount'): string | undefined {
  const samples = columns
    .filter(({ field }) => readAs(field) === kind)
    .flatMap((column) => column.samples);
  return samples.toSorted((a, b) => b.length - a.length)[0];
}

/** Each column, what stands in it, and what it means. */
function Columns({ work, file, table }: OneTable) {
  const inOrder = file.header.flatMap(
    (header) => file.columns.find((column) => column.header === header) ?? [],
  );
  return (
    <Table
      caption={`Columns and their meaning${table && `, ${file.name}`}`}
      rows={inOrder}
      rowKey={({ header }) => header}
      columns={[
        { key: 'header', head: 'Column', cell: ({ header }) => <strong>{header}</strong> },
        {
          key: 'means',
          head: 'means',
          cell: (column) => (
            <span className={styles.means}>
              <Choice
                label={`What ${column.header} means`}
                labelHidden
                value={column.field ?? ''}
                options={MEANINGS}
                onChange={(event) =>
                  work.change({ answers: meaning(work.options, column, event.target.value, table) })
                }
              />
            </span>
          ),
        },
        {
          key: 'samples',
          head: 'such as',
          wide: true,
          cell: ({ samples }) => (
            <span className={styles.soft}>
              {samples.length > 0 ? samples.join(' · ') : 'empty'}
            </span>
          ),
        },
      ]}
    />
  );
}

const MEANINGS = [
  { value: '', label: 'left out' },
  ...Object.entries(FIELD_WORDS).map(([value, label]) => ({ value, label })),
];
