import type { GatedItemJson } from '@goodterms/api/collections/customer-page.ts';
import { Amount } from '@goodterms/ui/amount.tsx';
import { dueWords } from '@goodterms/ui/day-words.ts';
import styles from './form.module.css';

/** Which items something is about. */
export function ItemTicks({
  legend,
  items,
  ticked,
  onTicked,
  today,
}: {
  readonly legend: string;
  readonly items: readonly GatedItemJson[];
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: (ticked: Set<string>) => void;
  readonly today: string;
}) {
  if (items.length === 0) return <p className={styles.soft}>Nothing is open.</p>;
  return (
    <fieldset className={styles.ticks}>
      <legend className={styles.legend}>{legend}</legend>
      <div className={styles.list}>
        {items.map(({ id, reference, dueOn, open }) => (
          <label key={id} className={styles.item}>
            <input
              type="checkbox"
              checked={ticked.has(id)}
              onChange={(event) => {
                const next = new Set(ticked);
                if (event.target.checked) next.add(id);
                else next.delete(id);
                onTicked(next);
              }}
            />
            <span className={styles.reference}>{reference}</span>
            <span className={styles.soft}>{dueWords(dueOn, today)}</span>
            <Amount of={open} />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
