import type { MoneyJson } from '@goodterms/api/fields.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useSession } from '../session.ts';

type Credit = {
  readonly id: string;
  readonly kind: string;
  readonly reference: string;
  readonly receivedOn: string;
  readonly amount: MoneyJson;
  readonly unallocated: MoneyJson;
};

/** Payments and credit notes of which something is left: it is theirs, and it is not asked for. */
export function Credits({ of }: { readonly of: readonly Credit[] }) {
  const { today } = useSession();
  if (of.length === 0) return null;
  return (
    <Panel title="Credits" level={3}>
      <Table
        caption="Payments and credit notes"
        rows={of}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'reference',
            head: 'Credit',
            wide: true,
            cell: ({ reference, kind }) => `${reference} (${kind.replaceAll('_', ' ')})`,
          },
          {
            key: 'received',
            head: 'Received',
            cell: ({ receivedOn }) => <DayText on={receivedOn} today={today} />,
          },
          {
            key: 'amount',
            head: 'Amount',
            right: true,
            spare: true,
            cell: ({ amount }) => <Amount of={amount} />,
          },
          {
            key: 'left',
            head: 'Left',
            right: true,
            cell: ({ unallocated }) => <Amount of={unallocated} strong />,
          },
        ]}
      />
    </Panel>
  );
}
