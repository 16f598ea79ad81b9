import {
  listAnnouncedPayments,
  type RemittanceAdviceJson,
} from '@goodterms/api/cash/remittance-advice.ts';
import { makePromise } from '@goodterms/api/collections/promise-to-pay.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking, useWrite } from '../asking.ts';
import { AnnouncedPayment } from '../cash/announced-payments.tsx';
import { Problem } from '../problem.tsx';
import { useSession, useWhyNot } from '../session.ts';

/** What a customer has announced and not paid yet; a person makes it a promise, with its day. */
export function AnnouncedPart({ customerId }: { readonly customerId: string }) {
  const found = useQuery(asking(listAnnouncedPayments, { query: { customerId } })).data;
  if (found === undefined || found.rows.length === 0) return null;
  return (
    <Panel title="Announced, not here yet" level={3}>
      {found.rows.map((advice) => (
        <AnnouncedPayment key={advice.id} of={advice}>
          <AsPromise customerId={customerId} advice={advice} />
        </AnnouncedPayment>
      ))}
    </Panel>
  );
}

function AsPromise({
  customerId,
  advice: { total, paidOn, fileName, lines },
}: {
  readonly customerId: string;
  readonly advice: RemittanceAdviceJson;
}) {
  const { today } = useSession();
  const promise = useWrite(makePromise);
  const mayNot = useWhyNot('collections.write');
  const note = () => {
    if (total === null) return;
    promise.mutate({
      params: { customerId },
      body: {
        amount: total,
        promisedFor: paidOn !== null && paidOn > today ? paidOn : today,
        said: `Announced in ${fileName}.`,
        channel: 'mail',
        openItemIds: lines.flatMap(({ openItemId }) => openItemId ?? []),
      },
    });
  };
  const done = promise.isSuccess ? 'It is noted as a promise.' : undefined;
  const unknown = total === null ? 'The advice says no total.' : undefined;
  return (
    <div>
      <Button busy={promise.isPending} whyNot={mayNot ?? done ?? unknown} onClick={note}>
        Note it as a promise
      </Button>
      <Problem of={promise.error} />
    </div>
  );
}
