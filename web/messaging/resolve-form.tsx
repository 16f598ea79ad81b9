import { resolveMessage } from '@goodterms/api/messaging/messages.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { TextField } from '@goodterms/ui/field.tsx';
import { useState } from 'react';
import { useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import styles from './messages.module.css';

/** Nobody but a person can say whether it arrived, and how they know. */
export function ResolveForm({ messageId }: { readonly messageId: string }) {
  const [evidence, setEvidence] = useState('');
  const resolve = useWrite(resolveMessage);
  const whyNot =
    useWhyNot('messaging.write') ??
    (evidence.trim().length < 3 ? 'Say first how you know.' : undefined);
  const say = (arrived: boolean) =>
    resolve.mutate({ params: { messageId }, body: { arrived, evidence } });
  return (
    <div className={styles.form}>
      <p>
        The connection broke after the text was handed over. It may have arrived; it is not sent
        again by itself.
      </p>
      <TextField
        label="How you know"
        placeholder="Ms Larsen confirmed it on the telephone"
        value={evidence}
        maxLength={500}
        onChange={(event) => setEvidence(event.target.value)}
      />
      <Problem of={resolve.error} />
      <div className={styles.actions}>
        <Button busy={resolve.isPending} whyNot={whyNot} onClick={() => say(true)}>
          It arrived
        </Button>
        <Button busy={resolve.isPending} whyNot={whyNot} onClick={() => say(false)}>
          It did not arrive
        </Button>
      </div>
    </div>
  );
}
