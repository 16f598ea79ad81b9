import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { markWorklistRow } from '@goodterms/api/collections/worklist.ts';
import { writeNote } from '@goodterms/api/customers/customers.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextArea } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { PhoneNumbers } from '../customers/phone-numbers.tsx';
import { DayField } from '../day-field.tsx';
import { useKeys } from '../keys.ts';
import type { Task } from '../paths.ts';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';
import styles from './form.module.css';

const OUTCOMES = [
  { outcome: 'reached', says: 'Reached', note: 'Reached.' },
  { outcome: 'will_pay', says: 'Will pay', note: 'They will pay.', leadsTo: 'promise' },
  { outcome: 'disputes', says: 'Disputes', note: 'They dispute an item.', leadsTo: 'dispute' },
  { outcome: 'asks_for_copy', says: 'Needs a copy', note: 'They ask for a copy.' },
  { outcome: 'asks_for_time', says: 'Needs time', note: 'They ask for time.' },
  { outcome: 'left_message', says: 'Left a message', note: 'Left a message.' },
  { outcome: 'not_reached', says: 'Not reached', note: 'Not reached.' },
  { outcome: 'wrong_person', says: 'Wrong person', note: 'Not the right person.' },
  { outcome: 'other', says: 'Other', note: 'Called.' },
] as const;
type Outcome = (typeof OUTCOMES)[number];

/** What a call came to: nine keys, then the day on which somebody looks again. */
export function CallForm({
  customer,
  onTask,
}: {
  readonly customer: CustomerPageJson;
  readonly onTask: (task: Task | undefined) => void;
}) {
  const { today } = useSession();
  const [outcome, setOutcome] = useState<Outcome>();
  const [text, setText] = useState('');
  const [nextOn, setNextOn] = useState('');
  const note = useWrite(writeNote);
  const mark = useWrite(markWorklistRow);
  useKeys(
    'The call',
    Object.fromEntries(
      OUTCOMES.map((one, place) => [
        String(place + 1),
        { says: one.says, run: () => setOutcome(one) },
      ]),
    ),
  );

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (outcome === undefined) return;
    const params = { customerId: customer.id };
    await note.mutateAsync({
      params,
      body: { kind: 'call', outcome: outcome.outcome, text: text || outcome.note },
    });
    if (nextOn !== '') await mark.mutateAsync({ params, body: { done: true, nextOn } });
    onTask('leadsTo' in outcome ? outcome.leadsTo : undefined);
  };

  return (
    <form className={styles.form} onSubmit={(event) => void submit(event).catch(() => undefined)}>
      <PhoneNumbers contacts={customer.contacts} />
      <div className={styles.outcomes} role="group" aria-label="What the call came to">
        {OUTCOMES.map((one, place) => (
          <Button
            key={one.outcome}
            keyHint={String(place + 1)}
            className={styles.outcome}
            aria-pressed={one === outcome}
            onClick={() => setOutcome(one)}
          >
            {one.says}
          </Button>
        ))}
      </div>
      {outcome && (
        <>
          <TextArea
            key={outcome.outcome}
            label="In their words"
            rows={2}
            placeholder={outcome.note}
            // Whoever has said what the call came to goes on writing.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            value={text}
            maxLength={10_000}
            onChange={(event) => setText(event.target.value)}
          />
          <DayField
            label={
              'leadsTo' in outcome
                ? 'Look again on (the promise or dispute comes next)'
                : 'Look again on'
            }
            value={nextOn}
            onChange={setNextOn}
            today={today}
            required={!('leadsTo' in outcome)}
          />
          <Problem of={note.error ?? mark.error} />
          <div className={styles.end}>
            <Button type="submit" look="main" busy={note.isPending || mark.isPending}>
              {'leadsTo' in outcome ? `Keep it, and note the ${outcome.leadsTo}` : 'Keep it'}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}
