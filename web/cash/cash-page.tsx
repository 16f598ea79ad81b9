import { listStatements } from '@goodterms/api/cash/cash.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { askingPages } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { paths, type CashSearch } from '../paths.ts';
import { BankFreshness } from './bank-freshness.tsx';
import { BankLines } from './bank-lines.tsx';
import styles from './cash-page.module.css';
import { CashTasks } from './cash-tasks.tsx';
import { DropFiles } from './drop-files.tsx';
import { StatementList } from './statement-list.tsx';

type Statements = ReplyOf<typeof listStatements>;

const route = getRouteApi('/frame/cash');

/** Whose money is this: files in, lines matched with their evidence, the rest for a person. */
export function CashPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const look = (change: CashSearch, replace = false) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace });
  const list = useInfiniteQuery(askingPages(listStatements, { query: { limit: 50 } }));
  const first = list.data?.pages[0];
  const statements = list.data?.pages.flatMap((page) => page.rows) ?? [];
  return (
    <DropFiles>
      {(chooseFiles) => (
        <main className={styles.page}>
          <title>Cash · Goodterms</title>
          <Loaded query={{ data: first, error: list.error, refetch: list.refetch }} rows={12}>
            {(answer) => (
              <>
                <Head answer={answer} chooseFiles={chooseFiles} />
                {statements.length === 0 ? (
                  <EmptyState title="No bank file yet" action={chooseFiles}>
                    Drop camt, MT940 or any other bank file anywhere on this page, several at once
                    or as a zip. Each payment finds its invoices by reference; what is not certain
                    is proposed to you.
                  </EmptyState>
                ) : (
                  <div className={styles.columns}>
                    <nav className={styles.statements} aria-label="Statements">
                      <StatementList rows={statements} />
                      {list.hasNextPage && (
                        <Button
                          busy={list.isFetchingNextPage}
                          onClick={() => void list.fetchNextPage()}
                        >
                          Show older ones
                        </Button>
                      )}
                    </nav>
                    <BankLines statements={statements} search={search} look={look} />
                  </div>
                )}
              </>
            )}
          </Loaded>
        </main>
      )}
    </DropFiles>
  );
}

function Head({
  answer: { bank, totals, gaps },
  chooseFiles,
}: {
  readonly answer: Statements;
  readonly chooseFiles: React.ReactNode;
}) {
  return (
    <header className={styles.head}>
      <h1>Cash</h1>
      <BankFreshness of={bank} />
      <div className={styles.choose}>{chooseFiles}</div>
      {totals.lines > 0 && (
        <p className={styles.closing}>
          {counted(totals.lines, 'payment')}: {totals.byThemselves.toLocaleString('en-GB')} applied
          by themselves ({share(totals.byThemselves, totals.lines)}),{' '}
          {totals.confirmed.toLocaleString('en-GB')} by hand,{' '}
          <strong>{totals.open.toLocaleString('en-GB')} open</strong>
          {totals.unapplied.length > 0 && (
            <>
              ; not set against any invoice: <Amounts of={totals.unapplied} />
            </>
          )}{' '}
          <Link to={paths.cashRates} search={{}}>
            How sure is that?
          </Link>
        </p>
      )}
      <CashTasks gaps={gaps} />
    </header>
  );
}

/** '371 of 412, 90.0 %' needs its denominator; it stands right before. */
function share(part: number, of: number): string {
  return `${((part / of) * 100).toFixed(1)} % of ${of.toLocaleString('en-GB')}`;
}
