import { sentenceOf } from './call.ts';
import styles from './problem.module.css';

/** Why it was not done, shown where the action was and read out. */
export function Problem({ of }: { readonly of: unknown }) {
  return (
    <div role="alert">
      {of !== null && of !== undefined && <p className={styles.problem}>{sentenceOf(of)}</p>}
    </div>
  );
}
