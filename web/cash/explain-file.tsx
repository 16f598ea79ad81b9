import { lookAtBankFile, type BankFileLookJson } from '@goodterms/api/cash/bank-file-look.ts';
import { importBankFile } from '@goodterms/api/cash/cash.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { Choice, FieldRow, TextField } from '@goodterms/ui/field.tsx';
import { StateWord } from '@goodterms/ui/state-word.tsx';
import { Table } from '@goodterms/ui/table.tsx';
import { useEffect, useRef, useState } from 'react';
import { useWrite } from '../asking.ts';
import type { ReplyOf } from '../call.ts';
import { ProblemList } from '../problem-list.tsx';
import { Problem } from '../problem.tsx';
import styles from './explain-file.module.css';
import { FileColumns } from './file-columns.tsx';
import {
  nameFor,
  NOTHING_SAID,
  questionOf,
  saysHowToRead,
  settled,
  type Explanation,
} from './file-explanation.ts';

/** A bank file that leaves something unsaid: a person says it, sees what follows, and takes it in. */
export function ExplainFile({
  file,
  onTaken,
  onAdvice,
  onLeave,
}: {
  readonly file: File;
  readonly onTaken: (report: ReplyOf<typeof importBankFile>) => void;
  /** It is no bank file: it says what a payment is for. */
  readonly onAdvice: () => void;
  readonly onLeave: () => void;
}) {
  const { first, look, said, say, error, take, isBusy } = useExplanation(file, onTaken);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className={styles.explain} aria-label={`What ${file.name} leaves unsaid`}>
      <div className={styles.head}>
        <h2 ref={heading} tabIndex={-1}>
          {file.name}
        </h2>
        {look && <span className={styles.soft}>{whatItIs(look)}</span>}
        <span className={styles.end}>
          {first?.table && (
            <Button look="quiet" onClick={onAdvice}>
              It is a remittance advice
            </Button>
          )}
          <Button look="quiet" onClick={onLeave}>
            Leave it
          </Button>
        </span>
      </div>
      <Problem of={error} />
      {first && look && (
        <>
          {look.problem !== null && (
            <p className={styles.asked}>
              <StateWord state="ours">
                <span className={styles.ink}>{whatIsAsked(look)}</span>
              </StateWord>
            </p>
          )}
          <div className={first.table ? styles.beside : styles.alone}>
            <div className={styles.part}>
              <Whose look={look} first={first} said={said} say={say} />
              {first.table && <FileColumns look={look} first={first} said={said} say={say} />}
            </div>
            <Understood look={look} />
          </div>
          <div className={styles.accept}>
            {saysHowToRead(said) && (
              <span className={styles.remember}>
                <TextField
                  label="Remember these columns as"
                  maxLength={80}
                  value={said.saveAs ?? nameFor(file.name)}
                  hint="The next table with the same columns is read the same way."
                  onChange={(event) => say({ saveAs: event.target.value })}
                />
              </span>
            )}
            <Button look="main" busy={isBusy} whyNot={whyNotYet(look)} onClick={take}>
              Take it in{look.lineCount > 0 && `: ${counted(look.lineCount, 'line')}`}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}

/** Each word that is said is looked at at once. */
function useExplanation(file: File, onTaken: (report: ReplyOf<typeof importBankFile>) => void) {
  const [said, setSaid] = useState(NOTHING_SAID);
  const [first, setFirst] = useState<BankFileLookJson>();
  const [look, setLook] = useState<BankFileLookJson>();
  const ask = useWrite(lookAtBankFile);
  const write = useWrite(importBankFile);
  const begun = useRef(false);
  /** The account that such files were of before is proposed, unless it has several currencies. */
  const begin = (found: BankFileLookJson) => {
    setFirst(found);
    const { account, currency, accounts, lacks } = found;
    const proposed = accounts.find(
      (known) => known.account === account && known.currency === currency,
    );
    if (!proposed || lacks.length === 0) return;
    setSaid(({ ...now }) => ({ ...now, ...proposed }));
    lookAgain({ ...NOTHING_SAID, ...proposed }, found);
  };
  const asked = useRef('');
  const lookAgain = (by: Explanation, before: BankFileLookJson | undefined) => {
    const body = questionOf(by, before);
    const question = JSON.stringify(body);
    if (question === asked.current) return;
    asked.current = question;
    void ask
      .mutateAsync({ file, body })
      .then((found) => {
        // An answer that comes late says nothing of what was said since.
        if (question === asked.current) setLook(found);
        if (before === undefined) begin(found);
      })
      .catch(() => {
        asked.current = '';
      });
  };
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    lookAgain(NOTHING_SAID, undefined);
  });
  const say = (part: Partial<Explanation>) => {
    const next = { ...said, ...part };
    setSaid(next);
    if (!('saveAs' in part)) lookAgain(next, first);
  };
  const take = () => {
    if (look === undefined) return;
    const body = questionOf(saysHowToRead(said) ? settled(said, look) : said, first);
    const name = (said.saveAs ?? nameFor(file.name)).trim();
    const saveMapping = body.mapping === undefined || name === '' ? undefined : name;
    write.mutate({ file, body: { ...body, saveMapping } }, { onSuccess: onTaken });
  };
  return {
    first,
    look,
    said,
    say,
    take,
    error: write.error ?? ask.error,
    isBusy: write.isPending || ask.isPending,
  };
}

