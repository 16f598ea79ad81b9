import { listMatchRates, RATES_BY } from '@goodterms/api/cash/matching.ts';
import { parseDay } from '@goodterms/core/kernel/day.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { Table, type Column } from '@goodterms/ui/table.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { askingPages } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { ExportButton } from '../export-button.tsx';
import { useKeys } from '../keys.ts';
import { Loaded } from '../loaded.tsx';
import { paths, type RatesSearch } from '../paths.ts';
import tabs from './line-tabs.module.css';
import styles from './match-rates.module.css';
import { MatchTiers } from './match-tiers.tsx';
import { NextPage } from './next-page.tsx';
import { PayerAliases } from './payer-aliases.tsx';
import { shareWords } from './share-words.ts';

type Rate = ReplyOf<typeof listMatchRates>['rows'][number];
type By = (typeof RATES_BY)[number];

const route = getRouteApi('/frame/cash/rates');

const BY_WORDS: Readonly<Record<By, string>> = {
  customer: 'By customer',
  method: 'By method',
  tier: 'By tier',
};

/** How many payments find their invoices by themselves, and, beside it, how many of those wrongly. */
export function MatchRatesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { by = 'tier', from, until } = search;
  const query = { by, from: parseDay(from ?? ''), until: parseDay(until ?? '') };
  const list = useInfiniteQuery({
    ...askingPages(listMatchRates, { query: { ...query, limit: 100 } }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const look = (change: RatesSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  useKeys('Rates', {
    Escape: { says: 'Back to Cash', run: () => void navigate({ to: paths.cash, search: {} }) },
  });
  return (
    <main className={styles.page}>
      <title>How sure matching is · Goodterms</title>
      <header className={styles.head}>
        <h1>How sure matching is</h1>
        <Link to={paths.cash} search={{}}>
          Back to Cash
        </Link>
      </header>
      <MatchTiers />
      <section className={styles.part} aria-label="Rates">
        <div className={styles.head}>
          <h2>Rates</h2>
          <div className={styles.tools}>
            <TextField
              label="Booked from"
              type="date"
              value={from ?? ''}
              onChange={(event) => look({ from: event.target.value || undefined })}
            />
            <TextField
              label="until"
              type="date"
              value={until ?? ''}
              onChange={(event) => look({ until: event.target.value || undefined })}
            />
            <ExportButton endpoint={listMatchRates} ask={{ query }} />
          </div>
        </div>
        <nav className={tabs.tabs} aria-label="By what">
          {RATES_BY.map((one) => (
            <Link
              key={one}
              to={paths.cashRates}
              search={(now) => ({ ...now, by: one })}
              className={tabs.tab}
              aria-current={one === by ? 'page' : undefined}
            >
              {BY_WORDS[one]}
            </Link>
          ))}
        </nav>
        <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={6}>
          {(rates) =>
            rates.length === 0 ? (
              <EmptyState title="No payment came in">
                {from || until ? 'None in this span of days.' : 'Take in a bank file.'}
              </EmptyState>
            ) : (
              <Table
                caption={`Rates, ${BY_WORDS[by].toLowerCase()}`}
                rows={rates}
                rowKey={({ key, name }) => `${key} ${name}`}
                columns={columns(by)}
              />
            )
          }
        </Loaded>
        <NextPage of={list} />
      </section>
      <PayerAliases />
    </main>
  );
}

function columns(by: By): Column<Rate>[] {
  const count = (
    key: 'lines' | 'byThemselves' | 'confirmed' | 'byHand' | 'onAccount' | 'waiting',
    head: string,
    spare = false,
  ): Column<Rate> => ({
    key,
    head,
    right: true,
    spare,
    cell: (rate) => (rate[key] === 0 ? '–' : rate[key].toLocaleString('en-GB')),
  });
  return [
    {
      key: 'name',
      head: BY_WORDS[by],
      wide: true,
      sentence: true,
      cell: ({ key, name }) =>
        by === 'customer' && key !== null ? (
          <Link to={paths.customer} params={{ customerId: key }} search={{}}>
            {name}
          </Link>
        ) : (
          name
        ),
    },
    count('lines', 'payments'),
    count('byThemselves', 'by themselves', true),
    {
      key: 'rate',
      head: 'found by itself',
      right: true,
      cell: ({ byThemselves, lines, matchRate }) => shareWords(matchRate, byThemselves, lines),
    },
    {
      key: 'false',
      head: 'of those taken back',
      right: true,
      cell: ({ falseMatches, falseMatchRate, byThemselves }) =>
        shareWords(falseMatchRate, falseMatches, byThemselves + falseMatches),
    },
    count('confirmed', 'confirmed', true),
    count('byHand', 'by hand', true),
    count('onAccount', 'on account', true),
    count('waiting', 'waiting', true),
  ];
}
