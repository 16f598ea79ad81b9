import {
  changeRole,
  disableMember,
  enableMember,
  listMembers,
  roleField,
} from '@goodterms/api/settings/members.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { MomentText } from '@goodterms/ui/day-text.tsx';
import { Choice } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { Invitations, InviteForm } from './invitations.tsx';
import { roleOf } from './roles.ts';

type Members = ReplyOf<typeof listMembers>;

/** Who works here, with which rights, and who is invited. */
export function PeoplePart() {
  const query = useQuery(asking(listMembers, {}));
  return (
    <Loaded query={query}>
      {({ members, invitations }) => (
        <>
          <MemberTable members={members} />
          <Invitations of={invitations} />
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
  const enable = useWrite(enableMember);
  const mayNot = useWhyNot('settings.write');
  return (
    <>
      <Problem of={change.error ?? disable.error ?? enable.error} />
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
                  options={roleField.options.map((one) => ({ value: one, label: one }))}
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
              disabledAt === null ? (
                <Button
                  look="quiet"
                  busy={disable.isPending}
                  whyNot={mayNot ?? (userId === user.id ? 'This is you.' : undefined)}
                  onClick={() => disable.mutate({ params: { userId }, body: {} })}
                >
                  Let in no more<span className="aloud">: {name}</span>
                </Button>
              ) : (
                <Button
                  look="quiet"
                  busy={enable.isPending}
                  whyNot={mayNot}
                  onClick={() => enable.mutate({ params: { userId } })}
                >
                  Let in again<span className="aloud">: {name}</span>
                </Button>
              ),
          },
        ]}
      />
    </>
  );
}
