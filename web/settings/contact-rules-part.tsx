import {
  changeContactRules,
  listHolidays,
  readContactRules,
  type ContactRulesJson,
} from '@goodterms/api/settings/settings.ts';
import { addDays, toDay } from '@goodterms/core/kernel/day.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { DayText } from '@goodterms/ui/day-text.tsx';
import { FieldRow, TextField, Tick } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { useSession, useWhyNot } from '../session.ts';
import { ChangedLine } from './changed-line.tsx';
import { SaveLine } from './save-line.tsx';
import styles from './settings.module.css';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** When and how often anybody may be written to, and how fresh the bank data must be. */
export function ContactRulesPart() {
  const query = useQuery(asking(readContactRules, {}));
  return (
    <>
      <Loaded query={query}>{(answer) => <Form key={answer.version} answer={answer} />}</Loaded>
      <Holidays />
    </>
  );
}

/** Typed, because the fields for times of browsers do not know the end of a day, 24:00. */
const TIME = { required: true, pattern: '\\d\\d:\\d\\d', placeholder: '08:00', maxLength: 5 };

type NumberPart = {
  [Name in keyof ContactRulesJson]: ContactRulesJson[Name] extends number ? Name : never;
}[keyof ContactRulesJson];

type NumberWords = {
  readonly label: string;
  readonly hint: string;
  readonly min: number;
  readonly max: number;
};

const NUMBERS: Readonly<Record<NumberPart, NumberWords>> = {
  reviewMinutes: {
    label: 'Minutes that a planned message waits to be looked at',
    hint: 'Before that it does not leave, and anybody can take it back.',
    min: 0,
    max: 2880,
  },
  minDaysBetweenMessages: {
    label: 'Days between two messages to one customer',
    hint: 'Whatever the reason of the message.',
    min: 1,
    max: 60,
  },
  maxBankAgeBusinessDays: {
    label: 'Bank data may be this many working days old',
    hint: 'Older, and nobody is written to: they may have paid.',
    min: 0,
    max: 30,
  },
  promiseGraceBusinessDays: {
    label: 'Working days of grace after a promised day',
    hint: 'Money needs a day or two to arrive.',
    min: 0,
    max: 10,
  },
  promiseHorizonDays: {
    label: 'Days ahead that a promise may reach',
    hint: 'Further away, agree instalments.',
    min: 1,
    max: 120,
  },
  maxHoldDays: {
    label: 'Days that a hold may last',
    hint: 'Then somebody looks again.',
    min: 1,
    max: 366,
  },
};
const NUMBER_PARTS = Object.keys(NUMBERS) as NumberPart[];

function Form({ answer }: { readonly answer: ReplyOf<typeof readContactRules> }) {
  const [draft, setDraft] = useState(answer.contactRules);
  const save = useWrite(changeContactRules);
  const mayNot = useWhyNot('collections.approve');
  const isSame = JSON.stringify(draft) === JSON.stringify(answer.contactRules);
  const write = (part: Partial<ContactRulesJson>) => setDraft((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { contactRules: draft } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <fieldset className={styles.ticks}>
        <legend>Working days</legend>
        {WEEKDAYS.map((name, place) => (
          <Tick
            key={name}
            label={name}
            checked={draft.workingWeekdays.includes(place + 1)}
            onChange={(event) =>
              write({
                workingWeekdays: event.target.checked
                  ? [...draft.workingWeekdays, place + 1].toSorted((a, b) => a - b)
                  : draft.workingWeekdays.filter((weekday) => weekday !== place + 1),
              })
            }
          />
        ))}
      </fieldset>
      <FieldRow>
        <TextField
          label="Messages leave from"
          {...TIME}
          value={draft.sendFrom}
          onChange={(event) => write({ sendFrom: event.target.value })}
        />
        <TextField
          label="until"
          {...TIME}
          value={draft.sendUntil}
          hint="In the customer's own time."
          onChange={(event) => write({ sendUntil: event.target.value })}
        />
        <TextField
          label="Public holidays of"
          maxLength={2}
          placeholder="DE"
          value={draft.holidayCountry}
          onChange={(event) => write({ holidayCountry: event.target.value.toUpperCase() })}
        />
      </FieldRow>
      <FieldRow roomy>
        {NUMBER_PARTS.map((name) => (
          <TextField
            key={name}
            {...NUMBERS[name]}
            type="number"
            required
            value={draft[name]}
            onChange={(event) => write({ [name]: event.target.valueAsNumber || 0 })}
          />
        ))}
      </FieldRow>
      <ClosedDays days={draft.closedDays} onChange={(closedDays) => write({ closedDays })} />
      <SaveLine
        error={save.error}
        isPending={save.isPending}
        whyNot={mayNot ?? (isSame ? 'Nothing has changed.' : undefined)}
      >
        <ChangedLine of={answer} />
      </SaveLine>
    </form>
  );
}

function ClosedDays({
  days,
  onChange,
}: {
  readonly days: ContactRulesJson['closedDays'];
  readonly onChange: (days: ContactRulesJson['closedDays']) => void;
}) {
  const { today } = useSession();
  const [on, setOn] = useState('');
  const [name, setName] = useState('');
  return (
    <section className={styles.part}>
      <h2>Days on which we are closed</h2>
      <ul>
        {days.map((day) => (
          <li key={day.on}>
            <DayText on={day.on} today={today} />, {day.name}{' '}
            <Button
              look="quiet"
              aria-label={`Remove ${day.name}`}
              onClick={() => onChange(days.filter((other) => other.on !== day.on))}
            >
              Remove
            </Button>
          </li>
        ))}
      </ul>
      <FieldRow>
        <TextField
          label="Day"
          type="date"
          value={on}
          onChange={(event) => setOn(event.target.value)}
        />
        <TextField
          label="Name"
          maxLength={80}
          placeholder="Stocktaking"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </FieldRow>
      <div>
        <Button
          whyNot={on === '' || name === '' ? 'Name a day and what it is.' : undefined}
          onClick={() => {
            const others = days.filter((day) => day.on !== on);
            onChange([...others, { on, name }].toSorted((a, b) => (a.on < b.on ? -1 : 1)));
            setOn('');
            setName('');
          }}
        >
          Add the day
        </Button>
      </div>
    </section>
  );
}

/** What the calendar knows for the coming year. */
function Holidays() {
  const { today } = useSession();
  const until = addDays(toDay(today), 365);
  const query = useQuery(asking(listHolidays, { query: { from: today, until } }));
  return (
    <section className={styles.part}>
      <h2>The coming year</h2>
      <Loaded query={query} rows={4}>
        {({ holidays }) =>
          holidays.length === 0 ? (
            <p className={styles.soft}>No holiday is known. Name a country above.</p>
          ) : (
            <ul className={styles.holidays}>
              {holidays.map(({ on, name }) => (
                <li key={on + name}>
                  <DayText on={on} today={today} /> {name}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}
