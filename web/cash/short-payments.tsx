import type { ShortPaymentJson } from '@goodterms/api/cash/short-payments.ts';
import { counted } from '@goodterms/ui/day-words.ts';
import { ShortPayment } from './short-payment.tsx';
import styles from './short-payments.module.css';

/** The payments that wait for somebody to say why they were less, the oldest first. */
export function ShortPayments({
  rows,
  waiting,
}: {
  readonly rows: readonly ShortPaymentJson[];
  readonly waiting: number;
}) {
  return (
    <>
      <p className={styles.soft}>
        Nobody asks the customer for these parts until you say why they are missing.
      </p>
      <ul className={styles.list} aria-label="Payments that left a part open">
        {rows.map((short) => (
          <li key={short.id} className={styles.row}>
            <ShortPayment of={short} />
          </li>
        ))}
      </ul>
      {waiting > rows.length && (
        <p className={styles.soft}>
          And {counted(waiting - rows.length, 'more payment')} after these.
        </p>
      )}
    </>
  );
}
