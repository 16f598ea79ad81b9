import type { WorklistJson, WorklistRowJson } from '@goodterms/api/collections/worklist.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { AgeStrip } from '@goodterms/ui/age-strip.tsx';
import { Amounts } from '@goodterms/ui/amount.tsx';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Link } from '@tanstack/react-router';
import { paths } from '../paths.ts';
import { initialsOf } from '../shell/initials.ts';
import styles from './worklist.module.css';

/** One row for each customer, under the heading of its tier. */
export function Worklist({
  worklist,
  rows,
  current,
  today,
  onNext,
  onDone,
}: {
  readonly worklist: WorklistJson;
  readonly rows: readonly WorklistRowJson[];
  readonly current: string | undefined;
  readonly today: Day;
  readonly onNext: (row: WorklistRowJson) => void;
  readonly onDone: (row: WorklistRowJson) => void;
}) {
  return worklist.tiers.map(({ tier, title, count }) => {
    const inTier = rows.filter((row) => row.tier === tier);
    if (inTier.length === 0) return null;
    return (
      <section key={tier} className={styles.tier}>
        <h2 className={styles.heading}>
          {title} <span className={styles.count}>{count.toLocaleString('en-GB')}</span>
        </h2>
        <ul>
          {inTier.map((row) => (
            <WorklistRow
              key={row.customerId}
              row={row}
              isCurrent={row.customerId === current}
              today={today}
              onNext={() => onNext(row)}
              onDone={() => onDone(row)}
            />
          ))}
        </ul>
      </section>
    );
  });
}

function WorklistRow({
  row,
  isCurrent,
  today,
  onNext,
  onDone,
}: {
  readonly row: WorklistRowJson;
  readonly isCurrent: boolean;
  readonly today: Day;
  readonly onNext: () => void;
  readonly onDone: () => void;
}) {
  return (
    <li
      className={row.done ? `${styles.row} ${styles.done}` : styles.row}
      aria-current={isCurrent || undefined}
    >
      <input
        type="checkbox"
        className={styles.tick}
        aria-label={`${row.name} is done for today`}
        checked={row.done}
        onChange={onDone}
      />
      <Link
        id={rowId(row.customerId)}
        data-row
        className={styles.name}
        from={paths.today}
        to={paths.today}
        search={(now) => ({ ...now, customer: row.customerId, task: undefined })}
        title={row.name}
      >
        {row.name}
      </Link>
      <span className={styles.sentence} title={row.sentence}>
        {row.sentence}
      </span>
      <span className={styles.amounts}>
        <Amounts of={row.chaseable} strong />
      </span>
      <span className={styles.ages}>
        <AgeStrip of={row.ageStrip} />
      </span>
      <span className={styles.next}>
        {row.done ? (
          <StateWord state="paid">
            {row.nextOn ? <DayText on={row.nextOn} today={today} /> : 'done'}
          </StateWord>
        ) : (
          <Button look="quiet" onClick={onNext}>
            {row.nextAction}
          </Button>
        )}
      </span>
      <span className={styles.who} title={row.collectorName ?? 'Nobody has this customer'}>
        <span aria-hidden="true">{row.collectorName ? initialsOf(row.collectorName) : '–'}</span>
        <span className="aloud">{row.collectorName ?? 'nobody'}</span>
      </span>
    </li>
  );
}

/** The focus follows the row that is looked at, so that a screen reader says it. */
export function focusRow(customerId: string): void {
  const row = document.getElementById(rowId(customerId));
  row?.focus({ preventScroll: true });
  row?.closest('li')?.scrollIntoView({ block: 'nearest' });
}

function rowId(customerId: string): string {
  return `row-${customerId}`;
}
