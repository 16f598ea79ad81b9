import { toDay } from '@goodterms/core/kernel/day.ts';
import {
  markWorklistRow,
  readWorklist,
  unmarkWorklistRow,
  type WorklistRowJson,
} from '@goodterms/api/collections/worklist.ts';
import { counted, dayInFull } from '@goodterms/ui/day-words.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { askingPages, useWrite } from '../asking.ts';
import { useKeys } from '../keys.ts';
import { Loaded } from '../loaded.tsx';
import { paths, type Task, type TodaySearch } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { offerUndo } from '../undo.ts';
import { Brief } from './brief.tsx';
import { panelOf } from './next-task.ts';
import { NothingToDo } from './nothing-to-do.tsx';
import { TodayHead } from './today-head.tsx';
import styles from './today-page.module.css';
import { focusRow, Worklist } from './worklist.tsx';

const route = getRouteApi('/frame/');

/** The day's work: on the left who, best first and why; on the right everything for the talk. */
export function TodayPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { today } = useSession();
  const list = useInfiniteQuery({
    ...askingPages(readWorklist, {
      query: { limit: 100, collector: search.collector, search: search.search },
    }),
    placeholderData: keepPreviousData,
  });
  const first = list.data?.pages[0];
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const chosen = rows.find(({ customerId }) => customerId === search.customer);
  const shown = chosen ?? rows[0];
  const look = (change: TodaySearch, replace = false) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace });
  /** What was open is closed, and the keys belong to the list again. */
  const show = (task: Task | undefined) => {
    if (shown === undefined) return;
    look({ customer: shown.customerId, task });
    if (task === undefined) focusRow(shown.customerId);
  };
  const mark = useMark();
  const whyNot = useWhyNot('collections.write');

  const move = (by: 1 | -1) => {
    const here = rows.findIndex(({ customerId }) => customerId === shown?.customerId);
    const next = rows[chosen === undefined ? 0 : here + by];
    if (next === undefined) return;
    look({ customer: next.customerId, task: undefined }, true);
    focusRow(next.customerId);
  };
  const finish = (row: WorklistRowJson) => {
    mark(row);
    if (!row.done) move(1);
  };
  const goOn = (row: WorklistRowJson) => {
    const { customerId } = row;
    const task = panelOf(row);
    if (task) look({ customer: customerId, task });
    else if (row.nextTask === 'resolve')
      void navigate({ to: paths.messages, search: { box: 'to-resolve', search: row.name } });
    else void navigate({ to: paths.customer, params: { customerId }, search: {} });
  };
  useTodayKeys({ move, show, row: shown, finish: whyNot === undefined ? finish : undefined });

  return (
    <main className={styles.page}>
      <title>Today · Goodterms</title>
      <div className={styles.left}>
        <h1>{dayInFull(today)}</h1>
        <Loaded query={{ data: first, error: list.error, refetch: list.refetch }} rows={14}>
          {(worklist) => (
            <>
              <TodayHead worklist={worklist} search={search} look={look} />
              <Problem of={list.isError && list.data ? list.error : undefined} />
              {rows.length === 0 ? (
                <NothingToDo worklist={worklist} isFiltered={isFiltered(search)} />
              ) : (
                <Worklist
                  worklist={worklist}
                  rows={rows}
                  current={shown?.customerId}
                  today={toDay(today)}
                  onNext={goOn}
                  onDone={finish}
                />
              )}
              {list.hasNextPage && (
                <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
                  Show more than {counted(rows.length, 'customer')}
                </Button>
              )}
            </>
          )}
        </Loaded>
      </div>
      {shown && (
        <aside
          className={chosen ? `${styles.right} ${styles.over}` : styles.right}
          aria-label={`Brief: ${shown.name}`}
        >
          <Brief
            key={shown.customerId}
            row={shown}
            task={search.task}
            onTask={show}
            onLeave={() => look({ customer: undefined, task: undefined })}
            onDone={() => finish(shown)}
          />
        </aside>
      )}
    </main>
  );
}

function isFiltered({ search, collector }: TodaySearch): boolean {
  return search !== undefined || collector !== undefined;
}

function useMark() {
  const mark = useWrite(markWorklistRow);
  const unmark = useWrite(unmarkWorklistRow);
  return ({ customerId, name, done }: WorklistRowJson) => {
    const params = { customerId };
    if (done) {
      unmark.mutate({ params });
      return;
    }
    mark.mutate(
      { params, body: { done: true } },
      {
        onSuccess: () =>
          offerUndo({
            said: `${name} is done for today.`,
            back: () => unmark.mutateAsync({ params }),
          }),
      },
    );
  };
}

function useTodayKeys({
  move,
  show,
  row,
  finish,
}: {
  readonly move: (by: 1 | -1) => void;
  readonly show: (task: Task | undefined) => void;
  readonly row: WorklistRowJson | undefined;
  readonly finish: ((row: WorklistRowJson) => void) | undefined;
}): void {
  const navigate = route.useNavigate();
  const { task, customer } = route.useSearch();
  const back = () =>
    task ? show(undefined) : void navigate({ search: (now) => ({ ...now, customer: undefined }) });
  useKeys('Today', {
    j: { says: 'Next customer', run: () => move(1) },
    k: { says: 'Customer before', run: () => move(-1) },
    Enter: row && {
      says: 'Open the customer',
      run: () =>
        void navigate({ to: paths.customer, params: { customerId: row.customerId }, search: {} }),
    },
    Escape: task || customer ? { says: 'Back', run: back } : undefined,
    c: row && { says: 'Call', run: () => show('call') },
    m: row && { says: 'See the message', run: () => show('message') },
    p: row && { says: 'Promise to pay', run: () => show('promise') },
    d: row && { says: 'Dispute', run: () => show('dispute') },
    h: row && { says: 'Hold', run: () => show('hold') },
    n: row && { says: 'Note', run: () => show('note') },
    e: row && finish && { says: 'Done for today', run: () => finish(row) },
  });
}
