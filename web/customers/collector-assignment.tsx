import { assignCollector } from '@goodterms/api/customers/customers.ts';
import { listMembers } from '@goodterms/api/settings/members.ts';
import { Choice } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking, useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';

/** Who looks after this customer; whoever may, gives it to a colleague here. */
export function CollectorAssignment({
  customerId,
  collector,
}: {
  readonly customerId: string;
  readonly collector: { readonly userId: string; readonly name: string } | null;
}) {
  const { permissions } = useSession();
  const may = permissions.includes('customers.write') && permissions.includes('settings.read');
  const members = useQuery({ ...asking(listMembers, {}), enabled: may });
  const assign = useWrite(assignCollector);
  const colleagues = (members.data?.members ?? []).filter(({ disabledAt }) => disabledAt === null);
  if (!may || colleagues.length === 0) return collector?.name ?? 'nobody';
  return (
    <>
      <Choice
        label="Looked after by"
        labelHidden
        value={collector?.userId ?? ''}
        disabled={assign.isPending}
        options={[
          { value: '', label: 'nobody' },
          ...colleagues.map(({ userId, name }) => ({ value: userId, label: name })),
        ]}
        onChange={(event) =>
          assign.mutate({ params: { customerId }, body: { userId: event.target.value || null } })
        }
      />
      <Problem of={assign.error} />
    </>
  );
}
