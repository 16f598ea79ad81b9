import { listAnnouncedPayments } from '@goodterms/api/cash/remittance-advice.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { useQuery } from '@tanstack/react-query';
import { asking } from '../asking.ts';
import styles from './short-payments.module.css';

/** What the payer has written about a line in an advice of its own. */
export function LineAdvice({ lineId }: { readonly lineId: string }) {
  const found = useQuery(asking(listAnnouncedPayments, { query: { lineId } })).data;
  return (
    <>
      {found?.rows.map(({ id, fileName, lines }) => (
        <div key={id}>
          <p>The payer’s advice {fileName} names:</p>
          <ul className={styles.soft}>
            {lines.map(({ reference, amount, deductionReason }) => (
              <li key={reference}>
                {reference}
                {amount && `, ${amountText(amount)}`}
                {deductionReason && `: “${deductionReason}”`}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}
