import { amountText, isZero, type AmountOf } from './amount-text.ts';
import styles from './amount.module.css';

/** An exact amount with its currency: never abbreviated, never wrapped; nothing is a dash. */
export function Amount({
  of,
  strong = false,
}: {
  readonly of: AmountOf;
  readonly strong?: boolean;
}) {
  return (
    <data
      value={`${of.amount} ${of.currency}`}
      className={strong ? `${styles.amount} ${styles.strong}` : styles.amount}
    >
      {isZero(of) ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="aloud">{amountText(of)}</span>
        </>
      ) : (
        amountText(of)
      )}
    </data>
  );
}

/** Amounts in several currencies, one under the other and never added up. */
export function Amounts({
  of,
  strong = false,
}: {
  readonly of: readonly AmountOf[];
  readonly strong?: boolean;
}) {
  if (of.length === 0) {
    return (
      <span className={styles.amount}>
        <span aria-hidden="true">–</span>
        <span className="aloud">nothing</span>
      </span>
    );
  }
  return (
    <span className={styles.stack}>
      {of.map((amount) => (
        <Amount key={amount.currency} of={amount} strong={strong} />
      ))}
    </span>
  );
}
