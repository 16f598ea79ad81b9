import { importLedger, listMappings, type LedgerReportJson } from '@goodterms/api/ledger/ledger.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { Choice, FieldRow, TextField, Tick } from '@goodterms/ui/field.tsx';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type DragEvent } from 'react';
import { asking, useWrite } from '../asking.ts';
import { Problem } from '../problem.tsx';
import { useWhyNot } from '../session.ts';
import { LedgerReport } from './ledger-report.tsx';
import styles from './ledger.module.css';

type Options = {
  readonly mapping: string;
  readonly saveMapping: string;
  readonly closeMissing: boolean;
  readonly skipBad: boolean;
  readonly answers: Readonly<Record<string, string>>;
};

const AT_FIRST: Options = {
  mapping: '',
  saveMapping: '',
  closeMissing: false,
  skipBad: false,
  answers: {},
};

/** First what a file would change, then, when that is right, the change itself. */
export function LedgerImport() {
  const [file, setFile] = useState<File>();
  const [options, setOptions] = useState(AT_FIRST);
  const look = useWrite(importLedger);
  const take = useWrite(importLedger);
  const report = take.data ?? look.data;
  const begin = (chosen: File) => {
    setFile(chosen);
    setOptions(AT_FIRST);
    take.reset();
    look.mutate(asked(chosen, AT_FIRST, 'look'));
  };
  const change = (part: Partial<Options>) => {
    const next = { ...options, ...part };
    setOptions(next);
    if (file && !('saveMapping' in part)) look.mutate(asked(file, next, 'look'));
  };

  return (
    <section className={styles.part}>
      <h2>Import a ledger file</h2>
      <p className={styles.soft}>
        CSV with customers, contacts, invoices, credit notes or payments, in any column order. You
        see what it would change before anything changes; the same file twice changes nothing.
      </p>
      <ChooseFile onFile={begin} isBusy={look.isPending || take.isPending} />
      <p role="status" className={styles.soft}>
        {look.isPending && `Reading ${file?.name ?? 'the file'} …`}
        {take.isPending && `Taking in ${file?.name ?? 'the file'} …`}
      </p>
      <Problem of={take.error ?? look.error} />
      {file && report && (
        <>
          <LedgerReport
            report={report}
            answers={options.answers}
            onAnswer={
              take.data
                ? undefined
                : (id, choice) => change({ answers: { ...options.answers, [id]: choice } })
            }
          />
          {!take.data && (
            <Decide
              report={report}
              options={options}
              onChange={change}
              isPending={take.isPending}
              onTake={() => take.mutate(asked(file, options, 'take'))}
            />
          )}
        </>
      )}
    </section>
  );
}

function ChooseFile({
  onFile,
  isBusy,
}: {
  readonly onFile: (file: File) => void;
  readonly isBusy: boolean;
}) {
  const input = useRef<HTMLInputElement>(null);
  const whyNot = useWhyNot('ledger.write');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && whyNot === undefined) onFile(file);
  };
  return (
    // A second way to do what the button does.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.drop} onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <Button busy={isBusy} whyNot={whyNot} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <span className={styles.soft}>or drop it here</span>
      <input
        ref={input}
        type="file"
        accept=".csv,.txt,.tsv,text/csv"
        hidden
        aria-label="Ledger file"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onFile(file);
          event.target.value = '';
        }}
      />
    </div>
  );
}

function Decide({
  report,
  options,
  onChange,
  isPending,
  onTake,
}: {
  readonly report: LedgerReportJson;
  readonly options: Options;
  readonly onChange: (part: Partial<Options>) => void;
  readonly isPending: boolean;
  readonly onTake: () => void;
}) {
  const mappings = useQuery(asking(listMappings, {})).data?.mappings ?? [];
  const missing = report.counts.reduce((sum, count) => sum + count.missing, 0);
  const bad = report.counts.reduce((sum, count) => sum + count.refused, 0);
  const open = report.questions.filter(
    ({ id, proposed }) => options.answers[id] === undefined && proposed === null,
  );
  return (
    <div className={styles.part}>
      <FieldRow>
        {mappings.length > 0 && (
          <Choice
            label="Read it as"
            value={options.mapping}
            options={[
              { value: '', label: 'As recognised' },
              ...mappings.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={(event) => onChange({ mapping: event.target.value })}
          />
        )}
        <TextField
          label="Remember this way to read as"
          maxLength={80}
          placeholder="Monthly export"
          value={options.saveMapping}
          onChange={(event) => onChange({ saveMapping: event.target.value })}
        />
      </FieldRow>
      {missing > 0 && (
        <Tick
          label={`Close the ${missing} that this file no longer names`}
          checked={options.closeMissing}
          onChange={(event) => onChange({ closeMissing: event.target.checked })}
        />
      )}
      {bad > 0 && (
        <Tick
          label={`Leave out the ${bad} lines that cannot be taken in`}
          checked={options.skipBad}
          onChange={(event) => onChange({ skipBad: event.target.checked })}
        />
      )}
      <div>
        <Button
          look="main"
          busy={isPending}
          whyNot={
            open.length > 0
              ? 'Answer the questions first.'
              : report.alreadyImported
                ? 'This file was taken in already; it changes nothing.'
                : undefined
          }
          onClick={onTake}
        >
          Take it in
        </Button>
      </div>
    </div>
  );
}

function asked(file: File, options: Options, how: 'look' | 'take') {
  return {
    file,
    query: {
      dryRun: how === 'look' ? ('true' as const) : undefined,
      mapping: options.mapping || undefined,
      saveMapping: (how === 'take' && options.saveMapping) || undefined,
      closeMissing: options.closeMissing ? ('true' as const) : undefined,
      skipBad: options.skipBad ? ('true' as const) : undefined,
      answers: answersText(options.answers),
    },
  };
}

function answersText(answers: Options['answers']): string | undefined {
  const text = Object.entries(answers)
    .map(([id, choice]) => `${id}=${choice}`)
    .join(',');
  return text || undefined;
}
