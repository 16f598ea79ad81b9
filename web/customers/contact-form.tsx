import { addContact, changeContact, type ContactJson } from '@goodterms/api/customers/customers.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { FieldRow, TextField, Tick } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import styles from './customers.module.css';

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** A person at the customer: how to say the name, how and when they can be reached. */
export function ContactForm({
  customerId,
  contact,
  onDone,
}: {
  readonly customerId: string;
  readonly contact?: ContactJson;
  readonly onDone: () => void;
}) {
  const [draft, setDraft] = useState(() => draftOf(contact));
  const add = useWrite(addContact);
  const change = useWrite(changeContact);
  const write = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = bodyOf(draft);
    if (contact) {
      change.mutate({ params: { contactId: contact.id }, body }, { onSuccess: onDone });
    } else {
      add.mutate({ params: { customerId }, body }, { onSuccess: onDone });
    }
  };
  const text = (name: TextPart) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => write({ [name]: event.target.value }),
  });

  return (
    <form className={styles.fieldset} onSubmit={submit}>
      <FieldRow>
        <TextField label="Name" required maxLength={120} {...text('name')} />
        <TextField
          label="Greeted as"
          placeholder="Ms Larsen"
          maxLength={120}
          {...text('greetingName')}
        />
      </FieldRow>
      <FieldRow>
        <TextField label="Role" maxLength={80} {...text('role')} />
        <TextField label="Language" placeholder="en" maxLength={5} {...text('language')} />
      </FieldRow>
      <FieldRow>
        <TextField label="E-mail" type="email" maxLength={254} {...text('email')} />
        <TextField label="Telephone" type="tel" maxLength={60} {...text('phone')} />
      </FieldRow>
      <FieldRow>
        <TextField label="Open from" type="time" {...text('hoursFrom')} />
        <TextField label="Open until" type="time" {...text('hoursUntil')} />
      </FieldRow>
      <fieldset className={styles.weekdays}>
        <legend>Closed on</legend>
        {WEEKDAYS.map((name, place) => (
          <Tick
            key={name}
            label={name}
            checked={draft.closedWeekdays.includes(place + 1)}
            onChange={(event) =>
              write({
                closedWeekdays: event.target.checked
                  ? [...draft.closedWeekdays, place + 1].toSorted((a, b) => a - b)
                  : draft.closedWeekdays.filter((weekday) => weekday !== place + 1),
              })
            }
          />
        ))}
      </fieldset>
      <Tick
        label="The first to ask"
        checked={draft.isPrimary}
        onChange={(event) => write({ isPrimary: event.target.checked })}
      />
      <Problem of={add.error ?? change.error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={add.isPending || change.isPending}>
          {contact ? 'Keep the change' : 'Add the person'}
        </Button>
        <Button onClick={onDone}>Leave it</Button>
      </div>
    </form>
  );
}

type TextPart =
  | 'name'
  | 'greetingName'
  | 'role'
  | 'email'
  | 'phone'
  | 'language'
  | 'hoursFrom'
  | 'hoursUntil';
type Draft = Record<TextPart, string> & { isPrimary: boolean; closedWeekdays: number[] };

function draftOf(contact: ContactJson | undefined): Draft {
  return {
    name: contact?.name ?? '',
    greetingName: contact?.greetingName ?? '',
    role: contact?.role ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    language: contact?.language ?? '',
    hoursFrom: contact?.hoursFrom?.slice(0, 5) ?? '',
    hoursUntil: contact?.hoursUntil?.slice(0, 5) ?? '',
    isPrimary: contact?.isPrimary ?? true,
    closedWeekdays: contact?.closedWeekdays ?? [],
  };
}

/** What was left empty is not sent. */
function bodyOf({ name, isPrimary, closedWeekdays, ...rest }: Draft) {
  const written = Object.entries(rest).filter(([, value]) => value.trim() !== '');
  return { name, isPrimary, closedWeekdays, ...Object.fromEntries(written) };
}
