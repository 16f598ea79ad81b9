import { listTemplates } from '@goodterms/api/messaging/messages.ts';
import {
  changeStrategy,
  readStrategy,
  type StrategyJson,
} from '@goodterms/api/settings/settings.ts';
import { amountText, typedAmount } from '@goodterms/ui/amount-text.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { Loaded } from '../loaded.tsx';
import { useWhyNot } from '../session.ts';
import { ChangedLine } from '../settings/changed-line.tsx';
import { SaveLine } from '../settings/save-line.tsx';
import styles from '../settings/settings.module.css';

type Step = StrategyJson['steps'][number];

/** Which reminder goes out when: ordered levels, never skipped, each said in a sentence. */
export function StrategyPart() {
  const query = useQuery(asking(readStrategy, {}));
  return <Loaded query={query}>{(answer) => <Form key={answer.version} answer={answer} />}</Loaded>;
}

function Form({ answer }: { readonly answer: ReplyOf<typeof readStrategy> }) {
  const [draft, setDraft] = useState(answer.strategy);
  const save = useWrite(changeStrategy);
  const mayNot = useWhyNot('collections.approve');
  const templates = useTemplateNames();
  const isSame = JSON.stringify(draft) === JSON.stringify(answer.strategy);
  const steps = (next: readonly Step[]) =>
    setDraft((now) => ({
      ...now,
      steps: next.map((step, place) => ({ ...step, level: place + 1 })),
    }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { strategy: draft } });
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <p className={styles.soft}>
        Days count from the day after the due day. A level is never skipped, and its waiting time
        counts from the day the level before was really sent.
      </p>
      <ol>
        {draft.steps.map((step, place) => (
          <StepFields
            key={step.level}
            step={step}
            before={draft.steps[place - 1]}
            templates={templates}
            onChange={(change) =>
              steps(draft.steps.map((one, at) => (at === place ? { ...one, ...change } : one)))
            }
            onRemove={
              draft.steps.length > 1
                ? () => steps(draft.steps.filter((_, at) => at !== place))
                : undefined
            }
          />
        ))}
      </ol>
      <div className={styles.end}>
        <Button
          whyNot={draft.steps.length >= 9 ? 'Nine levels are the most.' : undefined}
          onClick={() => steps([...draft.steps, nextStep(draft.steps.at(-1))])}
        >
          Add a level
        </Button>
      </div>
      <MinimumAmounts
        of={draft.minimumAmounts}
        onChange={(minimumAmounts) => setDraft((now) => ({ ...now, minimumAmounts }))}
      />
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

function StepFields({
  step,
  before,
  templates,
  onChange,
  onRemove,
}: {
  readonly step: Step;
  readonly before: Step | undefined;
  readonly templates: readonly string[];
  readonly onChange: (change: Partial<Step>) => void;
  readonly onRemove: (() => void) | undefined;
}) {
  return (
    <li className={styles.step}>
      <div className={styles.stepFields}>
        <span className={styles.level}>Level {step.level}</span>
        <TextField
          label="Days over"
          type="number"
          required
          min={1}
          max={400}
          value={step.minDaysOverdue}
          onChange={(event) => onChange({ minDaysOverdue: event.target.valueAsNumber || 1 })}
        />
        <TextField
          label="Days since the last"
          type="number"
          required
          min={0}
          max={400}
          value={step.minDaysSincePrevious}
          onChange={(event) => onChange({ minDaysSincePrevious: event.target.valueAsNumber || 0 })}
        />
        <Choice
          label="Template"
          value={step.template}
          options={[...new Set([step.template, ...templates])].map((name) => ({
            value: name,
            label: templateSaid(name),
          }))}
          onChange={(event) => onChange({ template: event.target.value })}
        />
        <Button
          aria-label={`Remove level ${step.level}`}
          whyNot={onRemove === undefined ? 'One level must remain.' : undefined}
          onClick={() => onRemove?.()}
        >
          Remove
        </Button>
      </div>
      <p>{stepSaid(step, before)}</p>
    </li>
  );
}

/** 'A mail “friendly” from 5 days after the due day, 7 days after level 1 at the earliest.' */
export function stepSaid(step: Step, before: Step | undefined): string {
  const when = `from ${counted(step.minDaysOverdue, 'day')} after the due day`;
  const wait =
    before === undefined
      ? ''
      : `, ${counted(step.minDaysSincePrevious, 'day')} after level ${before.level} at the earliest`;
  return `A ${step.channel} “${templateSaid(step.template)}” ${when}${wait}.`;
}

function useTemplateNames(): readonly string[] {
  const { data } = useQuery(asking(listTemplates, {}));
  return [...new Set(data?.templates.map(({ name }) => name))];
}

function templateSaid(name: string): string {
  return name.replaceAll(/[_-]/g, ' ');
}

function nextStep(last: Step | undefined): Step {
  return {
    level: (last?.level ?? 0) + 1,
    minDaysOverdue: (last?.minDaysOverdue ?? 0) + 14,
    minDaysSincePrevious: last?.minDaysSincePrevious ?? 7,
    template: last?.template ?? '',
    channel: 'mail',
  };
}

function MinimumAmounts({
  of,
  onChange,
}: {
  readonly of: StrategyJson['minimumAmounts'];
  readonly onChange: (amounts: StrategyJson['minimumAmounts']) => void;
}) {
  const [currency, setCurrency] = useState('');
  return (
    <section className={styles.part}>
      <h2>Not for less than</h2>
      <p className={styles.soft}>
        Below this total nobody is reminded by machine. A currency without an amount has no limit.
      </p>
      <FieldRow>
        {Object.entries(of).map(([code, amount]) => (
          <TextField
            key={code}
            label={`In ${code}`}
            inputMode="decimal"
            value={amount}
            hint={
              typedAmount(amount) === undefined
                ? 'An amount like 25.00; empty removes it.'
                : amountText({ amount, currency: code })
            }
            onChange={(event) => {
              const { [code]: _, ...rest } = of;
              onChange(event.target.value === '' ? rest : { ...of, [code]: event.target.value });
            }}
          />
        ))}
        <TextField
          label="Another currency"
          placeholder="CHF"
          maxLength={3}
          value={currency}
          onChange={(event) => {
            const code = event.target.value.toUpperCase();
            const isNew = /^[A-Z]{3}$/.test(code) && of[code] === undefined;
            setCurrency(isNew ? '' : code);
            if (isNew) onChange({ ...of, [code]: '10.00' });
          }}
        />
      </FieldRow>
    </section>
  );
}
