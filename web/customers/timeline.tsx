import { readTimeline } from '@goodterms/api/customers/customers.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText, MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Choice, TextField } from '@goodterms/ui/field.tsx';
import { StateWord, type State } from '@goodterms/ui/state-word.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { askingPages } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { ExportButton } from '../export-button.tsx';
import { Loaded } from '../loaded.tsx';
import { paths, TIMELINE_KINDS, type CustomerSearch, type TimelineKind } from '../paths.ts';
import { useSession } from '../session.ts';
import styles from './timeline.module.css';

type Row = ReplyOf<typeof readTimeline>['rows'][number];

const WORDS: Readonly<Record<TimelineKind, { says: string; state: State }>> = {
  message: { says: 'Messages', state: 'waiting' },
  payment: { says: 'Payments', state: 'paid' },
  promise: { says: 'Promises', state: 'promised' },
  dispute: { says: 'Disputes', state: 'disputed' },
  hold: { says: 'Holds', state: 'held' },
  note: { says: 'Notes and calls', state: 'open' },
  ledger: { says: 'Invoices and credits', state: 'ended' },
};

/** Everything that happened with a customer in one stream, newest first. */
export function Timeline({
  customerId,
  kind,
  search,
  look,
}: {
  readonly customerId: string;
  readonly kind: TimelineKind | undefined;
  readonly search: string | undefined;
  readonly look: (change: CustomerSearch) => void;
}) {
  const list = useInfiniteQuery({
    ...askingPages(readTimeline, {
      params: { customerId },
      query: { limit: 50, kind, search },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  return (
    <>
      <header className={styles.head}>
        <h2>Timeline</h2>
        <TextField
          label="Search the timeline"
          labelHidden
          type="search"
          placeholder="Search the timeline"
          value={search ?? ''}
          onChange={(event) => look({ search: event.target.value || undefined })}
        />
        <Choice
          label="Kind"
          labelHidden
          value={kind ?? ''}
          options={[
            { value: '', label: 'Everything' },
            ...TIMELINE_KINDS.map((value) => ({ value, label: WORDS[value].says })),
          ]}
          onChange={(event) =>
            look({ kind: TIMELINE_KINDS.find((value) => value === event.target.value) })
          }
        />
        <ExportButton
          endpoint={readTimeline}
          ask={{ params: { customerId }, query: { kind, search } }}
        />
      </header>
      <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={10}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState title={kind || search ? 'Nothing fits' : 'Nothing has happened yet'}>
              {kind || search
                ? 'Show everything, or search for another word.'
                : 'Invoices, payments, messages, promises and notes will stand here.'}
            </EmptyState>
          ) : (
            <ol className={styles.stream}>
              {all.map((row) => (
                <Entry key={row.id} row={row} />
              ))}
            </ol>
          )
        }
      </Loaded>
      {list.hasNextPage && (
        <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show what was before
        </Button>
      )}
    </>
  );
}

/** What the ledger tells has a day and no hour. */
function Entry({ row }: { readonly row: Row }) {
  const { today } = useSession();
  const kind = TIMELINE_KINDS.find((value) => value === row.kind);
  return (
    <li className={styles.entry}>
      <span className={styles.when}>
        {/T00:00:00(\.0+)?Z$/.test(row.at) ? (
          <DayText on={row.at.slice(0, 10)} today={today} />
        ) : (
          <MomentText at={row.at} />
        )}
      </span>
      <div className={styles.what}>
        <StateWord state={kind ? WORDS[kind].state : 'open'}>
          <span className={styles.title}>
            {row.messageId ? (
              <Link to={paths.messages} search={{ box: 'sent', message: row.messageId }}>
                {row.title}
              </Link>
            ) : (
              row.title
            )}
          </span>
        </StateWord>
        {row.detail && <p className={styles.detail}>{row.detail}</p>}
        {row.by && <p className={styles.by}>{row.by}</p>}
      </div>
      <span>{row.amount && <Amount of={row.amount} />}</span>
    </li>
  );
}
