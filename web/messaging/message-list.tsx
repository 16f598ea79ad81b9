import { listMessages, type MessageRowJson } from '@goodterms/api/messaging/messages.ts';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { askingPages } from '../asking.ts';
import { useKeys } from '../keys.ts';
import { Loaded } from '../loaded.tsx';
import { MessageDetail } from './message-detail.tsx';
import { MessageSentence } from './message-sentence.tsx';
import { MESSAGE_STATES } from './message-states.ts';
import styles from './messages.module.css';

type Box = 'outgoing' | 'sent' | 'to-resolve' | 'withdrawn';

const EMPTY: Readonly<Record<Box, readonly [string, string]>> = {
  outgoing: [
    'Nothing waits to leave',
    'The morning run decides who is written to; what it decides waits here, and passes the contact gate again at the moment it leaves.',
  ],
  sent: [
    'Nothing has been sent yet',
    'Every message stands here with the proof of what was checked.',
  ],
  'to-resolve': [
    'Nothing to resolve',
    'When a mail server stops answering in the middle, nobody can know whether a message arrived. Those stand here; no machine sends them again.',
  ],
  withdrawn: [
    'Nothing was withdrawn',
    'A message is taken back when what it asks for is paid, promised or disputed before it leaves.',
  ],
};

/** The messages of one box, and beside them the one that is looked at. */
export function MessageList({
  box,
  search,
  current,
  onOpen,
}: {
  readonly box: Box;
  readonly search: string | undefined;
  readonly current: string | undefined;
  readonly onOpen: (message: string | undefined) => void;
}) {
  const list = useInfiniteQuery({
    ...askingPages(listMessages, {
      query: { limit: 100, search, box: box === 'to-resolve' ? 'to_resolve' : box },
    }),
    placeholderData: keepPreviousData,
  });
  const rows = list.data?.pages.flatMap((page) => page.rows);
  const [title, words] = EMPTY[box];
  useRowKeys({ ids: rows?.map(({ id }) => id) ?? [], current, onOpen });
  return (
    <div className={styles.columns}>
      <section className={styles.list} aria-label="Messages">
        <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={12}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title={search ? 'No message fits' : title}>
                {search ? 'Search for a customer, an address or an invoice.' : words}
              </EmptyState>
            ) : (
              <ul>
                {all.map((row) => (
                  <MessageRow
                    key={row.id}
                    row={row}
                    isCurrent={row.id === current}
                    onOpen={() => onOpen(row.id)}
                  />
                ))}
              </ul>
            )
          }
        </Loaded>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more than {counted(rows?.length ?? 0, 'message')}
          </Button>
        )}
      </section>
      {current && (
        <aside className={styles.detail} aria-label="The message">
          <MessageDetail key={current} messageId={current} onClose={() => onOpen(undefined)} />
        </aside>
      )}
    </div>
  );
}

function MessageRow({
  row,
  isCurrent,
  onOpen,
}: {
  readonly row: MessageRowJson;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
}) {
  const { shape, word } = MESSAGE_STATES[row.state];
  return (
    <li className={styles.row} aria-current={isCurrent || undefined}>
      <button type="button" id={`mail-${row.id}`} className={styles.open} onClick={onOpen}>
        {row.customerName}
      </button>
      <span className={styles.kind}>
        {row.purpose.replaceAll('_', ' ')}
        {row.level !== null && `, level ${row.level}`}, {counted(row.itemCount, 'item')}
      </span>
      <span className={styles.amounts}>
        <Amounts of={row.amounts} />
      </span>
      <span className={styles.why}>
        <StateWord state={shape}>
          {word}{' '}
          <span className={styles.ink}>
            <MessageSentence of={row} />
          </span>
        </StateWord>
      </span>
      <span className={styles.when}>
        <MomentText at={row.sentAt ?? row.queuedAt} />
      </span>
    </li>
  );
}

/** `j` and `k` move through any list that opens beside itself. */
export function useRowKeys({
  ids,
  current,
  onOpen,
}: {
  readonly ids: readonly string[];
  readonly current: string | undefined;
  readonly onOpen: (id: string | undefined) => void;
}): void {
  const here = current === undefined ? -1 : ids.indexOf(current);
  const go = (id: string | undefined) => {
    if (id === undefined) return;
    onOpen(id);
    document.getElementById(`mail-${id}`)?.focus();
  };
  useKeys('Messages', {
    j: { says: 'Next', run: () => go(ids[here + 1]) },
    k: { says: 'Before', run: () => go(ids[here - 1]) },
    Escape: current === undefined ? undefined : { says: 'Close', run: () => onOpen(undefined) },
  });
}
