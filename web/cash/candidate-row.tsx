import { Amount } from '@goodterms/ui/amount.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { useSession } from '../session.ts';
import styles from './choose.module.css';
import type { Candidate, Part } from './chosen-parts.ts';

/** An open invoice that may be ticked, and when it is, how much goes to it. */
export function CandidateRow({
  item,
  part,
  withAmount,
  onTick,
  onAmount,
}: {
  readonly item: Candidate;
  readonly part: Part | undefined;
  readonly withAmount: boolean;
  readonly onTick: (isChosen: boolean) => void;
  readonly onAmount: (amount: string) => void;
}) {
  const { today } = useSession();
  return (
    <div className={styles.candidate}>
      <input
        type="checkbox"
        aria-label={`${item.reference} of ${item.customerName}`}
        checked={part !== undefined}
        onChange={(event) => onTick(event.target.checked)}
      />
      <span className={styles.name}>
        {item.reference}{' '}
        <span className={styles.soft}>
          {item.customerName}, due <DayText on={item.dueOn} today={today} />
        </span>
      </span>
      <Amount of={item.open} />
      {withAmount && part && (
        <span className={styles.part}>
          <TextField
            label={`Set against ${item.reference}`}
            labelHidden
            inputMode="decimal"
            value={part.amount}
            onChange={(event) => onAmount(event.target.value)}
          />
        </span>
      )}
    </div>
  );
}
