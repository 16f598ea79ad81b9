import { writeNote } from '@goodterms/api/customers/customers.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice, TextArea } from '@goodterms/ui/field.tsx';
import { useState, type FormEvent } from 'react';
import { useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import styles from './customers.module.css';

const KINDS = [
  { value: 'note', label: 'A note' },
  { value: 'visit', label: 'A visit' },
] as const;

/** Words for the colleagues who come after. */
export function NoteForm({
  customerId,
  onDone,
}: {
  readonly customerId: string;
  readonly onDone: () => void;
}) {
  const write = useWrite(writeNote);
  const [text, setText] = useState('');
  const [kind, setKind] = useState<(typeof KINDS)[number]['value']>('note');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    write.mutate({ params: { customerId }, body: { kind, text } }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <TextArea
        label="What is good to know"
        rows={4}
        required
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Choice
        label="Kind"
        value={kind}
        options={KINDS}
        onChange={(event) => setKind(event.target.value === 'visit' ? 'visit' : 'note')}
      />
      <Problem of={write.error} />
      <div className={styles.end}>
        <Button type="submit" look="main" busy={write.isPending}>
          Keep the note
        </Button>
      </div>
    </form>
  );
}
