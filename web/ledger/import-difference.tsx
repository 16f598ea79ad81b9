import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { counted } from '@goodterms/ui/day-words.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useState } from 'react';
import { withAmounts, withDays } from '../amounts-said.ts';
import { useSession } from '../session.ts';
import { ChangeCounts } from './change-counts.tsx';
import styles from './imports.module.css';

type Change = LedgerReportJson['examples'][number]['change'];

const CHANGES: readonly { readonly change: Change; readonly word: string }[] = [
  { change: 'added', word: 'New' },
  { change: 'changed', word: 'Changed' },
  { change: 'closed', word: 'Closed' },
  { change: 'missing', word: 'Not in the file' },
];

/** What a file changes: how many of what, what is open before and after, and row by row. */
export function ImportDifference({ report }: { readonly report: LedgerReportJson }) {
  return (
    <section className={styles.part} aria-label="What it changes">
      <h3>{report.dryRun ? 'What it would change' : 'What has changed'}</h3>
      <p>
        <StateWord state={report.dryRun ? 'open' : 'paid'}>
          {report.alreadyImported
            ? 'This file was taken in already; it changes nothing.'
            : report.dryRun
              ? 'Nothing has changed yet.'
              : 'Taken in.'}
        </StateWord>
      </p>
      <ChangeCounts counts={report.counts} amounts={report.amounts} />
      <Problems report={report} />
      <RowByRow report={report} />
    </section>
  );
}

/** The first of each change, with the whole number beside. */
function RowByRow({ report }: { readonly report: LedgerReportJson }) {
  const totals = new Map(
    CHANGES.map(({ change }) => [
      change,
      report.counts.reduce((sum, count) => sum + count[change], 0),
    ]),
  );
  const { today } = useSession();
  const [chosen, setChosen] = useState<Change>();
  const shown = chosen ?? CHANGES.find(({ change }) => (totals.get(change) ?? 0) > 0)?.change;
  const rows = report.examples.filter(({ change }) => change === shown);
  if (shown === undefined) return null;
  const total = totals.get(shown) ?? 0;
  return (
    <>
      <div className={styles.tabs} role="group" aria-label="Row by row">
        {CHANGES.map(({ change, word }) => (
          <button
            key={change}
            type="button"
            className={styles.tab}
            aria-pressed={change === shown}
            onClick={() => setChosen(change)}
          >
            {word}{' '}
            <span className={styles.count}>
              {(totals.get(change) ?? 0).toLocaleString('en-GB')}
            </span>
          </button>
        ))}
      </div>
      {rows.length === 0 ? (
        <p className={styles.soft}>
          {total === 0
            ? 'Nothing of the kind.'
            : `${counted(total, 'thing')}, of which none is worth a line.`}
        </p>
      ) : (
        <Table
          caption="Changes, row by row"
          rows={rows}
          rowKey={({ noun, reference, sentence }) => `${noun} ${reference} ${sentence}`}
          columns={[
            {
              key: 'reference',
              head: 'What',
              cell: ({ noun, reference }) => (
                <>
                  {reference} <span className={styles.soft}>{noun.replaceAll('_', ' ')}</span>
                </>
              ),
            },
            { key: 'customer', head: 'Customer', cell: ({ customer }) => customer },
            {
              key: 'sentence',
              head: 'Difference',
              wide: true,
              cell: ({ sentence }) => withDays(withAmounts(sentence), today),
            },
          ]}
        />
      )}
      {rows.length > 0 && total > rows.length && (
        <p className={styles.soft}>
          The first {rows.length} of {total.toLocaleString('en-GB')}.
        </p>
      )}
    </>
  );
}

const PROBLEMS_SHOWN = 200;

/** Rows that are refused or odd: where, what, and what to do. */
function Problems({ report: { problems } }: { readonly report: LedgerReportJson }) {
  if (problems.length === 0) return null;
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const worstFirst = problems.toSorted(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  );
  return (
    <details open={errors > 0}>
      <summary>
        {[
          errors > 0 && `${counted(errors, 'row')} cannot be taken in`,
          problems.length > errors &&
            counted(problems.length - errors, 'thing to know', 'things to know'),
        ]
          .filter(Boolean)
          .join(', ')}
      </summary>
      <Table
        caption="Problems"
        rows={worstFirst.slice(0, PROBLEMS_SHOWN)}
        rowKey={({ where, what }) => where + what}
        columns={[
          {
            key: 'where',
            head: 'Where',
            cell: ({ where, severity }) => (
              <StateWord state={severity === 'error' ? 'ours' : 'overdue'}>{where}</StateWord>
            ),
          },
          {
            key: 'what',
            head: 'What, and what to do',
            wide: true,
            cell: ({ what, advice }) => (
              <>
                {what}. <span className={styles.soft}>{advice}</span>
              </>
            ),
          },
        ]}
      />
      {problems.length > PROBLEMS_SHOWN && (
        <p className={styles.soft}>
          The first {PROBLEMS_SHOWN} of {problems.length.toLocaleString('en-GB')}.
        </p>
      )}
    </details>
  );
}
