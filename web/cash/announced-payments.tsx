import type { RemittanceAdviceJson } from '@goodterms/api/cash/remittance-advice.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { paths } from '../paths.ts';
import { useSession } from '../session.ts';
import styles from './short-payments.module.css';

/** Payments that were announced and have not come. */
export function AnnouncedPayments({ rows }: { readonly rows: readonly RemittanceAdviceJson[] }) {
  return (
    <>
      <p className={styles.soft}>
        An advice alone stops no reminder. On the page of the customer it can be noted as a promise.
      </p>
      <ul className={styles.list} aria-label="Announced payments">
        {rows.map((advice) => (
          <li key={advice.id} className={styles.row}>
            <AnnouncedPayment of={advice} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** One of them, with what else can be done about it where it is shown. */
export function AnnouncedPayment({
  of,
  children,
}: {
  readonly of: RemittanceAdviceJson;
  readonly children?: ReactNode;
}) {
  const { today } = useSession();
  const { customer, total, paidOn, lines } = of;
  const why = [...new Set(lines.flatMap(({ deductionReason }) => deductionReason ?? []))];
  return (
    <div className={styles.short}>
      <p className={styles.head}>
        {customer ? (
          <Link to={paths.customer} params={{ customerId: customer.id }} search={{}}>
            {customer.name}
          </Link>
        ) : (
          <strong>{of.payerName ?? 'Unknown payer'}</strong>
        )}
        <span>
          announced {total ? <strong>{amountText(total)}</strong> : 'a payment'}
          {paidOn && (
            <>
              {' '}
              for <DayText on={paidOn} today={today} />
            </>
          )}{' '}
          in {of.fileName}, which came <DayText on={of.receivedOn} today={today} />.
        </span>
      </p>
      <p className={styles.soft}>
        {lines.length <= LISTED_AT_MOST
          ? lines.map(({ reference }) => reference).join(', ')
          : counted(lines.length, 'document')}
        {why.length > 0 && <>; they say: “{why.join('”, “')}”</>}
      </p>
      {children}
    </div>
  );
}

const LISTED_AT_MOST = 6;
