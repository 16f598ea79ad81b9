import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Choice, FieldRow } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { problemSaid } from './problem-said.ts';
import { Table } from '@goodterms/ui/table.tsx';
import styles from './ledger.module.css';

/** What a ledger file says and what it changes; the questions that must be answered first. */
export function LedgerReport({
  report,
  answers,
  onAnswer,
}: {
  readonly report: LedgerReportJson;
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswer: ((id: string, choice: string) => void) | undefined;
}) {
  return (
    <div className={styles.report}>
      <p>
        <StateWord state={report.dryRun ? 'open' : 'paid'}>
          {report.alreadyImported
            ? 'This file was taken in already; it changes nothing.'
            : report.dryRun
              ? 'Nothing has changed yet. This is what the file would do.'
              : 'Taken in. This is what has changed.'}
        </StateWord>
      </p>
      {onAnswer && report.questions.length > 0 && (
        <FieldRow>
          {report.questions.map(({ id, text, choices, proposed }) => (
            <Choice
              key={id}
              label={text}
              value={answers[id] ?? proposed ?? ''}
              options={[
                ...(proposed === null ? [{ value: '', label: 'Please choose' }] : []),
                ...choices.map((choice) => ({ value: choice, label: choice })),
              ]}
              onChange={(event) => onAnswer(id, event.target.value)}
            />
          ))}
        </FieldRow>
      )}
      <Changes report={report} />
      {report.problems.length > 0 && (
        <ul className={styles.problems}>
          {report.problems.map(({ where, what, advice, severity }) => (
            <li key={where + what}>
              <StateWord state={severity === 'error' ? 'ours' : 'overdue'}>
                {problemSaid(where, what, advice)}
              </StateWord>
            </li>
          ))}
        </ul>
      )}
      {report.files.map((file) => (
        <FileReading key={file.name} file={file} />
      ))}
    </div>
  );
}

function Changes({ report }: { readonly report: LedgerReportJson }) {
  return (
    <>
      {report.counts.length > 0 && (
        <Table
          caption="What changes"
          rows={report.counts}
          rowKey={({ noun }) => noun}
          columns={[
            { key: 'noun', head: 'What', wide: true, cell: ({ noun }) => noun },
            ...(['added', 'changed', 'closed', 'unchanged', 'missing', 'refused'] as const).map(
              (key) => ({
                key,
                head: key,
                right: true,
                cell: (count: LedgerReportJson['counts'][number]) =>
                  count[key] === 0 ? '–' : count[key].toLocaleString('en-GB'),
              }),
            ),
          ]}
        />
      )}
      {report.amounts.length > 0 && (
        <Table
          caption="Open amounts"
          rows={report.amounts}
          rowKey={({ currency }) => currency}
          columns={[
            { key: 'currency', head: 'Open in', wide: true, cell: ({ currency }) => currency },
            {
              key: 'before',
              head: 'before',
              right: true,
              cell: ({ currency, openBefore }) => <Amount of={{ amount: openBefore, currency }} />,
            },
            {
              key: 'after',
              head: 'after',
              right: true,
              cell: ({ currency, openAfter }) => (
                <Amount of={{ amount: openAfter, currency }} strong />
              ),
            },
          ]}
        />
      )}
      {report.examples.length > 0 && (
        <details>
          <summary>{counted(report.examples.length, 'example')}</summary>
          <ul className={styles.examples}>
            {report.examples.map(({ change, reference, customer, sentence }) => (
              <li key={change + reference}>
                <strong>{reference}</strong> {customer}: {sentence}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

/** How the file was read: each column, what it is taken for, and what stands in it. */
function FileReading({ file }: { readonly file: LedgerReportJson['files'][number] }) {
  return (
    <details open={file.columns.some(({ field }) => field === null)}>
      <summary>
        {file.name}: {counted(file.rows, 'row')} read as {file.kind.replaceAll('_', ' ')}
      </summary>
      <p className={styles.soft}>
        Encoding {file.encoding}, columns apart by {nameOf(file.delimiter)}, decimals after{' '}
        {nameOf(file.decimalStyle)}, days as {nameOf(file.dateStyle)}.
      </p>
      <Table
        caption={`Columns of ${file.name}`}
        rows={file.columns}
        rowKey={({ header }) => header}
        columns={[
          { key: 'header', head: 'Column', cell: ({ header }) => header },
          {
            key: 'field',
            head: 'is',
            cell: ({ field }) =>
              field === null ? <StateWord state="ended">left out</StateWord> : asWords(field),
          },
          { key: 'sample', head: 'such as', wide: true, cell: ({ sample }) => sample },
        ]}
      />
    </details>
  );
}

const NAMES: Readonly<Record<string, string>> = {
  ',': 'a comma',
  '.': 'a point',
  ';': 'a semicolon',
  '\t': 'a tabulator',
  '|': 'a bar',
  DMY: 'day, month, year',
  MDY: 'month, day, year',
  YMD: 'year, month, day',
};

function nameOf(sign: string): string {
  return NAMES[sign] ?? `“${sign}”`;
}

/** 'customerNumber' is 'customer number' */
function asWords(field: string): string {
  return field
    .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_.]/g, ' ')
    .toLowerCase();
}
