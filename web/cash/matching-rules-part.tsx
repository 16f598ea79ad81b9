import { changeMatchingRules, readMatchingRules } from '@goodterms/api/cash/matching.ts';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { paths } from '../paths.ts';
import { useWhyNot } from '../session.ts';
import { ChangedLine } from '../settings/changed-line.tsx';
import { SaveLine } from '../settings/save-line.tsx';
import styles from '../settings/settings.module.css';
import { targetWords } from './share-words.ts';

/** How sure matching must be before it settles a payment without a person. */
export function MatchingRulesPart() {
  const query = useQuery(asking(readMatchingRules, {}));
  return <Loaded query={query}>{(answer) => <Form key={answer.version} answer={answer} />}</Loaded>;
}

const TARGETS = ['0.99', '0.995', '0.999', '0.9995', '0.9999'];

function Form({ answer }: { readonly answer: ReplyOf<typeof readMatchingRules> }) {
  const [draft, setDraft] = useState(answer.matching);
  const save = useWrite(changeMatchingRules);
  const mayNot = useWhyNot('cash.approve');
  const isSame = JSON.stringify(draft) === JSON.stringify(answer.matching);
  const targets = [...new Set([...TARGETS, answer.matching.targetPrecision])].toSorted();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { matching: draft } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.soft}>
        A payment is settled by itself only by a kind of evidence that is right as often as you ask
        for here; everything else is proposed to a person.{' '}
        <Link to={paths.cashRates} search={{}}>
          See how often each was right.
        </Link>
      </p>
      <FieldRow roomy>
        <Choice
          label="Right at least in"
          value={draft.targetPrecision}
          options={targets.map((target) => ({ value: target, label: targetWords(target) }))}
          hint="The surer it must be, the more payments wait for a person."
          onChange={(event) => setDraft((now) => ({ ...now, targetPrecision: event.target.value }))}
        />
        <TextField
          label="Days after which a match counts as confirmed"
          type="number"
          required
          min={1}
          max={366}
          value={draft.standsAfterDays}
          hint="When nobody has taken it back until then."
          onChange={(event) =>
            setDraft((now) => ({ ...now, standsAfterDays: event.target.valueAsNumber || 0 }))
          }
        />
      </FieldRow>
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
