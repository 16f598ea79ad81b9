import {
  add,
  moneyText,
  parseMoney,
  subtract,
  toCurrency,
  type Money,
} from '@goodterms/core/kernel/money.ts';
import type { MoneyJson } from '@goodterms/api/fields.ts';
import { amountText } from '@goodterms/ui/amount-text.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { useSession } from '../session.ts';
import styles from './statement-head.module.css';
import type { StatementRow } from './statement-list.tsx';

/** Of which account and days, with what it begins, and whether it adds up. */
export function StatementHead({ of }: { readonly of: StatementRow }) {
  const { today } = useSession();
  return (
    <header className={styles.head}>
      <p>
        <strong>{of.account}</strong>{' '}
        <span className={styles.soft}>
          {[of.reference && `statement ${of.reference}`, of.fileName].filter(Boolean).join(', ')},{' '}
          {counted(of.lines, 'line')}
        </span>
      </p>
      <AddsUp of={of} />
      {of.opening && (
        <p className={styles.balance}>
          <span>
            Opening balance
            {of.openingOn && (
              <>
                , <DayText on={of.openingOn} today={today} />
              </>
            )}
          </span>
          <Amount of={of.opening} strong />
        </p>
      )}
    </header>
  );
}

/** Stands under the last line. */
export function Closing({ of }: { readonly of: StatementRow }) {
  const { today } = useSession();
  if (of.closing === null) return null;
  return (
    <p className={styles.balance}>
      <span>
        Closing balance
        {of.closingOn && (
          <>
            , <DayText on={of.closingOn} today={today} />
          </>
        )}
      </span>
      <Amount of={of.closing} strong />
    </p>
  );
}

function AddsUp({ of }: { readonly of: StatementRow }) {
  if (of.addsUp === null)
    return (
      <StateWord state="ended">The file states no balances, so nothing can be checked.</StateWord>
    );
  if (of.addsUp)
    return <StateWord state="paid">Opening, lines and closing balance add up.</StateWord>;
  const missing = gapOf(of);
  return (
    <StateWord state="ours">
      Opening balance and lines do not come to the closing balance
      {missing && `: ${missing} is unexplained`}. Ask the bank for the statement again; nothing was
      repaired here.
    </StateWord>
  );
}

/** By how much the closing balance differs from the opening balance and what moved. */
function gapOf({ opening, closing, moved }: StatementRow): string | undefined {
  const [from, until, between] = [opening, closing, moved].map(toMoney);
  if (!from || !until || !between) return undefined;
  const gap = subtract(until, add(from, between));
  return amountText({ amount: moneyText(gap), currency: gap.currency });
}

function toMoney(json: MoneyJson | null): Money | undefined {
  return json === null ? undefined : parseMoney(json.amount, toCurrency(json.currency));
}
