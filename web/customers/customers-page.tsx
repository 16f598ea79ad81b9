import { listCustomers } from '@goodterms/api/customers/customers.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DueText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { Table, type Column } from '@goodterms/ui/table.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { askingPages } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import { paths, type CustomersSearch } from '../paths.ts';
import { useSession } from '../session.ts';
import { CollectorChoice } from './collector-choice.tsx';
import styles from './customers-page.module.css';

type Row = ReplyOf<typeof listCustomers>['rows'][number];

const route = getRouteApi('/frame/customers');

/** Everybody, by name, with what is open and what is overdue in each currency. */
export function CustomersPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { today } = useSession();
  const look = (change: CustomersSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const list = useInfiniteQuery({
    ...askingPages(listCustomers, {
      query: { limit: 100, search: search.search, collector: search.collector },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <main className={styles.page}>
      <title>Customers · Goodterms</title>
      <header className={styles.head}>
        <h1>Customers</h1>
        <div className={styles.tools} role="search">
          <TextField
            label="Name or number"
            labelHidden
            type="search"
            placeholder="Name or number"
            value={search.search ?? ''}
            onChange={(event) => look({ search: event.target.value || undefined })}
          />
          <CollectorChoice value={search.collector} onChange={(collector) => look({ collector })} />
          <ExportButton
            endpoint={listCustomers}
            ask={{ query: { search: search.search, collector: search.collector } }}
          />
        </div>
      </header>
      <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={16}>
        {(customers) =>
          customers.length === 0 ? (
            <NobodyHere
              isFiltered={search.search !== undefined || search.collector !== undefined}
            />
          ) : (
            <Table
              caption="Customers"
              columns={columns(today)}
              rows={customers}
              rowKey={({ id }) => id}
            />
          )
        }
      </Loaded>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more than {counted(rows?.length ?? 0, 'customer')}
        </Button>
      )}
    </main>
  );
}

function columns(today: string): Column<Row>[] {
  return [
    {
      key: 'name',
      head: 'Customer',
      wide: true,
      cell: ({ id, name }) => (
        <Link to={paths.customer} params={{ customerId: id }} className={styles.name}>
          {name}
        </Link>
      ),
    },
    { key: 'number', head: 'Number', spare: true, cell: ({ number }) => number },
    { key: 'country', head: 'Country', spare: true, cell: ({ country }) => country ?? '–' },
    {
      key: 'collector',
      head: 'Looked after by',
      spare: true,
      cell: ({ collectorName }) => collectorName ?? 'nobody',
    },
    {
      key: 'oldest',
      head: 'Oldest open item',
      spare: true,
      cell: ({ oldestDueOn }) =>
        oldestDueOn === null ? '–' : <DueText on={oldestDueOn} today={today} />,
    },
    {
      key: 'overdue',
      head: 'Overdue',
      right: true,
      cell: ({ overdue }) => <Amounts of={overdue} strong />,
    },
    {
      key: 'open',
      head: 'Open',
      right: true,
      spare: true,
      cell: ({ open }) => <Amounts of={open} />,
    },
  ];
}

function NobodyHere({ isFiltered }: { readonly isFiltered: boolean }) {
  return isFiltered ? (
    <EmptyState
      title="Nobody fits"
      action={
        <Link to={paths.customers} search={{}}>
          Show everybody
        </Link>
      }
    >
      Part of a name or of a customer number is enough.
    </EmptyState>
  ) : (
    <EmptyState
      title="No customers yet"
      action={<Link to={paths.imports}>Import a ledger file</Link>}
    >
      Customers come in with the ledger: a CSV file with customers, contacts and open items, in any
      column order.
    </EmptyState>
  );
}
