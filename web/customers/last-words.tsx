import { MomentText } from '@goodterms/ui/day-text.tsx';
import styles from './customers.module.css';

/** What was last said, by whom and when. */
export function LastWords({
  of,
}: {
  readonly of: { readonly at: string; readonly by: string; readonly text: string };
}) {
  return (
    <figure className={styles.words}>
      <blockquote>{of.text}</blockquote>
      <figcaption className={styles.soft}>
        {of.by}, <MomentText at={of.at} />
      </figcaption>
    </figure>
  );
}
