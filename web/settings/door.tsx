import type { ReactNode } from 'react';
import styles from './door.module.css';

/** The pages before one is inside. */
export function Door({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead: string;
  readonly children: ReactNode;
}) {
  return (
    <main className={styles.door}>
      <title>{`${title} · Goodterms`}</title>
      <div className={styles.sheet}>
        <p className={styles.mark}>
          <img src="/icon.svg" width="24" height="24" alt="" />
          Goodterms
        </p>
        <h1>{title}</h1>
        <p className={styles.lead}>{lead}</p>
        {children}
      </div>
    </main>
  );
}
