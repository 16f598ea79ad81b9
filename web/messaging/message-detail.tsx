import {
  readMessage,
  releaseMessage,
  tryMessageAgain,
  withdrawMessage,
} from '@goodterms/api/messaging/messages.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { Checks } from './checks.tsx';
import { Findings } from './findings.tsx';
import { MessageSentence } from './message-sentence.tsx';
import { MESSAGE_STATES } from './message-states.ts';
import styles from './messages.module.css';
import { ResolveForm } from './resolve-form.tsx';

type Message = ReplyOf<typeof readMessage>;

/** One message: its words, what can still be done, and the proof of every attempt. */
export function MessageDetail({
  messageId,
  onClose,
}: {
  readonly messageId: string;
  readonly onClose: () => void;
}) {
  const message = useQuery(asking(readMessage, { params: { messageId } }));
  return (
    <Loaded query={message} rows={10}>
      {(one) => (
        <>
          <Panel title={one.customerName} onClose={onClose}>
            <p>
              <StateWord state={MESSAGE_STATES[one.state].shape}>
                {MESSAGE_STATES[one.state].word}{' '}
                <span className={styles.ink}>
                  <MessageSentence of={one} />
                </span>
              </StateWord>{' '}
              <Link to={paths.customer} params={{ customerId: one.customerId }} search={{}}>
                Open the customer
              </Link>
            </p>
            <Doing message={one} />
          </Panel>
          {one.gateNow && <GateNow of={one.gateNow} />}
          <Letter message={one} />
          {(one.bodyText !== '' || one.findings.length > 0) && <Findings of={one.findings} />}
          <Proof message={one} />
        </>
      )}
    </Loaded>
  );
}

function Doing({ message: { id, state } }: { readonly message: Message }) {
  const withdraw = useWrite(withdrawMessage);
  const release = useWrite(releaseMessage);
  const again = useWrite(tryMessageAgain);
  const mayNotWrite = useWhyNot('messaging.write');
  const mayNotApprove = useWhyNot('messaging.approve');
  const params = { messageId: id };
  if (state === 'unknown') return <ResolveForm messageId={id} />;
  const mayTryAgain = state === 'refused' || state === 'failed';
  const mayTakeBack = state === 'waiting' || state === 'quarantined';
  if (!mayTryAgain && !mayTakeBack) return null;
  return (
    <>
      <Problem of={withdraw.error ?? release.error ?? again.error} />
      <div className={styles.actions}>
        {state === 'quarantined' && (
          <Button
            look="main"
            busy={release.isPending}
            whyNot={mayNotApprove}
            onClick={() => release.mutate({ params, body: {} })}
          >
            Let it go; the gate is asked again
          </Button>
        )}
        {mayTakeBack && (
          <Button
            busy={withdraw.isPending}
            whyNot={mayNotWrite}
            onClick={() => withdraw.mutate({ params, body: { reason: 'Taken back by hand.' } })}
          >
            Take it back
          </Button>
        )}
        {mayTryAgain && (
          <Button
            busy={again.isPending}
            whyNot={mayNotWrite}
            onClick={() => again.mutate({ params, body: {} })}
          >
            Try once more; the gate is asked again
          </Button>
        )}
      </div>
    </>
  );
}

/** Whether it would leave at this moment, check by check. */
function GateNow({ of }: { readonly of: NonNullable<Message['gateNow']> }) {
  return (
    <details>
      <summary>
        {of.go
          ? 'The contact gate would let it go now.'
          : `Not now: ${of.checks.find(({ passed }) => !passed)?.sentence ?? 'a check does not pass.'}`}
      </summary>
      <Checks of={of.checks} />
    </details>
  );
}

function Letter({ message }: { readonly message: Message }) {
  return (
    <article className={styles.letter}>
      <p className={styles.soft}>
        To {message.contactName ? `${message.contactName}, ` : ''}
        {message.recipient ?? 'nobody yet: no address is known'}
      </p>
      {message.bodyText === '' ? (
        <p>Nothing may be asked for now, so there are no words to read.</p>
      ) : (
        <>
          <h3>{message.subject}</h3>
          <pre className={styles.text}>{message.bodyText}</pre>
        </>
      )}
    </article>
  );
}

/** Every attempt with what was checked the moment before, and for which items it asked. */
function Proof({ message: { attempts } }: { readonly message: Message }) {
  if (attempts.length === 0) return null;
  return (
    <Panel title="Proof" level={3}>
      <ol className={styles.attempts}>
        {attempts.map((attempt) => (
          <li key={attempt.startedAt}>
            <p>
              <strong>
                <MomentText at={attempt.startedAt} />
              </strong>{' '}
              {attempt.outcome ?? attempt.stage}
              {attempt.detail && `: ${attempt.detail}`}
            </p>
            <Checks of={attempt.checks} />
            {attempt.items.length > 0 && (
              <p className={styles.soft}>
                Asked for{' '}
                {attempt.items
                  .map(({ reference, asked }) => `${reference} ${amountText(asked)}`)
                  .join(', ')}
              </p>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
