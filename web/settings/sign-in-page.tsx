import { enterDemo, readEntrance, signIn } from '@goodterms/api/settings/session.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { Door } from './door.tsx';
import styles from './door.module.css';

const route = getRouteApi(paths.signIn);

/** The way in: a password, the demo, or the hint that this house is still to be set up. */
export function SignInPage() {
  const entrance = useQuery(asking(readEntrance, {}));
  if (entrance.data?.needsSetup) return <NotSetUpYet />;
  return (
    <Door title="Sign in" lead="Get paid, and stay on good terms.">
      {entrance.data?.isDemo && <DemoDoor />}
      <PasswordForm isMain={!entrance.data?.isDemo} />
      <Problem of={entrance.error} />
    </Door>
  );
}

function PasswordForm({ isMain }: { readonly isMain: boolean }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const enter = useWrite(signIn);
  const goIn = useGoIn();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate({ body: { email, password } }, { onSuccess: goIn });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextField
        label="E-mail"
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={(event) => setEmail(event.target.value)}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Problem of={enter.error} />
      <Button type="submit" look={isMain ? 'main' : 'plain'} busy={enter.isPending}>
        Sign in
      </Button>
    </form>
  );
}

function DemoDoor() {
  const enter = useWrite(enterDemo);
  const goIn = useGoIn();
  return (
    <div className={styles.form}>
      <p>
        This is the demo: an invented company with two years of history. Nothing you do here reaches
        anybody; its mail stays in its own mailbox.
      </p>
      <Problem of={enter.error} />
      <Button
        look="main"
        busy={enter.isPending}
        onClick={() => enter.mutate({ body: {} }, { onSuccess: goIn })}
      >
        Look at the demo
      </Button>
      <p className={styles.or}>or with an account of your own</p>
    </div>
  );
}

function NotSetUpYet() {
  return (
    <Door
      title="Nobody lives here yet"
      lead="Goodterms is running, and waits for its first company."
    >
      <p>
        The first start printed a one-time link in the terminal. Open it to name the company and its
        owner. It is valid once; starting again prints a new one.
      </p>
    </Door>
  );
}

/** Everything known before belongs to somebody else. */
function useGoIn() {
  const { next } = route.useSearch();
  const client = useQueryClient();
  const { history } = useRouter();
  return () => {
    client.clear();
    history.push(next?.startsWith('/') && !next.startsWith('//') ? next : paths.today);
  };
}
