import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { readMessage, withdrawMessage } from '@goodterms/api/messaging/messages.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking, useWrite } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { MessageSentence } from '../messaging/message-sentence.tsx';
import styles from './form.module.css';

/** What waits to be sent to this customer; or why nothing does. */
export function WaitingMessage({ customer }: { readonly customer: CustomerPageJson }) {
  const waiting = customer.waitingMessage;
  if (waiting === null) {
    return (
      <>
        <p>No message waits for {customer.name}.</p>
        <p className={styles.soft}>{customer.explanation.sentence}</p>
        <WriteYourself contacts={customer.contacts} />
      </>
    );
  }
  return <Waiting id={waiting.id} sentence={waiting.sentence} />;
}

function WriteYourself({ contacts }: { readonly contacts: CustomerPageJson['contacts'] }) {
  const person = contacts.find(({ isPrimary, email }) => isPrimary && email) ?? contacts[0];
  if (!person?.email) return <p>No address is known; add one on the customer's page.</p>;
  return (
    <p>
      <a href={`mailto:${person.email}`}>Write to {person.name} yourself</a>, and keep what you
      wrote as a note.
    </p>
  );
}

function Waiting({ id, sentence }: { readonly id: string; readonly sentence: string }) {
  const message = useQuery(asking(readMessage, { params: { messageId: id } }));
  const withdraw = useWrite(withdrawMessage);
  const whyNot = useWhyNot('messaging.write');
  return (
    <div className={styles.form}>
      <p>
        {sentence} {message.data && <MessageSentence of={message.data} />}
      </p>
      <Loaded query={message}>
        {({ subject, bodyText, recipient }) => (
          <div className={styles.mail}>
            <p className={styles.soft}>To {recipient ?? 'nobody yet: no address is known'}</p>
            <p>
              <strong>{subject}</strong>
            </p>
            <pre>{bodyText}</pre>
          </div>
        )}
      </Loaded>
      <Problem of={withdraw.error} />
      <div className={styles.end}>
        <Button
          busy={withdraw.isPending}
          whyNot={whyNot}
          onClick={() =>
            withdraw.mutate({ params: { messageId: id }, body: { reason: 'Taken back by hand.' } })
          }
        >
          Take it back
        </Button>
        <Link to={paths.messages} search={{ box: 'outgoing', message: id }}>
          All about this message
        </Link>
      </div>
    </div>
  );
}
