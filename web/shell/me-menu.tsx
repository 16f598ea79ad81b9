import { signOut } from '@goodterms/api/settings/session.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice } from '@goodterms/ui/field.tsx';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useWrite } from '../asking.ts';
import { paths } from '../paths.ts';
import { prefer, usePreferences, type Preferences } from '../preferences.ts';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';
import { initialsOf } from './initials.ts';
import styles from './menu.module.css';

/** Who I am, how I like to read, and the way out. */
export function MeMenu({ onKeys }: { readonly onKeys: () => void }) {
  const id = useId();
  const { user, role } = useSession();
  const leave = useLeave();
  return (
    <>
      <button type="button" className={styles.me} popoverTarget={id}>
        <span aria-hidden="true">{initialsOf(user.name)}</span>
        <span className="aloud">{user.name}: theme, keys, sign out</span>
      </button>
      <div id={id} popover="auto" className={styles.menu}>
        <div>
          <strong>{user.name}</strong>
          <p className={styles.soft}>
            {user.email}, {role}
          </p>
        </div>
        <ReadingChoices />
        <Link to={paths.settings} params={{ part: 'you' }}>
          Password and sessions
        </Link>
        <Button look="quiet" keyHint="?" onClick={onKeys}>
          Show the keys
        </Button>
        <Problem of={leave.error} />
        <Button busy={leave.isPending} onClick={leave.now}>
          Sign out
        </Button>
      </div>
    </>
  );
}

const THEMES = [
  { value: 'system', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
];
const DENSITIES = [
  { value: 'comfortable', label: 'Comfortable, 36 px' },
  { value: 'dense', label: 'Dense, 28 px' },
];

export function ReadingChoices() {
  const { theme, density } = usePreferences();
  return (
    <div className={styles.part}>
      <Choice
        label="Theme"
        options={THEMES}
        value={theme}
        onChange={(event) => prefer({ theme: event.target.value as Preferences['theme'] })}
      />
      <Choice
        label="Rows"
        options={DENSITIES}
        value={density}
        onChange={(event) => prefer({ density: event.target.value as Preferences['density'] })}
      />
    </div>
  );
}

function useLeave() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const leave = useWrite(signOut);
  return {
    ...leave,
    now: () =>
      leave.mutate(
        {},
        {
          onSuccess: () => {
            client.clear();
            void navigate({ to: paths.signIn });
          },
        },
      ),
  };
}