type Saying = {
  readonly look: BankFileLookJson;
  readonly first: BankFileLookJson;
  readonly said: Explanation;
  readonly say: (part: Partial<Explanation>) => void;
};

const ANOTHER = 'another';

/** Of which account it is, where the file does not say. */
function Whose({ look, first, said, say }: Saying) {
  const [isNew, setIsNew] = useState(first.accounts.length === 0);
  if (look.lacks.length === 0 && said.account === undefined && said.currency === undefined)
    return null;
  const chosen = first.accounts.findIndex(
    ({ account, currency }) => account === said.account && currency === said.currency,
  );
  return (
    <FieldRow>
      {first.accounts.length > 0 && (
        <Choice
          label="It is of the account"
          value={isNew ? ANOTHER : chosen < 0 ? '' : String(chosen)}
          options={[
            { value: '', label: 'Choose one' },
            ...first.accounts.map(({ account, currency }, at) => ({
              value: String(at),
              label: `${account}, ${currency}`,
            })),
            { value: ANOTHER, label: 'Another one' },
          ]}
          hint="The file does not say it itself."
          onChange={({ target: { value } }) => {
            setIsNew(value === ANOTHER);
            const known = first.accounts[Number(value)];
            say(value !== '' && value !== ANOTHER && known ? known : { account: '', currency: '' });
          }}
        />
      )}
      {isNew && (
        <>
          <TextField
            label="Account"
            maxLength={64}
            hint="Its IBAN or number, as other files of the bank name it."
            onBlur={(event) => say({ account: event.target.value })}
          />
          <TextField
            label="Currency"
            maxLength={3}
            placeholder="EUR"
            onBlur={(event) => say({ currency: event.target.value })}
          />
        </>
      )}
    </FieldRow>
  );
}

/** The first movements, as they are understood by now. */
function Understood({ look }: { readonly look: BankFileLookJson }) {
  return (
    <div className={styles.part}>
      <h3>As it is understood</h3>
      {look.lines.length === 0 ? (
        <p className={styles.soft}>Nothing yet: its columns must be said first.</p>
      ) : (
        <Table
          caption="The first movements, as they are understood"
          rows={look.lines.map((line, at) => ({ ...line, at }))}
          rowKey={({ at }) => String(at)}
          columns={[
            { key: 'day', head: 'Booked', cell: ({ bookedOn }) => bookedOn ?? 'no day' },
            {
              key: 'amount',
              head: 'Amount',
              right: true,
              cell: ({ amount, currency }) =>
                amount === null ? 'no amount' : `${amount} ${currency ?? ''}`,
            },
            { key: 'name', head: 'Other party', cell: ({ name }) => name ?? '–' },
            { key: 'text', head: 'Text', wide: true, cell: ({ text }) => text ?? '–' },
          ]}
        />
      )}
      <ProblemList problems={look.problems} />
    </div>
  );
}

function whatItIs({ table, lineCount, format }: BankFileLookJson): string {
  if (table)
    return `a table of ${counted(table.rowCount, 'row')} and ${counted(table.header.length, 'column')}`;
  return `${format ?? 'unread'}, ${counted(lineCount, 'line')}`;
}

function whatIsAsked({ lacks, problem }: BankFileLookJson): string {
  if (lacks.includes('columns'))
    return 'Nobody has read a table with these columns yet: say which is the day and which the amount.';
  if (lacks.includes('account')) return 'It does not say of which account it is.';
  if (lacks.includes('currency')) return 'It does not say in which currency it is.';
  return problem ?? '';
}

function whyNotYet(look: BankFileLookJson): string | undefined {
  if (look.lacks.includes('columns'))
    return 'Say first which column is the day and which the amount.';
  if (look.lacks.includes('account')) return 'Say first of which account it is.';
  if (look.lacks.includes('currency')) return 'Say first in which currency it is.';
  return look.problem ?? undefined;
}
