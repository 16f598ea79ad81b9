import {
  inviteMember,
  revokeInvitation,
  type listMembers,
} from '@goodterms/api/settings/members.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { ROLES, roleOf, type Role } from './roles.ts';
import { Secret } from './secret.tsx';
import styles from './settings.module.css';

/** Who was asked in and has not come yet. */
export function Invitations({ of }: { readonly of: ReplyOf<typeof listMembers>['invitations'] }) {
  const revoke = useWrite(revokeInvitation);
  const mayNot = useWhyNot('settings.write');
  if (of.length === 0) return null;
  return (
    <section className={styles.part}>
      <h2>Invited</h2>
      <Problem of={revoke.error} />
      <ul>
        {of.map(({ id, email, role, expiresAt }) => (
          <li key={id}>
            {email}, {role}{' '}
            <span className={styles.soft}>
              valid until <MomentText at={expiresAt} />
            </span>
            <Button
              look="quiet"
              busy={revoke.isPending}
              whyNot={mayNot}
              onClick={() => revoke.mutate({ params: { invitationId: id } })}
            >
              Take back<span className="aloud">: {email}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function InviteForm() {
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<Role>('collector');
  const invite = useWrite(inviteMember);
  const mayNot = useWhyNot('settings.write');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    invite.mutate({ body: { email, role } }, { onSuccess: () => setEmail('') });
  };
  return (
    <section className={styles.part}>
      <h2>Invite a colleague</h2>
      <form className={styles.part} onSubmit={submit}>
        <FieldRow>
          <TextField
            label="E-mail"
            type="email"
            required
            value={email}
            onChange={(event) => setEmail(event.target.value)}
          />
          <Choice
            label="Role"
            options={ROLES}
            value={role}
            onChange={(event) => setRole(roleOf(event.target.value))}
          />
        </FieldRow>
        <Problem of={invite.error} />
        <div className={styles.end}>
          <Button type="submit" look="main" busy={invite.isPending} whyNot={mayNot}>
            Make a one-time link
          </Button>
        </div>
      </form>
      {invite.data && (
        <Secret
          says="Give this link to your colleague. It is shown once, and works once."
          text={invite.data.link}
        />
      )}
    </section>
  );
}
