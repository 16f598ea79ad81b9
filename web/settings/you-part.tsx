import { changePassword, endSession, listSessions } from '@goodterms/api/settings/session.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';
import { browserWords } from './browser-words.ts';
import styles from './settings.module.css';

/** The own password, and where one is signed in. */
export function YouPart() {
  const { user, role } = useSession();
  return (
    <>
      <p>
        {user.name}, {user.email}. You are {role} here.
      </p>
      <PasswordForm />
      <Sessions />
    </>
  );
}

function PasswordForm() {
  const [currentPassword, setCurrent] = useState('');
  const [newPassword, setNew] = useState('');
  const change = useWrite(changePassword);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { body: { currentPassword, newPassword } },
      {
        onSuccess: () => {
          setCurrent('');
          setNew('');
        },
      },
    );
  };
  return (
    <section className={styles.part}>
      <h2>Password</h2>
      <form className={styles.part} onSubmit={submit}>
        <FieldRow>
          <TextField
            label="Password now"
            type="password"
            autoComplete="current-password"
            required
            maxLength={128}
            value={currentPassword}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <TextField
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="At least 12 characters; a few words are better than a few signs."
            required
            minLength={12}
            maxLength={128}
            value={newPassword}
            onChange={(event) => setNew(event.target.value)}
          />
        </FieldRow>
        <Problem of={change.error} />
        <div className={styles.end}>
          <Button type="submit" look="main" busy={change.isPending}>
            Change the password
          </Button>
          <span role="status" className={styles.soft}>
            {change.isSuccess
              ? 'Changed. Every other session has ended.'
              : 'Every other session ends.'}
          </span>
        </div>
      </form>
    </section>
  );
}

function Sessions() {
  const query = useQuery(asking(listSessions, {}));
  const end = useWrite(endSession);
  return (
    <section className={styles.part}>
      <h2>Where you are signed in</h2>
      <Problem of={end.error} />
      <Loaded query={query} rows={2}>
        {({ sessions }) => (
          <Table
            caption="Sessions"
            rows={sessions}
            rowKey={({ id }) => id}
            columns={[
              {
                key: 'agent',
                head: 'Browser',
                wide: true,
                cell: ({ userAgent, isCurrent }) => (
                  <span title={userAgent}>
                    {browserWords(userAgent)}
                    {isCurrent && ' (this one)'}
                  </span>
                ),
              },
              {
                key: 'started',
                head: 'Since',
                spare: true,
                cell: ({ startedAt }) => <MomentText at={startedAt} />,
              },
              {
                key: 'used',
                head: 'Last used',
                cell: ({ usedAt }) => <MomentText at={usedAt} />,
              },
              {
                key: 'end',
                head: <span className="aloud">End</span>,
                right: true,
                cell: ({ id, isCurrent }) => (
                  <Button
                    look="quiet"
                    busy={end.isPending}
                    whyNot={isCurrent ? 'This is where you are; sign out instead.' : undefined}
                    onClick={() => end.mutate({ params: { sessionId: id } })}
                  >
                    End it
                  </Button>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </section>
  );
}
