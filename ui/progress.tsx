import styles from './progress.module.css';

/** How far something is, always with its count in words: '3 of 49 done'. */
export function Progress({
  value,
  of,
  says,
  quiet = false,
}: {
  readonly value: number;
  readonly of: number;
  readonly says: string;
  /** The words stand elsewhere already. */
  readonly quiet?: boolean;
}) {
  const share = of === 0 ? 0 : Math.min(100, (value / of) * 100);
  return (
    <div className={styles.progress}>
      <svg
        className={styles.bar}
        viewBox="0 0 100 4"
        preserveAspectRatio="none"
        role="progressbar"
        aria-label={says}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuenow={value}
        aria-valuetext={says}
      >
        <rect className={styles.track} width="100" height="4" />
        <rect className={styles.done} width={share} height="4" />
      </svg>
      {!quiet && <span className={styles.words}>{says}</span>}
    </div>
  );
}
