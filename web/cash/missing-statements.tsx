import type { listStatements } from '@goodterms/api/cash/cash.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { DayText } from '@goodterms/ui/day-text.tsx';
import type { ReplyOf } from '../call.ts';
import { useSession } from '../session.ts';
import styles from './short-payments.module.css';

/** Statements that the bank has and we have not; each is gone from here when its file has come. */
export function MissingStatements({ of }: { readonly of: ReplyOf<typeof listStatements>['gaps'] }) {
  const { today } = useSession();
  return (
    <>
      <p className={styles.soft}>
        What was paid in these days is not known. Fetch the files from the bank and drop them here;
        what is here already changes nothing.
      </p>
      <ul className={styles.list} aria-label="Missing statements">
        {of.map(({ title, because, account, currency, from, until, difference }) => (
          <li key={`${account} ${currency} ${until}`} className={styles.row}>
            <div className={styles.short}>
              <p>
                <strong>
                  {title} of {account}
                </strong>
                , after <DayText on={from} today={today} /> and before{' '}
                <DayText on={until} today={today} />
              </p>
              <p className={styles.soft}>
                {because === 'balances' && difference !== null
                  ? `The next statement does not begin where this one ended: ${amountText(difference)} lies between them.`
                  : because === 'numbers'
                    ? 'The bank’s numbers leave it out.'
                    : 'There is a statement for every other business day.'}
              </p>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
