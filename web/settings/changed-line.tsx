import { MomentText } from '@goodterms/ui/day-text.tsx';
import styles from './settings.module.css';

/** Who changed a settings document last. */
export function ChangedLine({
  of: { version, changedAt, changedBy },
}: {
  readonly of: {
    readonly version: number;
    readonly changedAt: string | null;
    readonly changedBy: string | null;
  };
}) {
  return (
    <span className={styles.soft}>
      {changedAt === null ? (
        'As it came.'
      ) : (
        <>
          Version {version}, changed <MomentText at={changedAt} />
          {changedBy && ` by ${changedBy}`}.
        </>
      )}
    </span>
  );
}
