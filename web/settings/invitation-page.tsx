import { acceptInvitation } from '@goodterms/api/settings/session.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { Door } from './door.tsx';
import styles from './door.module.css';
import { tokenInAddress } from './one-time-token.ts';

/** A colleague comes in with the link of an invitation. */
export function InvitationPage() {
  const navigate = useNavigate();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const accept = useWrite(acceptInvitation);
  const token = tokenInAddress();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate(
      { body: { token, name, password } },
      { onSuccess: () => void navigate({ to: paths.today }) },
    );
  };
  return (
    <Door title="Welcome" lead="A colleague has invited you. Say who you are.">
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Your name"
          autoComplete="name"
          required
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters; a few words are better than a few signs."
          required
          minLength={12}
          maxLength={128}
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Problem of={accept.error} />
        <Button
          type="submit"
          look="main"
          busy={accept.isPending}
          whyNot={token === '' ? 'Open the link of the invitation.' : undefined}
        >
          Come in
        </Button>
      </form>
    </Door>
  );
}
