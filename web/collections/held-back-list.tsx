import { readHeldBack, readWorklist } from '@goodterms/api/collections/worklist.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Choice } from '@goodterms/ui/field.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking, askingPages } from '../asking.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import styles from '../messaging/messages.module.css';
import { paths, type MessagesSearch } from '../paths.ts';
import { useSession } from '../session.ts';

/** Who is left in peace although something is overdue, each with the reason in one sentence. */
export function HeldBackList({
  reason,
  look,
}: {
  readonly reason: string | undefined;
  readonly look: (change: MessagesSearch) => void;
}) {
  const { today } = useSession();
  const groups = useQuery(asking(readWorklist, { query: { limit: 1 } })).data?.heldBack ?? [];
  const list = useInfiniteQuery(askingPages(readHeldBack, { query: { limit: 100, reason } }));
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <section className={styles.whole}>
      <div className={styles.tools}>
        <Choice
          label="Why"
          labelHidden
          value={reason ?? ''}
          options={[
            { value: '', label: 'Every reason' },
            ...groups.map((group) => ({
              value: group.reason,
              label: `${group.title}: ${group.customers}`,
            })),
          ]}
          onChange={(event) => look({ reason: event.target.value || undefined })}
        />
        <ExportButton endpoint={readHeldBack} ask={{ query: { reason } }} />
      </div>
      <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={10}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title="Nobody is held back">
              Whoever is overdue may be written to today, or is on somebody's list.
            </EmptyState>
          ) : (
            <Table
              caption="Held back today"
              rows={all}
              rowKey={({ customerId, reason: why }) => `${customerId}-${why}`}
              columns={[
                {
                  key: 'name',
                  head: 'Customer',
                  cell: ({ customerId, name }) => (
                    <Link to={paths.customer} params={{ customerId }} search={{}}>
                      {name}
                    </Link>
                  ),
                },
                { key: 'why', head: 'Why', wide: true, cell: ({ sentence }) => sentence },
                {
                  key: 'until',
                  head: 'Until',
                  spare: true,
                  cell: ({ untilOn }) =>
                    untilOn === null ? '–' : <DayText on={untilOn} today={today} />,
                },
                {
                  key: 'amounts',
                  head: 'Not asked for',
                  right: true,
                  cell: ({ amounts }) => <Amounts of={amounts} />,
                },
              ]}
            />
          )
        }
      </Loaded>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more than {counted(rows?.length ?? 0, 'customer')}
        </Button>
      )}
    </section>
  );
}
