import { StateWord } from '@goodterms/ui/state-word.tsx';
import styles from './messages.module.css';

/** What the contact gate asked, and the answers in words. */
export function Checks({
  of,
}: {
  readonly of: readonly {
    readonly check: string;
    readonly passed: boolean;
    readonly sentence: string;
  }[];
}) {
  return (
    <ul className={styles.checks}>
      {of.map(({ check, passed, sentence }) => (
        <li key={check}>
          <StateWord state={passed ? 'paid' : 'held'}>
            <span className="aloud">{passed ? 'passed: ' : 'not passed: '}</span>
            <span className={styles.ink}>{sentence}</span>
          </StateWord>
        </li>
      ))}
    </ul>
  );
}
