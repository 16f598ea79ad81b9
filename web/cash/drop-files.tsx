import { importBankFile } from '@goodterms/api/cash/cash.ts';
import { importRemittance } from '@goodterms/api/cash/remittance-advice.ts';
import { Button } from '@goodterms/ui/button.tsx';
import { counted } from '@goodterms/ui/day-words.ts';
import { sizeWords } from '@goodterms/ui/size-words.ts';
import { Progress } from '@goodterms/ui/progress.tsx';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useWrite } from '../asking.ts';
import { Declined, sentenceOf, type ReplyOf } from '../call.ts';
import { useWhyNot } from '../session.ts';
import { DemoFiles } from './demo-files.tsx';
import styles from './drop-files.module.css';
import { ExplainFile } from './explain-file.tsx';
import { ImportReport } from './import-report.tsx';
import { aboutHowManyLines } from './line-count.ts';
import { RemittanceReport } from './remittance-report.tsx';

type Result = {
  readonly name: string;
  readonly report?: ReplyOf<typeof importBankFile>;
  readonly advice?: ReplyOf<typeof importRemittance>;
  readonly problem?: string;
  /** It leaves something unsaid, which a person may say. */
  readonly unsaid?: File;
};

/** Bank files may be dropped anywhere on the page, several at once. */
export function DropFiles({
  children,
}: {
  readonly children: (chooseFiles: ReactNode) => ReactNode;
}) {
  const [isOver, setIsOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const { take, takeAsAdvice, results, replace, progress, clear } = useTakeFiles();
  const unsaid = results.flatMap((result) => result.unsaid ?? []);
  const whyNot = useWhyNot('cash.write');
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    if (whyNot === undefined) void take([...event.dataTransfer.files]);
  };
  return (
    // A second way to do what the button below does; the keyboard has the button.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div
      className={styles.ground}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setIsOver(false)}
      onDrop={drop}
    >
      {isOver && <div className={styles.over}>{whyNot ?? 'Let go to take the bank files in.'}</div>}
      {(results.length > 0 || progress) && (
        <div className={`${styles.results} ${unsaid.length > 0 ? styles.tall : ''}`}>
          {unsaid.map((file) => (
            <ExplainFile
              key={file.name}
              file={file}
              onTaken={(report) => replace(file.name, { name: file.name, report })}
              onAdvice={() => void takeAsAdvice(file)}
              onLeave={() => replace(file.name, undefined)}
            />
          ))}
          <div role="status" className={styles.reports}>
            {progress && <Progress {...progress} />}
            {results.map(({ name, report, advice, problem }) =>
              report ? (
                <ImportReport key={name} name={name} report={report} />
              ) : advice ? (
                <RemittanceReport key={name} name={name} report={advice} />
              ) : problem === undefined ? null : (
                <p key={name} className={styles.problem}>
                  <strong>{name}</strong>: {problem}
                </p>
              ),
            )}
          </div>
          {!progress && results.length > unsaid.length && (
            <Button look="quiet" className={styles.close} onClick={clear}>
              Close the report
            </Button>
          )}
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Bank files"
        onChange={(event) => {
          void take([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      {children(
        <>
          {whyNot === undefined && <DemoFiles onFiles={(files) => void take(files)} />}
          <Button
            whyNot={whyNot}
            busy={progress !== undefined}
            onClick={() => input.current?.click()}
          >
            Take in bank files
          </Button>
        </>,
      )}
    </div>
  );
}

type Taking = {
  readonly file: File;
  readonly place: number;
  readonly of: number;
  /** Bytes of the files before it, and of all of them. */
  readonly before: number;
  readonly total: number;
  readonly lines: number | undefined;
};

/** One file after the other, so that each finds what the one before has settled. */
function useTakeFiles() {
  const [results, setResults] = useState<readonly Result[]>([]);
  const [taking, setTaking] = useState<Taking>();
  const [sent, setSent] = useState(0);
  const write = useWrite(importBankFile, { onSent: setSent });
  const advise = useWrite(importRemittance);
  /** What is no bank file may be an advice; when it is neither, the bank’s reader says why. */
  const adviceOr = (file: File, otherwise: Result): Promise<Result> =>
    advise
      .mutateAsync({ file, query: {} })
      .then((advice) => ({ name: file.name, advice }))
      .catch(() => otherwise);
  const take = async (files: readonly File[]) => {
    setResults([]);
    const total = files.reduce((sum, { size }) => sum + size, 0);
    let before = 0;
    for (const [place, file] of files.entries()) {
      setSent(0);
      const lines = aboutHowManyLines(file.name, await file.text());
      setTaking({ file, place, of: files.length, before, total, lines });
      const result: Result = await write
        .mutateAsync({ file, body: {} })
        .then((report) => ({ name: file.name, report }))
        .catch((error: unknown) => {
          const name = file.name;
          return isUnsaid(error)
            ? { name, unsaid: file }
            : adviceOr(file, { name, problem: sentenceOf(error) });
        });
      setResults((now) => [...now, result]);
      before += file.size;
    }
    setTaking(undefined);
  };
  const progress = taking && {
    value: taking.before + Math.min(sent, taking.file.size),
    of: taking.total,
    says: progressWords(taking, sent),
  };
  const replace = (name: string, by: Result | undefined) =>
    setResults((now) => now.flatMap((one) => (one.name !== name ? [one] : by ? [by] : [])));
  const takeAsAdvice = (file: File) =>
    advise
      .mutateAsync({ file, query: {} })
      .then((advice) => replace(file.name, { name: file.name, advice }))
      .catch((error: unknown) =>
        replace(file.name, { name: file.name, problem: sentenceOf(error) }),
      );
  return { take, takeAsAdvice, results, replace, progress, clear: () => setResults([]) };
}

/** A person can say what is missing. */
function isUnsaid(error: unknown): boolean {
  return (
    error instanceof Declined &&
    ['columns_must_be_known', 'file_must_say_its_account'].includes(error.type)
  );
}

function progressWords({ file, place, of, lines }: Taking, sent: number): string {
  const which = of === 1 ? file.name : `${file.name}, ${place + 1} of ${of}`;
  if (sent < file.size) return `${which}: ${sizeWords(sent)} of ${sizeWords(file.size)} sent`;
  return lines === undefined
    ? `${which}: ${sizeWords(file.size)} sent, being read and matched`
    : `${which}: ${sizeWords(file.size)} sent, ${counted(lines, 'line')} being matched`;
}
