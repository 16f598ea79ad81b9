import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import { amountText, isZero } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { useSession } from '../session.ts';
import styles from './line-decision.module.css';

/** The items that a line settles or would settle, each with its part. */
export function LineItems({ of }: { readonly of: NonNullable<BankLineJson['match']>['items'] }) {
  const { today } = useSession();
  const areOfSeveral = new Set(of.map(({ customerName }) => customerName)).size > 1;
  return (
    <ul>
      {of.map((item) => (
        <li key={`${item.openItemId} ${item.creditNote?.id}`} className={styles.item}>
          <span>
            <span className={styles.reference}>{item.reference}</span>
            {item.creditNote && <>, by {item.creditNote.reference}</>}{' '}
            <span className={styles.soft}>
              {areOfSeveral && `${item.customerName}, `}due{' '}
              <DayText on={item.dueOn} today={today} />
              {isZero(item.open) ? '' : `, ${amountText(item.open)} open`}
            </span>
          </span>
          <Amount of={item.applied} />
        </li>
      ))}
    </ul>
  );
}
