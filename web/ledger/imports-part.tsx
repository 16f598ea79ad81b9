import { dropMapping, listImports, listMappings } from '@goodterms/api/ledger/ledger.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { asking, askingPages, useWrite } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { LedgerImport } from './ledger-import.tsx';
import styles from './ledger.module.css';

/** Files in: the ledger here, bank files on the Cash page; and what was taken in before. */
export function ImportsPart() {
  return (
    <>
      <LedgerImport />
      <Mappings />
      <History />
    </>
  );
}

function History() {
  const list = useInfiniteQuery(askingPages(listImports, { query: { limit: 50 } }));
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <section className={styles.part}>
      <h2>Taken in before</h2>
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
              rowKey={({ id }) => id}
              columns={[
                { key: 'name', head: 'File', cell: ({ name }) => name },
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

function Mappings() {
  const query = useQuery(asking(listMappings, {}));
  const drop = useWrite(dropMapping);
  const mayNot = useWhyNot('ledger.write');
  const mappings = query.data?.mappings ?? [];
  if (mappings.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>Saved ways to read files</h2>
      <Problem of={drop.error} />
      <ul>
        {mappings.map(({ name, kind, changedAt }) => (
          <li key={name} className={styles.line}>
            <span>
              {name}{' '}
              <span className={styles.soft}>
                {kind}, <MomentText at={changedAt} />
              </span>
            </span>
            <Button
              look="quiet"
              aria-label={`Forget ${name}`}
              busy={drop.isPending}
              whyNot={mayNot}
              onClick={() => drop.mutate({ params: { name } })}
            >
              Forget
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
