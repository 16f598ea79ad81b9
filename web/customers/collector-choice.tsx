import { listMembers } from '@goodterms/api/settings/members.ts';
import { Choice } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import { useSession } from '../session.ts';

/** Whose customers are shown: everybody's, mine, or a colleague's. */
export function CollectorChoice({
  value,
  onChange,
}: {
  readonly value: string | undefined;
  readonly onChange: (collector: string | undefined) => void;
}) {
  const { user, permissions } = useSession();
  const members = useQuery({
    ...asking(listMembers, {}),
    enabled: permissions.includes('settings.read'),
  });
  const colleagues = (members.data?.members ?? []).filter(
    ({ userId, disabledAt }) => userId !== user.id && disabledAt === null,
  );
  return (
    <Choice
      label="Whose customers"
      labelHidden
      value={value ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
      options={[
        { value: '', label: "Everybody's customers" },
        { value: user.id, label: 'Mine' },
        ...colleagues.map(({ userId, name }) => ({ value: userId, label: name })),
      ]}
    />
  );
}
