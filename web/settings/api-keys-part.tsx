import { listApiKeys, makeApiKey, revokeApiKey } from '@goodterms/api/settings/members.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { EmptyState } from '@goodterms/ui/empty-state.tsx';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { ROLES, roleOf, type Role } from './roles.ts';
import { Secret } from './secret.tsx';
import styles from './settings.module.css';

type Key = ReplyOf<typeof listApiKeys>['keys'][number];

const LIVES = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'A year' },
  { value: '', label: 'Until it is ended' },
];

/** The keys with which scripts may call. */
export function ApiKeysPart() {
  const query = useQuery(asking(listApiKeys, {}));
  return (
    <Loaded query={query}>
      {({ keys }) => (
        <>
          {keys.length === 0 ? (
            <EmptyState title="No keys yet">
              A script needs one to call the interface under /api; what it may do is its role.
            </EmptyState>
          ) : (
            <KeyTable keys={keys} />
          )}
          <MakeKey />
        </>
      )}
    </Loaded>
  );
}

function KeyTable({ keys }: { readonly keys: readonly Key[] }) {
  const revoke = useWrite(revokeApiKey);
  const mayNot = useWhyNot('settings.write');
  return (
    <>
      <Problem of={revoke.error} />
      <Table
        caption="API keys"
        rows={keys}
        rowKey={({ id }) => id}
        columns={[
          { key: 'name', head: 'Name', wide: true, cell: ({ name }) => name },
          { key: 'prefix', head: 'Begins with', cell: ({ prefix }) => prefix },
          { key: 'role', head: 'Role', cell: ({ role }) => role },
          {
            key: 'used',
            head: 'Last used',
            spare: true,
            cell: ({ lastUsedAt }) => (lastUsedAt ? <MomentText at={lastUsedAt} /> : 'never'),
          },
          {
            key: 'until',
            head: 'Until',
            spare: true,
            cell: ({ expiresAt }) => (expiresAt ? <MomentText at={expiresAt} /> : 'ended by hand'),
          },
          {
            key: 'end',
            head: <span className="aloud">End</span>,
            right: true,
            cell: ({ id, name, revokedAt }) =>
              revokedAt ? (
                <StateWord state="ended">ended</StateWord>
              ) : (
                <Button
                  look="quiet"
                  busy={revoke.isPending}
                  whyNot={mayNot}
                  onClick={() => revoke.mutate({ params: { keyId: id }, body: {} })}
                >
                  End it<span className="aloud">: {name}</span>
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}

function MakeKey() {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('viewer');
  const [days, setDays] = useState('90');
  const make = useWrite(makeApiKey);
  const mayNot = useWhyNot('settings.write');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const life = days === '' ? {} : { expiresInDays: Number(days) };
    make.mutate({ body: { name, role, ...life } }, { onSuccess: () => setName('') });
  };
  return (
    <section className={styles.part}>
      <h2>Make a key</h2>
      <form className={styles.part} onSubmit={submit}>
        <FieldRow>
          <TextField
            label="What it is for"
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Choice
            label="Role"
            options={ROLES}
            value={role}
            onChange={(event) => setRole(roleOf(event.target.value))}
          />
          <Choice
            label="Lives"
            options={LIVES}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        </FieldRow>
        <Problem of={make.error} />
        <div className={styles.end}>
          <Button type="submit" look="main" busy={make.isPending} whyNot={mayNot}>
            Make the key
          </Button>
        </div>
      </form>
      {make.data && (
        <Secret
          says="This is the key. It is shown once; here only its trace is kept."
          text={make.data.key}
        />
      )}
    </section>
  );
}
