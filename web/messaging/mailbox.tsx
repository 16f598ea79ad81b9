import { listMailbox, readMail } from '@goodterms/api/messaging/messages.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { asking, askingPages } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { useRowKeys } from './message-list.tsx';
import styles from './messages.module.css';

/** Where all mail of the demo arrives, as its readers would see it. */
export function Mailbox({
  current,
  onOpen,
}: {
  readonly current: string | undefined;
  readonly onOpen: (mail: string | undefined) => void;
}) {
  const list = useInfiniteQuery(askingPages(listMailbox, { query: { limit: 100 } }));
  const rows = list.data?.pages.flatMap((page) => page.rows);
  useRowKeys({ ids: rows?.map(({ id }) => id) ?? [], current, onOpen });
  return (
    <div className={styles.columns}>
      <section className={styles.list} aria-label="Mailbox">
        <Loaded query={{ data: rows, error: list.error, refetch: list.refetch }} rows={12}>
          {(all) =>
            all.length === 0 ? (
              <EmptyState title="No mail yet">
                What the demo sends arrives here and nowhere else. Run the morning on Today; what
                may leave, leaves within minutes.
              </EmptyState>
            ) : (
              <ul>
                {all.map(({ id, recipient, subject, receivedAt }) => (
                  <li key={id} className={styles.row} aria-current={id === current || undefined}>
                    <button
                      type="button"
                      id={`mail-${id}`}
                      className={styles.open}
                      onClick={() => onOpen(id)}
                    >
                      {recipient}
                    </button>
                    <span className={styles.why}>{subject}</span>
                    <span className={styles.when}>
                      <MomentText at={receivedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
        {list.hasNextPage && (
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            Show more than {counted(rows?.length ?? 0, 'mail')}
          </Button>
        )}
      </section>
      {current && (
        <aside className={styles.detail} aria-label="The mail">
          <Mail key={current} mailId={current} onClose={() => onOpen(undefined)} />
        </aside>
      )}
    </div>
  );
}

function Mail({ mailId, onClose }: { readonly mailId: string; readonly onClose: () => void }) {
  const mail = useQuery(asking(readMail, { params: { mailId } }));
  return (
    <Loaded query={mail} rows={10}>
      {({ subject, sender, recipient, bodyText, headerId, receivedAt }) => (
        <Panel title={subject} onClose={onClose}>
          <p className={styles.soft}>
            From {sender} to {recipient}, <MomentText at={receivedAt} />
          </p>
          <article className={styles.letter}>
            <pre className={styles.text}>{bodyText}</pre>
          </article>
          <p className={styles.faint}>Message-ID {headerId}</p>
        </Panel>
      )}
    </Loaded>
  );
}
