import { setUp } from '@goodterms/api/settings/session.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice, TextField } from '@goodterms/ui/field.tsx';
import { useNavigate } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { paths } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { Door } from './door.tsx';
import styles from './door.module.css';
import { tokenInAddress } from './one-time-token.ts';

const ZONES = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone }));
const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The first company and its owner, with the one-time link that the first start printed. */
export function SetUpPage() {
  const navigate = useNavigate();
  const [draft, setDraft] = useState({
    companyName: '',
    timeZone: HERE,
    name: '',
    email: '',
    password: '',
  });
  const make = useWrite(setUp);
  const token = tokenInAddress();
  const write = (change: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...change }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate(
      { body: { token, ...draft } },
      { onSuccess: () => void navigate({ to: paths.today }) },
    );
  };
  return (
    <Door title="Set up Goodterms" lead="A company, its clock, and the person who owns it here.">
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Company"
          autoComplete="organization"
          required
          maxLength={200}
          value={draft.companyName}
          onChange={(event) => write({ companyName: event.target.value })}
        />
        <Choice
          label="Time zone"
          hint="Decides which day it is, and when anybody may be written to."
          options={ZONES}
          value={draft.timeZone}
          onChange={(event) => write({ timeZone: event.target.value })}
        />
        <TextField
          label="Your name"
          autoComplete="name"
          required
          maxLength={120}
          value={draft.name}
          onChange={(event) => write({ name: event.target.value })}
        />
        <TextField
          label="Your e-mail"
          type="email"
          autoComplete="username"
          required
          value={draft.email}
          onChange={(event) => write({ email: event.target.value })}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          hint="At least 12 characters; a few words are better than a few signs."
          required
          minLength={12}
          maxLength={128}
          value={draft.password}
          onChange={(event) => write({ password: event.target.value })}
        />
        <Problem of={make.error} />
        <Button
          type="submit"
          look="main"
          busy={make.isPending}
          whyNot={token === '' ? 'Open the link that the first start printed.' : undefined}
        >
          Set it up
        </Button>
      </form>
    </Door>
  );
}
