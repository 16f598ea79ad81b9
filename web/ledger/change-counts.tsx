import type { LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import styles from './imports.module.css';

const HEADS = [
  ['added', 'new'],
  ['changed', 'changed'],
  ['closed', 'closed'],
  ['unchanged', 'unchanged'],
  ['missing', 'not in the file'],
  ['refused', 'refused'],
] as const;

/** How many of what, and what is open before and after. */
export function ChangeCounts({
  counts,
  amounts,
}: {
  readonly counts: LedgerReportJson['counts'];
  readonly amounts: LedgerReportJson['amounts'];
}) {
  const heads = HEADS.filter(([key]) => counts.some((count) => count[key] > 0));
  return (
    <div className={styles.figures}>
      {counts.length > 0 && (
        <Table
          caption="How many"
          rows={counts}
          rowKey={({ noun }) => noun}
          columns={[
            { key: 'noun', head: 'Of what', wide: true, cell: ({ noun }) => plural(noun) },
            ...heads.map(([key, head]) => ({
              key,
              head,
              right: true,
              cell: (count: LedgerReportJson['counts'][number]) =>
                count[key] === 0 ? '–' : count[key].toLocaleString('en-GB'),
            })),
          ]}
        />
      )}
      {amounts.length > 0 && (
        <Table
          caption="Open amounts"
          rows={amounts}
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
    </div>
  );
}

/** 'credit_note' is 'Credit notes' */
function plural(noun: string): string {
  const words = noun.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}s`;
}
