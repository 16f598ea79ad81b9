import type { CustomerPageJson } from '@goodterms/api/collections/customer-page.ts';
import { liftHold, setHold } from '@goodterms/api/collections/dunning-hold.ts';
import { isZero } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { dayWords } from '@goodterms/ui/day-words.ts';
import { Choice, TextArea } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { DayField } from '../day-field.tsx';
import { Problem } from '../problem.tsx';
import { useSession } from '../session.ts';
import { offerUndo } from '../undo.ts';
import styles from './form.module.css';

export const HOLD_REASONS = [
  { value: 'ours_to_answer', label: 'We owe them an answer' },
  { value: 'agreed_pause', label: 'Agreed with them' },
  { value: 'hardship', label: 'Hardship' },
  { value: 'relationship', label: 'For the sake of the relationship' },
  { value: 'other', label: 'Another reason' },
] as const;

/** No reminders until a day. A hold without an end does not exist. */
export function HoldForm({
  customer,
  onDone,
}: {
  readonly customer: CustomerPageJson;
  readonly onDone: () => void;
}) {
  const { today } = useSession();
  const hold = useWrite(setHold);
  const lift = useWrite(liftHold);
  const [untilOn, setUntilOn] = useState('');
  const [reason, setReason] = useState<(typeof HOLD_REASONS)[number]['value']>('ours_to_answer');
  const [openItemId, setOpenItemId] = useState('');
  const [note, setNote] = useState('');
  const items = customer.explanation.items.filter(({ open }) => !isZero(open));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    hold.mutate(
      {
        params: { customerId: customer.id },
        body: { untilOn, reason, note, ...(openItemId === '' ? {} : { openItemId }) },
      },
      {
        onSuccess: ({ id }) => {
          offerUndo({
            said: `No reminders to ${customer.name} until ${dayWords(untilOn, today)}.`,
            back: () => lift.mutateAsync({ params: { holdId: id }, body: {} }),
          });
          onDone();
        },
      },
    );
  };

  return (
    <form className={styles.form} onSubmit={submit}>
      <Choice
        label="Because"
        value={reason}
        options={HOLD_REASONS}
        onChange={(event) =>
          setReason(
            HOLD_REASONS.find(({ value }) => value === event.target.value)?.value ?? 'other',
          )
        }
      />
      <DayField label="No reminders until" value={untilOn} onChange={setUntilOn} today={today} />
      <Choice
        label="For"
        value={openItemId}
        options={[
          { value: '', label: `All of ${customer.name}` },
          ...items.map(({ id, reference }) => ({ value: id, label: `${reference} only` })),
        ]}
        onChange={(event) => setOpenItemId(event.target.value)}
      />
      <TextArea
        label="What happened, and what we will do"
        rows={2}
        value={note}
        maxLength={1000}
        onChange={(event) => setNote(event.target.value)}
      />
      <Problem of={hold.error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={hold.isPending}>
          {untilOn === '' ? 'Hold reminders' : `Hold reminders until ${dayWords(untilOn, today)}`}
        </Button>
      </div>
    </form>
  );
}
