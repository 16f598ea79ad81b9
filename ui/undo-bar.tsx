import { Button } from './button.tsx';
import styles from './undo-bar.module.css';

/** What was just done, and for ten seconds the way back. Read out when it comes. */
export function UndoBar({
  said,
  problem,
  onUndo,
}: {
  readonly said: string | undefined;
  readonly problem?: string | undefined;
  readonly onUndo: () => void;
}) {
  return (
    <div className={styles.place} role="status">
      {said !== undefined && (
        <div className={styles.bar}>
          <span>{problem ?? said}</span>
          {problem === undefined && (
            <Button look="quiet" keyHint="u" onClick={onUndo}>
              Undo
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
