import { Button } from '@goodterms/ui/button.tsx';
import type { ReactNode } from 'react';
import { Problem } from '../problem.tsx';
import styles from './settings.module.css';

/** The end of a settings form: what went wrong, the verb, who changed it last. */
export function SaveLine({
  error,
  isPending,
  whyNot,
  children,
}: {
  readonly error: unknown;
  readonly isPending: boolean;
  readonly whyNot: string | undefined;
  readonly children: ReactNode;
}) {
  return (
    <>
      <Problem of={error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={isPending} whyNot={whyNot}>
          Keep the change
        </Button>
        {children}
      </div>
    </>
  );
}
