import { listImports, readImport } from '@goodterms/api/ledger/import-history.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { sizeWords } from '@goodterms/ui/size-words.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { asking, askingPages } from '../asking.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import { ChangeCounts } from './change-counts.tsx';
import styles from './imports.module.css';
import { problemSaid } from './problem-said.ts';

/** Every file that was taken in, of the ledger and of the bank, each with its report. */
export function ImportHistory({ shown }: { readonly shown: string | undefined }) {
  const list = useInfiniteQuery(askingPages(listImports, { query: { limit: 50 } }));
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <section className={styles.part}>
      <div className={styles.file}>
        <h2>Taken in before</h2>
        <span className={styles.end}>
          {rows && rows.length > 0 && <ExportButton endpoint={listImports} ask={{}} />}
        </span>
      </div>
      {shown !== undefined && <Report importId={shown} />}
      <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={4}>
        {(imports) =>
          imports.length === 0 ? (
            <EmptyState title="Nothing was taken in yet">
              Begin with the customers, then their open items.
            </EmptyState>
          ) : (
            <Table
              caption="Files taken in"
              rows={imports}
              current={shown}
              rowKey={({ id }) => id}
              columns={[
                {
                  key: 'name',
                  head: 'File',
                  cell: ({ id, name }) => (
                    <Link to={paths.imports} search={{ file: id }} resetScroll={false}>
                      {name}
                    </Link>
                  ),
                },
                { key: 'what', head: 'What came of it', wide: true, cell: (row) => row.sentence },
                { key: 'kind', head: 'Kind', spare: true, cell: ({ kind }) => kind },
                { key: 'by', head: 'By', spare: true, cell: ({ by }) => by },
                {
                  key: 'at',
                  head: 'When',
                  right: true,
                  cell: ({ importedAt }) => <MomentText at={importedAt} />,
                },
              ]}
            />
          )
        }
      </Loaded>
      {list.hasNextPage && (
        <div>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show older ones
          </Button>
        </div>
      )}
    </section>
  );
}

function Report({ importId }: { readonly importId: string }) {
  const navigate = useNavigate();
  const report = useQuery(asking(readImport, { params: { importId } }));
  return (
    <Loaded query={report} rows={4}>
      {({ name, bytes, by, importedAt, sentence, counts, amounts, problems }) => (
        <Panel
          title={name}
          level={3}
          look="raised"
          onClose={() => void navigate({ to: paths.imports, search: {}, resetScroll: false })}
        >
          <p>
            {sentence}{' '}
            <span className={styles.soft}>
              {sizeWords(bytes)}, by {by}, <MomentText at={importedAt} />
            </span>
          </p>
          <ChangeCounts counts={counts} amounts={amounts} />
          {problems.length > 0 ? (
            <ul className={styles.problems}>
              {problems.map(({ where, what, advice, severity }) => (
                <li key={where + what}>
                  <StateWord state={severity === 'error' ? 'ours' : 'overdue'}>
                    {problemSaid(where, what, advice)}
                  </StateWord>
                </li>
              ))}
            </ul>
          ) : (
            <StateWord state="paid">Nothing in it was odd.</StateWord>
          )}
        </Panel>
      )}
    </Loaded>
  );
}
