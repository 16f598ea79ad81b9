import {
  askSenderVerification,
  changeSender,
  readSender,
  resumeSending,
  stopSending,
  verifySender,
  type SenderJson,
} from '@goodterms/api/messaging/sender.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { SaveLine } from '../settings/save-line.tsx';
import styles from '../settings/settings.module.css';

type Sender = ReplyOf<typeof readSender>;

const SECURITIES = [
  { value: 'tls', label: 'TLS from the first byte (465)' },
  { value: 'starttls', label: 'STARTTLS (587)' },
  { value: 'none_on_this_machine', label: 'None, on this machine only' },
] as const;

/** From whom and through which server mail leaves; nothing leaves before it is verified. */
export function SenderPart() {
  const query = useQuery(asking(readSender, {}));
  return (
    <Loaded query={query}>
      {(state) => (
        <>
          <Sending state={state} />
          {state.isDemo ? (
            <p>
              This is the demo: every mail goes to its own mailbox under Messages and nowhere else,
              so there is no server to name.
            </p>
          ) : (
            <>
              <Form key={JSON.stringify(state.sender)} state={state} />
              <Verification state={state} />
            </>
          )}
        </>
      )}
    </Loaded>
  );
}

function Sending({
  state: { sending, stopped, stoppedBy, sentThisHour, sender },
}: {
  readonly state: Sender;
}) {
  const [reason, setReason] = useState('');
  const stop = useWrite(stopSending);
  const resume = useWrite(resumeSending);
  const mayNotStop = useWhyNot('messaging.write');
  const mayNotResume = useWhyNot('messaging.approve');
  return (
    <section className={styles.part}>
      <p>
        <StateWord state={sending.on ? 'waiting' : 'held'}>
          {sending.on ? 'Messages may leave.' : (sending.because ?? 'Nothing leaves now.')}
        </StateWord>
        {stoppedBy && <span className={styles.soft}> Stopped by {stoppedBy}.</span>}
      </p>
      <p className={styles.soft}>
        {sentThisHour} sent in the last hour, {sender.maxPerHour} at most.
      </p>
      <Problem of={stop.error ?? resume.error} />
      {stopped ? (
        <div>
          <Button
            look="main"
            busy={resume.isPending}
            whyNot={mayNotResume}
            onClick={() => resume.mutate({ body: {} })}
          >
            Let messages leave again
          </Button>
        </div>
      ) : (
        <form
          className={styles.part}
          onSubmit={(event) => {
            event.preventDefault();
            stop.mutate({ body: { reason } }, { onSuccess: () => setReason('') });
          }}
        >
          <TextField
            label="Why everything must stop"
            required
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          <div>
            <Button type="submit" look="grave" busy={stop.isPending} whyNot={mayNotStop}>
              Stop everything now
            </Button>
          </div>
        </form>
      )}
    </section>
  );
}

function Form({ state }: { readonly state: Sender }) {
  const [draft, setDraft] = useState(state.sender);
  const [password, setPassword] = useState('');
  const save = useWrite(changeSender);
  const mayNot = useWhyNot('settings.write');
  const isSame = password === '' && JSON.stringify(draft) === JSON.stringify(state.sender);
  const write = (part: Partial<SenderJson>) => setDraft((now) => ({ ...now, ...part }));
  const text = (name: Exclude<keyof SenderJson, 'port' | 'maxPerHour' | 'security'>) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => write({ [name]: event.target.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const secret = password === '' ? {} : { password };
    save.mutate({ body: { sender: draft, ...secret } }, { onSuccess: () => setPassword('') });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <FieldRow>
        <TextField label="Name" required maxLength={120} {...text('name')} />
        <TextField label="Address" type="email" required maxLength={254} {...text('address')} />
        <TextField
          label="Replies go to"
          type="email"
          maxLength={254}
          hint="Empty: to the same address."
          {...text('replyTo')}
        />
      </FieldRow>
      <FieldRow>
        <TextField label="Mail server" required maxLength={253} {...text('host')} />
        <TextField
          label="Port"
          type="number"
          required
          min={1}
          max={65_535}
          value={draft.port}
          onChange={(event) => write({ port: event.target.valueAsNumber || 0 })}
        />
        <Choice
          label="Encryption"
          options={SECURITIES}
          value={draft.security}
          onChange={(event) =>
            write({
              security:
                SECURITIES.find(({ value }) => value === event.target.value)?.value ?? 'tls',
            })
          }
        />
      </FieldRow>
      <FieldRow>
        <TextField label="User" autoComplete="off" maxLength={254} {...text('user')} />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          maxLength={500}
          hint={state.hasPassword ? 'One is kept; write here to replace it.' : undefined}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </FieldRow>
      <FieldRow>
        <TextField
          label="Send everything to this address instead"
          type="email"
          maxLength={254}
          hint="For trying out; empty sends to customers."
          {...text('testRecipient')}
        />
        <TextField
          label="At most in an hour"
          type="number"
          required
          min={1}
          max={10_000}
          value={draft.maxPerHour}
          onChange={(event) => write({ maxPerHour: event.target.valueAsNumber || 1 })}
        />
      </FieldRow>
      <SaveLine
        error={save.error}
        isPending={save.isPending}
        whyNot={mayNot ?? (isSame ? 'Nothing has changed.' : undefined)}
      >
        <span className={styles.soft}>A changed sender must be verified again.</span>
      </SaveLine>
    </form>
  );
}

function Verification({ state: { verifiedAt, verification, sender } }: { readonly state: Sender }) {
  const [code, setCode] = useState('');
  const ask = useWrite(askSenderVerification);
  const verify = useWrite(verifySender);
  const mayNot = useWhyNot('settings.write');
  return (
    <section className={styles.part}>
      <h2>Verification</h2>
      <p>
        {verifiedAt ? (
          <StateWord state="paid">
            Verified <MomentText at={verifiedAt} />
          </StateWord>
        ) : (
          <StateWord state="held">
            Not verified: nothing leaves until a code from {sender.address || 'the address'} is
            typed back here.
          </StateWord>
        )}
      </p>
      <Problem of={ask.error ?? verify.error} />
      <div className={styles.end}>
        <Button
          busy={ask.isPending}
          whyNot={mayNot ?? (sender.address === '' ? 'Name an address first.' : undefined)}
          onClick={() => ask.mutate({ body: {} })}
        >
          {verification ? 'Send another code' : 'Send a code'}
        </Button>
        {verification && (
          <span role="status">
            {verification.sentence}{' '}
            <span className={styles.soft}>
              Asked for <MomentText at={verification.askedAt} />.
            </span>
          </span>
        )}
      </div>
      <form
        className={styles.end}
        onSubmit={(event) => {
          event.preventDefault();
          verify.mutate({ body: { code } }, { onSuccess: () => setCode('') });
        }}
      >
        <TextField
          label="Code"
          labelHidden
          placeholder="Code"
          autoComplete="one-time-code"
          required
          maxLength={20}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <Button type="submit" busy={verify.isPending} whyNot={mayNot}>
          Verify
        </Button>
      </form>
    </section>
  );
}
