import { StateWord } from '@goodterms/ui/state-word.tsx';
import styles from './messages.module.css';

/** What the check of tone and completeness says about a text. */
export function Findings({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) {
    return (
      <p>
        <StateWord state="paid">Complete and kind: the check finds nothing.</StateWord>
      </p>
    );
  }
  return (
    <ul className={styles.checks}>
      {of.map((finding) => (
        <li key={finding}>
          <StateWord state="ours">{finding}</StateWord>
        </li>
      ))}
    </ul>
  );
}
