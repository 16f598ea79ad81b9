import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import styles from './panel.module.css';

/** A part of a page with a heading of its own; where it can be left, Escape and a button do it. */
export function Panel({
  title,
  beside,
  onClose,
  children,
  level = 2,
  look = 'flat',
}: {
  readonly title: ReactNode;
  /** What stands at the end of the heading's line. */
  readonly beside?: ReactNode;
  readonly onClose?: () => void;
  readonly children: ReactNode;
  readonly level?: 2 | 3;
  readonly look?: 'flat' | 'raised';
}) {
  const Heading = level === 2 ? 'h2' : 'h3';
  return (
    <section className={`${styles.panel} ${styles[look]}`}>
      <header className={styles.head}>
        <Heading>{title}</Heading>
        {beside}
        {onClose && (
          <Button look="quiet" keyHint="Escape" onClick={onClose}>
            Close
          </Button>
        )}
      </header>
      {children}
    </section>
  );
}
