import { runMorning } from '@goodterms/api/collections/worklist.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { useState } from 'react';
import { useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import styles from './today-head.module.css';

type Result = ReplyOf<typeof runMorning>;

/** Decides for every customer, and says what came of it. */
export function RunMorning() {
  const run = useWrite(runMorning);
  const whyNot = useWhyNot('collections.write');
  const [result, setResult] = useState<Result>();
  return (
    <>
      <Button
        busy={run.isPending}
        whyNot={whyNot}
        onClick={() => run.mutate({ query: {}, body: {} }, { onSuccess: setResult })}
      >
        {run.isPending ? 'Deciding for every customer …' : 'Run the morning'}
      </Button>
      <Problem of={run.error} />
      <p role="status" className={result ? styles.result : 'aloud'}>
        {result && resultSaid(result)}
      </p>
    </>
  );
}

function resultSaid({ customers, remind, person, wait, queued, withdrawn }: Result): string {
  return (
    `${counted(customers, 'customer')}: ${remind} to be written to, ${person} for a person, ` +
    `${wait} left in peace. ${counted(queued, 'message')} queued, ${withdrawn} withdrawn.`
  );
}
