import { listMessages } from '@goodterms/api/messaging/messages.ts';
import { TextField } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { asking } from '../asking.ts';
import { useCurrentInView } from '../current-in-view.ts';
import { ExportButton } from '../export-button.tsx';
import { Mailbox } from '../messaging/mailbox.tsx';
import { MessageList } from '../messaging/message-list.tsx';
import styles from '../messaging/messages.module.css';
import { Templates } from '../messaging/templates.tsx';
import { paths, type MessageBox, type MessagesSearch } from '../paths.ts';
import { useSession } from '../session.ts';
import { HeldBackList } from './held-back-list.tsx';

const route = getRouteApi('/frame/messages');

/** What leaves the house: what will go out and why, what does not and why, what did, with proof. */
export function MessagesPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { isDemo } = useSession();
  const box = search.box ?? 'outgoing';
  const counts = useQuery(asking(listMessages, { query: { limit: 1 } })).data?.counts;
  const look = (change: MessagesSearch) =>
    void navigate({ search: (now) => ({ ...now, ...change }), replace: true });
  const boxes: readonly {
    readonly box: MessageBox;
    readonly name: string;
    readonly count?: number | undefined;
  }[] = [
    { box: 'outgoing', name: 'Will go out', count: counts?.outgoing },
    { box: 'held-back', name: 'Held back' },
    { box: 'sent', name: 'Sent', count: counts?.sent },
    { box: 'to-resolve', name: 'To resolve', count: counts?.toResolve },
    { box: 'withdrawn', name: 'Withdrawn', count: counts?.withdrawn },
    ...(isDemo ? ([{ box: 'mailbox', name: 'Mailbox' }] as const) : []),
    { box: 'templates', name: 'Templates' },
  ];
  const row = useCurrentInView(box);
  return (
    <main className={styles.page}>
      <title>Messages · Goodterms</title>
      <header className={styles.head}>
        <h1>Messages</h1>
        <nav ref={row} className={styles.boxes} aria-label="Boxes">
          {boxes.map(({ box: one, name, count }) => (
            <Link
              key={one}
              to={paths.messages}
              search={{ box: one }}
              className={styles.box}
              aria-current={one === box ? 'page' : undefined}
            >
              {name}
              {count !== undefined && (
                <span className={styles.count}>{count.toLocaleString('en-GB')}</span>
              )}
            </Link>
          ))}
        </nav>
        {box !== 'templates' && box !== 'mailbox' && box !== 'held-back' && (
          <div role="search" className={styles.search}>
            <TextField
              label="Customer, address or invoice"
              labelHidden
              type="search"
              placeholder="Customer, address or invoice"
              value={search.search ?? ''}
              onChange={(event) => look({ search: event.target.value || undefined })}
            />
            <ExportButton
              endpoint={listMessages}
              ask={{
                query: { search: search.search, box: box === 'to-resolve' ? 'to_resolve' : box },
              }}
            />
          </div>
        )}
      </header>
      <Box key={box} box={box} search={search} look={look} />
    </main>
  );
}

function Box({
  box,
  search,
  look,
}: {
  readonly box: MessageBox;
  readonly search: MessagesSearch;
  readonly look: (change: MessagesSearch) => void;
}) {
  const openMessage = (message: string | undefined) => look({ message });
  switch (box) {
    case 'held-back':
      return <HeldBackList reason={search.reason} look={look} />;
    case 'mailbox':
      return <Mailbox current={search.message} onOpen={openMessage} />;
    case 'templates':
      return <Templates current={search.message} onOpen={openMessage} />;
    case 'outgoing':
    case 'sent':
    case 'to-resolve':
    case 'withdrawn':
      return (
        <MessageList
          box={box}
          search={search.search}
          current={search.message}
          onOpen={openMessage}
        />
      );
  }
}
