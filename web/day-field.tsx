import { addDays, monthEnd, toDay, weekdayOf, type Day } from '@goodterms/core/kernel/day.ts';
import { dayWords } from '@goodterms/ui/day-words.ts';
import { TextField } from '@goodterms/ui/field.tsx';
import styles from './day-field.module.css';

/** A day, with the four that are said most often one click away. */
export function DayField({
  label,
  value,
  onChange,
  today,
  problem,
  required = true,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (on: string) => void;
  readonly today: string;
  readonly problem?: string | undefined;
  readonly required?: boolean;
}) {
  return (
    <div className={styles.field}>
      <TextField
        label={label}
        type="date"
        value={value}
        min={today}
        required={required}
        problem={problem}
        onChange={(event) => onChange(event.target.value)}
      />
      <div className={styles.choices}>
        {choicesFrom(toDay(today)).map((on) => (
          <button
            key={on}
            type="button"
            className={styles.choice}
            aria-pressed={on === value}
            onClick={() => onChange(on)}
          >
            {dayWords(on, today)}
          </button>
        ))}
      </div>
    </div>
  );
}

const FRIDAY = 5;
const SATURDAY = 6;

/** The next working day, this or next Friday, in a week, and the end of the month. */
function choicesFrom(today: Day): Day[] {
  const toFriday = (FRIDAY - weekdayOf(today) + 7) % 7 || 7;
  const days = [
    workingDay(addDays(today, 1)),
    addDays(today, toFriday),
    workingDay(addDays(today, 7)),
    monthEnd(today) > today ? monthEnd(today) : monthEnd(addDays(today, 1)),
  ];
  return [...new Set(days)].toSorted();
}

function workingDay(from: Day): Day {
  const weekday = weekdayOf(from);
  return weekday < SATURDAY ? from : addDays(from, 8 - weekday);
}
