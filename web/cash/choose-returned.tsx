import { findReturnedPayments, type BankLineJson } from '@goodterms/api/cash/cash.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { Panel } from '@goodterms/ui/panel.tsx';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import { Loaded } from '../loaded.tsx';
import { useSession } from '../session.ts';
import styles from './choose.module.css';
import type { LineActions } from './line-actions.ts';

/** Which payment it was that the bank took back; what it had settled is open again. */
export function ChooseReturned({
  line,
  actions,
  onDone,
  onLeave,
}: {
  readonly line: BankLineJson;
  readonly actions: LineActions;
  readonly onDone: (isDone: boolean) => void;
  readonly onLeave: () => void;
}) {
  const { today } = useSession();
  const found = useQuery(asking(findReturnedPayments, { params: { lineId: line.id } }));
  return (
    <Panel title="Which payment went back" level={3} look="raised" onClose={onLeave}>
      <Loaded query={found} rows={3}>
        {({ payments }) => (
          <ul className={styles.customers}>
            {payments.map((payment, place) => (
              <li key={payment.lineId} className={styles.payment}>
                <span>
                  {payment.customerName ?? payment.payerName ?? 'unknown payer'}{' '}
                  <span className={styles.soft}>
                    <DayText on={payment.bookedOn} today={today} />, {payment.remittance}
                  </span>
                </span>
                <Amount of={payment.amount} />
                <Button
                  busy={actions.isPending}
                  // Opened to choose.
                  // oxlint-disable-next-line jsx-a11y/no-autofocus
                  autoFocus={place === 0}
                  onClick={() => void actions.nameReturned(line, payment.lineId).then(onDone)}
                >
                  This one
                </Button>
              </li>
            ))}
            {payments.length === 0 && (
              <li className={styles.soft}>
                No payment of this amount is in the books. Say that it is not a receivable, or take
                in the statement that shows the payment.
              </li>
            )}
          </ul>
        )}
      </Loaded>
    </Panel>
  );
}
