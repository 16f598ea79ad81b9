import styles from './skeleton.module.css';

/** The place of rows that are on their way. */
export function Skeleton({
  rows = 6,
  says = 'Loading',
}: {
  readonly rows?: number;
  readonly says?: string;
}) {
  return (
    <div className={styles.skeleton} role="status" aria-label={says}>
      {Array.from({ length: rows }, (_, row) => (
        <svg key={row} className={styles.row} viewBox="0 0 100 12" preserveAspectRatio="none">
          <rect x="0" y="3" width={18 + ((row * 7) % 11)} height="6" rx="1" />
          <rect x="34" y="3" width={26 + ((row * 13) % 17)} height="6" rx="1" />
          <rect x={88 - ((row * 5) % 6)} y="3" width={12 + ((row * 5) % 6)} height="6" rx="1" />
        </svg>
      ))}
    </div>
  );
}
