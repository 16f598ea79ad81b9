import type { listStatements } from '@goodterms/api/cash/cash.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { dayWords } from '@goodterms/ui/day-words.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import type { ReplyOf } from '../call.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import styles from './statement-list.module.css';

type Row = ReplyOf<typeof listStatements>['rows'][number];

/** Current is the entry whose statement is in the address, and the first where none is. */
const ONLY_THIS = { explicitUndefined: true };

/** Statements, newest first; the first entry is the work that is left over all of them. */
export function StatementList({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <ul className={styles.list}>
      <li>
        <Link
          to={paths.cash}
          search={{ statement: undefined }}
          activeOptions={ONLY_THIS}
          className={styles.entry}
        >
          <strong>Open lines of all statements</strong>
        </Link>
      </li>
      {rows.map((row) => (
        <li key={row.id}>
          <Link
            to={paths.cash}
            search={{ statement: row.id }}
            className={styles.entry}
            title={row.fileName}
          >
            <Words row={row} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Words({ row }: { readonly row: Row }) {
  const { today } = useSession();
  const on = row.closingOn ?? row.openingOn;
  return (
    <>
      <span className={styles.line}>
        <strong>{on === null ? row.fileName : dayWords(on, today)}</strong>
        <span>{row.closing && amountText(row.closing)}</span>
      </span>
      <span className={styles.soft}>{row.account}</span>
      <span className={styles.line}>
        <span className={styles.soft}>
          {row.matched} of {row.lines} matched
        </span>
        {row.open > 0 ? <span>{row.open} open</span> : <StateWord state="paid">worked</StateWord>}
      </span>
      {row.addsUp === false && (
        <StateWord state="ours">opening, lines and closing do not add up</StateWord>
      )}
    </>
  );
}
