import { listStatements } from '@goodterms/api/cash/cash.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Choice, TextField } from '@goodterms/ui/field.tsx';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { askingPages } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { LINE_STATES, type CashSearch, type LineState } from '../paths.ts';
import { BankFreshness } from './bank-freshness.tsx';
import { BankLines } from './bank-lines.tsx';
import styles from './cash-page.module.css';
import { DropFiles } from './drop-files.tsx';
import { StatementList } from './statement-list.tsx';

type Statements = ReplyOf<typeof listStatements>;

const route = getRouteApi('/frame/cash');

const STATE_WORDS: Readonly<Record<LineState, string>> = {
  open: 'Open lines',
  matched: 'Matched lines',
  set_aside: 'Set aside',
  all: 'All lines',
};

/** Whose money is this: files in, lines matched with their evidence, the rest for a person. */
export function CashPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const look = (change: CashSearch, replace = false) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace });
  const list = useInfiniteQuery(askingPages(listStatements, { query: { limit: 50 } }));
  const first = list.data?.pages[0];
  const statements = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const state = search.state ?? (search.statement === undefined ? 'open' : 'all');
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
                    Drop a camt.053 or MT940 file anywhere on this page. Each payment finds its
                    invoices by reference; what is not certain is proposed to you.
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
                    <section className={styles.lines}>
                      <div className={styles.tools} role="search">
                        <TextField
                          label="Search lines"
                          labelHidden
                          type="search"
                          placeholder="Payer, reference or amount"
                          value={search.search ?? ''}
                          onChange={(event) =>
                            look({ search: event.target.value || undefined }, true)
                          }
                        />
                        <Choice
                          label="Which lines"
                          labelHidden
                          value={state}
                          options={LINE_STATES.map((value) => ({
                            value,
                            label: STATE_WORDS[value],
                          }))}
                          onChange={(event) =>
                            look({
                              state: LINE_STATES.find((value) => value === event.target.value),
                              line: undefined,
                            })
                          }
                        />
                      </div>
                      <BankLines
                        statementId={search.statement}
                        state={state}
                        search={search.search}
                        current={search.line}
                        onCurrent={(line) => look({ line }, true)}
                      />
                    </section>
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
  answer: { bank, totals },
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
          {counted(totals.lines, 'line')}: {totals.byThemselves.toLocaleString('en-GB')} by
          themselves ({share(totals.byThemselves, totals.lines)}),{' '}
          {totals.confirmed.toLocaleString('en-GB')} confirmed,{' '}
          <strong>{totals.open.toLocaleString('en-GB')} open</strong>
          {totals.unapplied.length > 0 && (
            <>
              ; not set against any invoice: <Amounts of={totals.unapplied} />
            </>
          )}
        </p>
      )}
    </header>
  );
}

/** '371 of 412, 90.0 %' needs its denominator; it stands right before. */
function share(part: number, of: number): string {
  return `${((part / of) * 100).toFixed(1)} % of ${of.toLocaleString('en-GB')}`;
}
