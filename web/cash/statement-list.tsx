import type { listStatements } from '@goodterms/api/cash/cash.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { dayWords } from '@goodterms/ui/day-words.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import type { ReplyOf } from '../call.ts';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import styles from './statement-list.module.css';

export type StatementRow = ReplyOf<typeof listStatements>['rows'][number];

/** Current is the entry whose statement is in the address, and the first where none is. */
const ONLY_THIS = { explicitUndefined: true };

/** Statements by account, newest first; the first entry is the work over all of them. */
export function StatementList({ rows }: { readonly rows: readonly StatementRow[] }) {
  const accounts = [...Map.groupBy(rows, accountWords)];
  return (
    <>
      <Link
        to={paths.cash}
        search={{ statement: undefined }}
        activeOptions={ONLY_THIS}
        className={styles.entry}
      >
        <strong>All statements</strong>
      </Link>
      {accounts.map(([account, theirs]) => (
        <section key={account}>
          <h2 className={styles.account}>{account}</h2>
          <ul className={styles.list}>
            {theirs.map((row) => (
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
        </section>
      ))}
    </>
  );
}

/** 'DE79 … 7890, EUR': as people tell their accounts apart. */
export function accountWords({
  account,
  currency,
}: Pick<StatementRow, 'account' | 'currency'>): string {
  const short = account.length > 12 ? `${account.slice(0, 4)} … ${account.slice(-4)}` : account;
  return `${short}, ${currency}`;
}

function Words({ row }: { readonly row: StatementRow }) {
  const { today } = useSession();
  const on = row.closingOn ?? row.openingOn;
  return (
    <>
      <span className={styles.line}>
        <strong>{on === null ? row.fileName : dayWords(on, today)}</strong>
        <span className={styles.balance}>{row.closing && amountText(row.closing)}</span>
      </span>
      <span className={styles.line}>
        <span className={styles.soft}>
          {row.matched} of {row.lines} applied
        </span>
        {row.open > 0 ? <span>{row.open} open</span> : <StateWord state="paid">worked</StateWord>}
      </span>
      {row.addsUp === false && <StateWord state="ours">does not add up</StateWord>}
    </>
  );
}
