import { forgetPayerAlias, listPayerAliases } from '@goodterms/api/cash/matching.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { askingPages, useWrite } from '../asking.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import styles from './match-rates.module.css';
import { NextPage } from './next-page.tsx';

/** Under which names customers pay, as people have confirmed or refused it. */
export function PayerAliases() {
  const [search, setSearch] = useState('');
  const list = useInfiniteQuery({
    ...askingPages(listPayerAliases, { query: { limit: 50, search: search || undefined } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const forget = useWrite(forgetPayerAlias);
  const whyNot = useWhyNot('cash.write');
  return (
    <section className={styles.part} aria-label="Names that payers use">
      <div className={styles.head}>
        <h2>Names that payers use</h2>
        <div className={styles.tools}>
          <TextField
            label="Search the names"
            labelHidden
            type="search"
            placeholder="Payer or customer"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
          />
          <ExportButton endpoint={listPayerAliases} ask={{ query: { search } }} />
        </div>
      </div>
      <Problem of={forget.error} />
      <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={4}>
        {(aliases) =>
          aliases.length === 0 ? (
            <EmptyState title={search ? 'No name fits' : 'No name was learnt yet'}>
              {search
                ? 'Search for a part of the payer or the customer.'
                : 'When somebody confirms whose money it is, the name of the payer is remembered.'}
            </EmptyState>
          ) : (
            <Table
              caption="Names that payers use"
              rows={aliases}
              rowKey={({ payerKey, customer }) => `${payerKey} ${customer.id}`}
              columns={[
                { key: 'payer', head: 'Payer', cell: ({ payerKey }) => payerKey },
                {
                  key: 'customer',
                  head: 'is',
                  wide: true,
                  cell: ({ customer }) => (
                    <Link to={paths.customer} params={{ customerId: customer.id }} search={{}}>
                      {customer.name}
                    </Link>
                  ),
                },
                {
                  key: 'confirmed',
                  head: 'confirmed',
                  right: true,
                  cell: ({ confirmed }) => confirmed.toLocaleString('en-GB'),
                },
                {
                  key: 'refused',
                  head: 'refused',
                  right: true,
                  cell: ({ refused }) => (refused === 0 ? '–' : refused.toLocaleString('en-GB')),
                },
                {
                  key: 'at',
                  head: 'last',
                  right: true,
                  spare: true,
                  cell: ({ changedAt }) => <MomentText at={changedAt} />,
                },
                {
                  key: 'forget',
                  head: <span className="aloud">What can be done</span>,
                  cell: ({ payerKey, customer }) => (
                    <Button
                      look="quiet"
                      aria-label={`Forget that ${payerKey} is ${customer.name}`}
                      busy={forget.isPending}
                      whyNot={whyNot}
                      onClick={() =>
                        forget.mutate({ params: { customerId: customer.id }, query: { payerKey } })
                      }
                    >
                      Forget
                    </Button>
                  ),
                },
              ]}
            />
          )
        }
      </Loaded>
      <NextPage of={list} />
    </section>
  );
}
