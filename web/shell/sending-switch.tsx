import { resumeSending, stopSending } from '@goodterms/api/messaging/sender.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { useWrite } from '../asking.ts';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import styles from './menu.module.css';

/** Whether anything leaves the house, why not, and the switch that stops everything. */
export function SendingSwitch() {
  const id = useId();
  const { sending } = useSession();
  return (
    <>
      <button
        type="button"
        className={styles.quiet}
        popoverTarget={id}
        aria-label={sending.on ? 'Sending on' : 'Sending off'}
      >
        <StateWord state={sending.on ? 'waiting' : 'held'}>
          <span className={styles.words}>{sending.on ? 'Sending on' : 'Sending off'}</span>
        </StateWord>
      </button>
      <div id={id} popover="auto" className={styles.menu}>
        {sending.on ? <Stop /> : <Resume because={sending.because} />}
        <Link to={paths.settings} params={{ part: 'sender' }}>
          Sender and server
        </Link>
      </div>
    </>
  );
}

function Stop() {
  const [reason, setReason] = useState('');
  const stop = useWrite(stopSending);
  const whyNot = useWhyNot('messaging.write');
  return (
    <form
      className={styles.part}
      onSubmit={(event) => {
        event.preventDefault();
        stop.mutate({ body: { reason } });
      }}
    >
      <p>Messages leave when the contact gate lets them.</p>
      <TextField
        label="Why everything must stop"
        value={reason}
        required
        maxLength={300}
        onChange={(event) => setReason(event.target.value)}
      />
      <Problem of={stop.error} />
      <Button type="submit" look="grave" busy={stop.isPending} whyNot={whyNot}>
        Stop everything now
      </Button>
    </form>
  );
}

function Resume({ because }: { readonly because: string | null }) {
  const resume = useWrite(resumeSending);
  const mayNot = useWhyNot('messaging.approve');
  return (
    <div className={styles.part}>
      <p>{because ?? 'Nothing leaves now.'}</p>
      <p className={styles.soft}>What is due is decided and waits; nothing is lost.</p>
      <Problem of={resume.error} />
      <Button busy={resume.isPending} whyNot={mayNot} onClick={() => resume.mutate({ body: {} })}>
        Let messages leave again
      </Button>
    </div>
  );
}
