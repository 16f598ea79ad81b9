import {
  changeRole,
  disableMember,
  inviteMember,
  listMembers,
  roleField,
} from '@goodterms/api/settings/members.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { Secret } from './secret.tsx';
import styles from './settings.module.css';

type Members = ReplyOf<typeof listMembers>;
export type Role = (typeof roleField.options)[number];

export const ROLES: readonly { readonly value: Role; readonly label: string }[] = [
  { value: 'owner', label: 'Owner: everything' },
  { value: 'manager', label: 'Manager: approves and changes rules' },
  { value: 'collector', label: 'Collector: talks to customers' },
  { value: 'clerk', label: 'Clerk: applies cash' },
  { value: 'viewer', label: 'Viewer: reads' },
];

export const roleOf = (text: string): Role =>
  roleField.options.find((role) => role === text) ?? 'viewer';

/** Who works here, with which rights, and who is invited. */
export function PeoplePart() {
  const query = useQuery(asking(listMembers, {}));
  return (
    <Loaded query={query}>
      {({ members, invitations }) => (
        <>
          <MemberTable members={members} />
          {invitations.length > 0 && (
            <section className={styles.part}>
              <h2>Invited</h2>
              <ul>
                {invitations.map(({ id, email, role, expiresAt }) => (
                  <li key={id}>
                    {email}, {role}{' '}
                    <span className={styles.soft}>
                      valid until <MomentText at={expiresAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <InviteForm />
        </>
      )}
    </Loaded>
  );
}

function MemberTable({ members }: { readonly members: Members['members'] }) {
  const { user } = useSession();
  const change = useWrite(changeRole);
  const disable = useWrite(disableMember);
  const mayNot = useWhyNot('settings.write');
  return (
    <>
      <Problem of={change.error ?? disable.error} />
      <Table
        caption="People"
        rows={members}
        rowKey={({ userId }) => userId}
        columns={[
          {
            key: 'name',
            head: 'Name',
            wide: true,
            cell: ({ name, userId }) => (userId === user.id ? `${name} (you)` : name),
          },
          { key: 'email', head: 'E-mail', spare: true, cell: ({ email }) => email },
          {
            key: 'role',
            head: 'Role',
            cell: ({ userId, name, role, disabledAt }) =>
              disabledAt === null ? (
                <Choice
                  label={`Role of ${name}`}
                  labelHidden
                  options={ROLES}
                  value={role}
                  disabled={mayNot !== undefined || change.isPending}
                  onChange={(event) =>
                    change.mutate({
                      params: { userId },
                      body: { role: roleOf(event.target.value) },
                    })
                  }
                />
              ) : (
                <StateWord state="ended">
                  Let in no more since <MomentText at={disabledAt} />
                </StateWord>
              ),
          },
          {
            key: 'end',
            head: <span className="aloud">End</span>,
            right: true,
            cell: ({ userId, name, disabledAt }) =>
              disabledAt === null && (
                <Button
                  look="quiet"
                  aria-label={`Let ${name} in no more`}
                  busy={disable.isPending}
                  whyNot={mayNot ?? (userId === user.id ? 'This is you.' : undefined)}
                  onClick={() => disable.mutate({ params: { userId }, body: {} })}
                >
                  Let in no more
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function InviteForm() {
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
